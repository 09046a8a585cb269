// SPDX-License-Identifier: Apache-2.0
import { broadcastEid, nullEid } from "../../../modules/mctp/eid.js";
import { endOfMessage, headerLength, sequenceStep, startOfMessage, tagOwner } from "../../../modules/mctp/header.js";
import { constants, hostileEids, ownerOf } from "./owner.js";
import type World from "./world.js";

/** Peers on two ports: those with even numbers on port 0. */
export const peerCount = 4;

/** Message types of requests, the frequent ones often. */
const types = [1, 1, 1, 2, 2, 3, 4, 0x7e, 0x81, 0x82, 5, 1, 2, 1, 0x7f, 4] as const;
const commands = [1, 2, 3, 4, 5, 6, 7, 8, 0x0b, 0x0c, 0x10, 0x14, 0x3f, 0xf0, 1, 2] as const;
const vendor = [0xcc, 0xde] as const;

/** What a peer is in the middle of sending. */
interface Conversation {
	/** Flags of the next packet, without start and end. */
	flags: number;
	unit: number;
	/** Packets that are still to come. */
	left: number;
}

/** What a packet shall be, before anything is done to it. */
export interface Draft {
	port: number;
	physical: number;
	source: number;
	destination: number;
	flags: number;
	/** Bytes of payload. */
	length: number;
	/** First byte, where a message starts. */
	type: number;
}

/** Four peers with an EID each, who can be anybody else as well. */
class Peers {
	readonly draft: Draft = { port: 0, physical: 0, source: 0, destination: 0, flags: 0, length: 0, type: 1 };
	readonly #world: World;
	readonly #conversations: (Conversation | undefined)[] = [];

	constructor(world: World) {
		this.#world = world;
	}

	/** Who sends, and to which of the endpoint's EIDs: both as `who` says. Returns the number of the peer. */
	speak(who: number): number {
		const { draft } = this;
		const peer = who & (peerCount - 1);
		draft.port = peer & 1;
		draft.physical = peer >> 1;
		draft.source = 7 === who >> 5 ? nullEid : hostileEids[peer];
		const { eid } = this.#world.endpoint.port(draft.port);
		const to = (who >> 2) & 7;
		draft.destination = 0 === to ? nullEid : 1 === to ? broadcastEid : 2 === to ? this.#distant(who) : eid;
		return peer;
	}

