// SPDX-License-Identifier: Apache-2.0
import { Counter, counterNames } from "../../../modules/mctp/counter.js";
import { broadcastEid } from "../../../modules/mctp/eid.js";
import Decoder, { type DecodedMessage, type PacketHeader } from "./decoder.js";
import type { Direction, TracedPacket } from "./packet.js";

/** A request in a capture, and what came back. */
export interface CapturedExchange {
	/** Of the packet that completes the request, from 1. */
	readonly number: number;
	/** Who asked whom. */
	readonly requester: number;
	readonly responder: number;
	readonly request: DecodedMessage;
	/** Usually one; none: the request was not answered. */
	readonly answers: DecodedMessage[];
}

/** What a capture holds of one device. */
export interface Conversation {
	readonly exchanges: readonly CapturedExchange[];
	/** Messages that are no part of it, by what they are. */
	readonly left: ReadonlyMap<string, number>;
}

/** Which messages of a capture are the requests to the device. */
export interface ConversationOptions {
	/** Name of the port; of the only one that has requests. */
	port?: string;
	/** How they passed whoever made the capture; as most did. */
	direction?: Direction;
	/** EID of the device; of any. */
	device?: number;
}

/** Bytes of messages that are kept of one capture; each has so many more. */
const mostBytes = 0x8000000;
const overhead = 1000;
const opposite = Object.freeze({ received: "sent", sent: "received" } as const);

/** The exchanges of a port in one direction, and those that wait for their answers by requester and tag. */
class Side {
	readonly exchanges: CapturedExchange[] = [];
	readonly waiting = new Map<string, CapturedExchange>();
}

/** Verdicts of a device that took the packets, and chose not to answer the message. */
const unanswered = new Set<string>([counterNames[Counter.silent], counterNames[Counter.messageType]]);

/** Finds the conversation with one device in a capture. Throws an error for the person if there is none, or more than one. */
export async function conversationOf(packets: AsyncIterable<TracedPacket>, options: ConversationOptions = {}): Promise<Conversation> {
	const decoder = new Decoder();
	const ports = new Map<string, Record<Direction, Side>>();
	const left = new Map<string, number>();
	let number = 0;
	let kept = 0;
	for await (const packet of packets) {
		number++;
		const { header, message, port = "", direction, dropped } = decoder.decode(packet);
		if (undefined === header || undefined === message || undefined === direction) continue;
		if (undefined !== options.port && options.port !== port) continue;
		kept += message.bytes.length + overhead;
		if (kept > mostBytes) throw new Error(`more than ${mostBytes >> 20} MiB of messages: take a part of the capture`);
		let sides = ports.get(port);
		if (undefined === sides) ports.set(port, (sides = { received: new Side(), sent: new Side() }));
		if (!header.tagOwner) settle(sides[opposite[direction]], header, message, left);
		else if (undefined !== dropped && !unanswered.has(dropped)) count(left, `dropped as ${dropped}`);
		else if (broadcastEid === header.destination) count(left, "broadcast");
		else if (undefined !== options.device && options.device !== header.destination) count(left, "to other EIDs");
		else begin(sides[direction], number, header, message);
	}
	const { exchanges } = choose(ports, options, left);
	return { exchanges, left };
}

function begin(side: Side, number: number, { source, destination, tag }: PacketHeader, request: DecodedMessage): void {
	const exchange = { number, requester: source, responder: destination, request, answers: [] };
	side.exchanges.push(exchange);
	side.waiting.set(`${source} ${tag}`, exchange);
}

function settle(side: Side, { destination, tag }: PacketHeader, answer: DecodedMessage, left: Map<string, number>): void {
	const exchange = side.waiting.get(`${destination} ${tag}`);
	if (undefined !== exchange && exchange.request.bytes[0] === answer.bytes[0]) exchange.answers.push(answer);
	else count(left, "answers without their request");
}

function choose(ports: ReadonlyMap<string, Record<Direction, Side>>, { direction }: ConversationOptions, left: Map<string, number>): Side {
	const lengthOf = (sides: Record<Direction, Side>, way: Direction) => sides[way].exchanges.length;
	const found = [...ports].filter(([, sides]) => lengthOf(sides, "received") + lengthOf(sides, "sent") > 0);
	if (0 === found.length) throw new Error("there are no requests in this capture");
	if (found.length > 1)
		throw new Error(`this capture has requests on several ports: choose --port ${found.map(([name]) => name).join(" or ")}`);
	const [, sides] = found[0];
	const way = direction ?? (lengthOf(sides, "sent") > lengthOf(sides, "received") ? "sent" : "received");
	const others = lengthOf(sides, opposite[way]);
	if (others > 0) left.set("requests of the device", others);
	return sides[way];
}

function count(counts: Map<string, number>, what: string): void {
	counts.set(what, (counts.get(what) ?? 0) + 1);
}