	/** Somebody on the other port, where there are routes. */
	#distant(who: number): number {
		const { endpoint, options } = this.#world;
		const { port } = this.draft;
		const { eid } = endpoint.port(port);
		if (0 === options.routes) return eid;
		const route = endpoint.routes.all[who % options.routes];
		return undefined === route.state ? endpoint.port(1 - port).eid : route.first;
	}

	/** A message of one packet. */
	single(who: number, tag: number, type: number, length: number): void {
		this.speak(who);
		const { draft } = this;
		draft.flags = startOfMessage | endOfMessage | tagOwner | (tag & 7) | ((tag >> 3) & 0x30);
		draft.type = types[type & 15];
		draft.length = 1 + (length & 63);
	}

	/** The first packet of several. */
	start(who: number, tag: number, type: number, length: number, count: number): void {
		const peer = this.speak(who);
		const { draft } = this;
		const unit = length & 0x80 ? 64 : 1 + (length & 63);
		const flags = tagOwner | (tag & 7) | ((tag >> 3) & 0x30);
		draft.flags = flags | startOfMessage;
		draft.type = types[type & 15];
		draft.length = unit;
		this.#conversations[peer] = { flags: this.#next(flags), unit, left: 1 + (count & 7) };
	}

	/** The next packet of what a peer is in the middle of, or what looks like one. */
	follow(who: number, length: number): void {
		const peer = this.speak(who);
		const { draft } = this;
		const conversation = (this.#conversations[peer] ??= { flags: tagOwner, unit: 1, left: 1 });
		const last = 0 === --conversation.left;
		draft.flags = conversation.flags | (last ? endOfMessage : 0);
		draft.length = last ? 1 + (length % conversation.unit) : conversation.unit;
		conversation.flags = this.#next(conversation.flags);
		if (last) this.#conversations[peer] = undefined;
	}

	#next(flags: number): number {
		return (flags & 0x0f) | ((flags + sequenceStep) & 0x30);
	}

	/** An answer to the own request that was sent as the one before `back` others; one is always there to be guessed. */
	answer(who: number, back: number, length: number): void {
		this.speak(who);
		const { draft } = this;
		const { latest } = this.#world.requests;
		const request = latest[latest.length - 1 - (back % Math.max(1, latest.length))];
		draft.flags = startOfMessage | endOfMessage | (request?.tag ?? back & 7);
		draft.type = back & 0x40 ? 2 : 1;
		draft.length = 1 + (length & 63);
		if (undefined === request || back & 0x80) return;
		draft.port = request.port;
		draft.physical = request.physical;
		if (nullEid !== request.peer) draft.source = request.peer;
		draft.destination = this.#world.endpoint.port(request.port).eid;
	}

	/** The packet leaves for the endpoint as the draft says: all that it carries is its sender's. */
	send(salt: number): void {
		const length = this.put(salt);
		this.#world.arrive(this.draft.port, length, this.draft.physical);
	}

	/** The same for a control request. */
	control(command: number, first: number, second: number, extra: number): void {
		const { draft } = this;
		const { memory } = this.#world.endpoint;
		draft.type = 0;
		draft.length = 3 + (extra & 1 ? (extra >> 1) & 31 : Math.min(2, (extra >> 1) & 3));
		const length = this.put(extra);
		const at = this.#world.input(draft.port) + headerLength;
		memory[at + 1] = this.#owner() | (extra & 0x40 ? 0 : 0x80) | (0xe0 === (extra & 0xe0) ? 0x40 : 0);
		memory[at + 2] = commands[command & 15];
		if (draft.length > 3) memory[at + 3] = first;
		if (draft.length > 4) memory[at + 4] = second;
		this.#world.arrive(draft.port, length, draft.physical);
	}

	/** Several requests that are answered later, each with its tag; long ones come in two packets. */
	late(who: number, tag: number, count: number, long: boolean, salt: number): void {
		this.speak(who);
		const { draft } = this;
		draft.type = 2;
		for (let index = 0; index < count; index++) {
			const flags = tagOwner | ((tag + index) & 7);
			draft.length = long ? 64 : 4;
			draft.flags = flags | startOfMessage | (long ? 0 : endOfMessage);
			this.send(salt);
			if (!long) continue;
			draft.flags = flags | endOfMessage | sequenceStep;
			this.send(salt);
		}
	}

	/** The same for a command to the bench service, for few messages, or for messages without end. */
	bench(count: number, size: number): void {
		const { draft } = this;
		const { memory } = this.#world.endpoint;
		draft.type = 0x7e;
		draft.length = 26;
		const length = this.put(0);
		const at = this.#world.input(draft.port) + headerLength;
		memory.fill(0, at, at + 26);
		memory.set([0x7e, ...vendor, 0xf1, 0xdd, 0x22, 1, 1], at);
		memory[at + 16] = size;
		memory[at + 18] = 255 === count ? 0 : 1 + (count & 3);
		this.#world.arrive(draft.port, length, draft.physical);
	}

	/** Writes the packet; returns its length. */
	put(salt: number): number {
		const { draft } = this;
		const { memory } = this.#world.endpoint;
		const at = this.#world.input(draft.port);
		memory[at] = 1 | (salt & 0xf0);
		memory[at + 1] = draft.destination;
		memory[at + 2] = draft.source;
		memory[at + 3] = draft.flags;
		this.fill(at + headerLength, salt);
		return headerLength + draft.length;
	}

	/** The payload: bytes of its sender, and what a message begins with. The instance id of a control message is its owner. */
	fill(at: number, salt: number): void {
		const { draft } = this;
		const { memory } = this.#world.endpoint;
		/* No own request has type 2: its answers have bytes that nobody may get. */
		const single = startOfMessage | endOfMessage;
		const stranger = 2 === draft.type && single === (draft.flags & (single | tagOwner));
		const owner = (stranger ? constants : this.#owner()) << 4;
		for (let index = 0; index < draft.length; index++) memory[at + index] = owner | ((salt + index) & 15);
		if (!(draft.flags & startOfMessage) || 0 === draft.length) return;
		const { type } = draft;
		memory[at] = type;
		if (0x7e === type && draft.length >= 4) {
			memory[at + 1] = vendor[0];
			memory[at + 2] = vendor[1];
			memory[at + 3] = 0xf0;
		}
		if (0 === type && draft.length >= 3) memory[at + 1] = this.#owner() | 0x80;
		else if (0 === type) memory[at] = 1;
	}

	#owner(): number {
		const { port, source, physical } = this.draft;
		return ownerOf(this.#world.options.networks[port], source, port, physical);
	}
}

export default Peers;
