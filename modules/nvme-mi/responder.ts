// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { stageOpen } from "../mctp/exchange.js";
import { Reply, type Responder } from "../mctp/responder.js";
import crc32c from "../wire/crc32c.js";
import type Answers from "./answers.js";
import Call from "./call.js";
import type { Command } from "./command.js";
import { commandSets, commandTables, optionalList, type CommandSet } from "./command-sets.js";
import type { Hardware } from "./effect.js";
import Effects from "./effects.js";
import Events from "./events.js";
import ManagementEndpoint, { slotCount } from "./management-endpoint.js";
import { Flag, Message, Parameter } from "./message.js";
import type Subsystem from "./model/subsystem.js";
import Primitives from "./primitives.js";
import { moreProcessingRequired, patience } from "./processing.js";
import type DriveSignals from "./signals.js";
import type Slot from "./slot.js";
import { SlotState } from "./slot.js";
import { invalidParameter } from "./status.js";

export interface NvmeMiOptions {
	endpoint: Endpoint;
	subsystem: Subsystem;
	/** Port of the subsystem behind each port of the transport; the last one is behind all that follow. */
	ports: readonly number[];
	/** Answers that have left can be replayed for 6 s; they keep their memory for so long. */
	keep: boolean;
	hardware?: Hardware | undefined;
	/** Answers of another device in place of the model's. */
	answers?: Answers | undefined;
	/** What other protocols of the device hear of the drive. */
	signals?: DriveSignals;
}

const versions = Object.freeze([0xf1f0ff00]);
const never = 0x7fffffff;
/* Plain constants, because a message's way leads by here. */
const { type: messageType, check, header } = Message;
const { response, slot: slotBit, kindShift, kindMask } = Parameter;
const { idle, process, transmit } = SlotState;
const { send, defer, drop } = Reply;

/** Answers NVMe-MI messages (NVMe-MI 1.2): checks them, gives them to the slots, and runs their commands. */
class NvmeMi implements Responder {
	readonly type = 4;
	readonly versions = versions;
	readonly endpoints: readonly ManagementEndpoint[];
	readonly subsystem: Subsystem;
	readonly #transport: Endpoint;
	readonly #memory: Uint8Array;
	readonly #view: DataView;
	readonly #call: Call;
	readonly #primitives: Primitives;
	readonly #keep: boolean;
	readonly effects: Effects;
	/** The subsystem was taken out: nobody answers. */
	removed = false;
	readonly #signals: DriveSignals | undefined;

	/** Takes a request handle of the endpoint for each port that tells of events. */
	constructor({ endpoint, subsystem, ports, keep, hardware, answers, signals }: NvmeMiOptions) {
		const { memory } = endpoint;
		this.#transport = endpoint;
		this.subsystem = subsystem;
		this.#memory = memory;
		this.#call = new Call(endpoint, subsystem, hardware, answers, commandTables, optionalList);
		this.#view = this.#call.view;
		this.#primitives = new Primitives(endpoint);
		this.#keep = keep;
		this.#signals = signals;
		this.endpoints = Array.from({ length: endpoint.portCount }, (_, index) => {
			const port = subsystem.ports[ports[Math.min(index, ports.length - 1)]];
			const events = port.options.events ? new Events(endpoint, index, subsystem.controllers) : undefined;
			const state = endpoint.port(index);
			state.mayRaise();
			return new ManagementEndpoint(state, port, events);
		});
		for (const each of this.endpoints) subsystem.watch(each);
		for (const each of subsystem.controllers) each.enable(each.options.enabled);
		this.effects = new Effects(endpoint, subsystem, this.endpoints, hardware);
	}

	respond(exchange: Exchange, now: number): Reply {
		const request = exchange.request;
		const memory = this.#memory;
		const at = request.position - 1;
		const checkAt = request.end - check;
		if (messageType !== exchange.type || checkAt <= at || this.removed) return drop;
		const endpoint = this.endpoints[exchange.state!.index];
		const parameters = memory[at + 1];
		const slot = endpoint.slots[parameters & slotBit];
		if (~crc32c(memory, at, checkAt - at, -1) !== this.#view.getInt32(checkAt, true)) {
			slot.badCheck = true;
			return drop;
		}
		if (checkAt < at + header || 0 !== (parameters & response)) return drop;
		const kind = (parameters >> kindShift) & kindMask;
		const call = this.#call;
		if (0 === kind) {
			call.begin(exchange, endpoint, now);
			this.#primitives.respond(call);
			this.#finish(call, kind);
			return send;
		}
		const set = commandSets[kind];
		if (undefined === set) return drop;
		if (idle !== slot.state && slot.busy) {
			slot.discarded = true;
			return drop;
		}
		if (undefined !== slot.exchange) this.#forget(slot);
		call.begin(exchange, endpoint, now);
		const command = set.table[memory[at + header]];
		slot.exchange = exchange;
		slot.kind = kind;
		const flags = memory[at + 2];
		if (0 !== (flags & Flag.autoPause) && endpoint.port.options.autoPause) this.#primitives.pause(endpoint, now);
		if (endpoint.paused || (undefined !== command && 0 !== this.subsystem.work[command.work] && this.#time(command) > 0))
			return this.#begin(slot, command, now);
		this.#execute(call, slot, set, command, flags);
		if (this.#keep) exchange.last = false;
		slot.state = transmit;
		return send;
	}

	/** Milliseconds that a command takes; what a sanitize operation does not let through is refused at once. */
	#time({ work, always }: Command): number {
		const { subsystem } = this;
		return always || !(subsystem.sanitize.running || subsystem.sanitize.failed) ? subsystem.work[work] : 0;
	}

	/** A command that takes its time, or whose answer has to wait. */
	#begin(slot: Slot, command: Command | undefined, now: number): Reply {
		slot.command = command;
		slot.ticket = slot.exchange!.ticket;
		slot.due = (now + (undefined === command ? 0 : this.#time(command))) | 0;
		slot.told = false;
		slot.state = process;
		return defer;
	}

	/** Runs a command, and writes its answer. */
	#execute(call: Call, slot: Slot, set: CommandSet, command: Command | undefined, flags: number): void {
		let outcome: number;
		if (0 === flags) outcome = set.run(call, command);
		else if (0 !== (flags & Flag.buffer)) outcome = invalidParameter(Message.flags, 0);
		else if (0 !== (flags & Flag.autoPause) && !call.endpoint.port.options.autoPause) outcome = invalidParameter(Message.flags, 1);
		else outcome = set.run(call, command);
		if (0 !== outcome) call.size = 2 * header;
		this.#view.setInt32(call.exchange.reply.start + header, 0 === outcome ? call.response << 8 : outcome, true);
		slot.length = this.#finish(call, slot.kind);
	}

	/** Puts the header and the integrity check around an answer. Returns its bytes. */
	#finish(call: Call, kind: number): number {
		const exchange = call.exchange;
		const size = call.size;
		const reply = exchange.reply;
		const start = reply.start;
		const view = this.#view;
		const memory = this.#memory;
		const slot = memory[exchange.request.position] & slotBit;
		view.setInt32(start, messageType | ((response | (kind << kindShift) | slot) << 8), true);
		view.setInt32(start + size, ~crc32c(memory, start, size, -1), true);
		reply.position = start + size + check;
		return size + check;
	}

	/** The answer has left, or More Processing Required has. */
	sent(exchange: Exchange, now: number): void {
		const slot = this.#slotOf(exchange);
		const note = exchange.note;
		if (undefined !== slot && transmit === slot.state) {
			if (this.#keep) slot.state = idle;
			else this.#forget(slot);
		}
		if (0 !== note) {
			exchange.note = 0;
			this.effects.apply(note, now);
		}
	}

	abandoned(exchange: Exchange): void {
		this.#slotOf(exchange)?.clear();
	}

	/** Whoever paused is gone. */
	link(port: number, up: boolean): void {
		if (!up) this.endpoints[port].paused = false;
	}

	#slotOf(exchange: Exchange): Slot | undefined {
		const slots = this.endpoints[exchange.state!.index].slots;
		if (slots[0].exchange === exchange) return slots[0];
		return slots[1].exchange === exchange ? slots[1] : undefined;
	}

	/** A slot is done with its last answer. */
	#forget(slot: Slot): void {
		const exchange = slot.exchange!;
		slot.clear();
		if (stageOpen === exchange.stage) this.#transport.finish(exchange);
	}

	tick(now: number): number {
		let wait = this.subsystem.advance(now, never);
		this.#signals?.tick(now);
		const endpoints = this.endpoints;
		const count = endpoints.length;
		for (let index = 0; index < count; index++) {
			const endpoint = endpoints[index];
			const slots = endpoint.slots;
			for (let number = 0; number < slotCount; number++) {
				const slot = slots[number];
				if (process === slot.state) wait = Math.min(wait, this.#proceed(endpoint, slot, now));
			}
			if (endpoint.paused) wait = Math.min(wait, this.#primitives.wait(endpoint, now));
			const events = endpoint.events;
			if (undefined === events) continue;
			const own = events.tick(now);
			if (own < wait) wait = own;
		}
		return wait;
	}

	/** A command is processed. Returns milliseconds to the next call. */
	#proceed(endpoint: ManagementEndpoint, slot: Slot, now: number): number {
		const exchange = slot.exchange!;
		const rest = (slot.due - now) | 0;
		this.#transport.prolong(exchange, now);
		if (stageOpen !== exchange.stage) return Math.max(1, rest); /* More Processing Required has not left yet */
		if (rest > 0) {
			if (!slot.told && rest > patience) this.#tellTime(endpoint, slot, rest, now);
			return rest;
		}
		const call = this.#call;
		call.begin(exchange, endpoint, now);
		this.#execute(call, slot, commandSets[slot.kind]!, slot.command, call.u8(Message.flags));
		slot.state = transmit;
		this.#transport.answer(slot.ticket, now, !this.#keep);
		if (endpoint.paused) this.#primitives.hold(exchange);
		return never;
	}

	/** More Processing Required, once. */
	#tellTime(endpoint: ManagementEndpoint, slot: Slot, rest: number, now: number): void {
		const call = this.#call;
		call.begin(slot.exchange!, endpoint, now);
		slot.told = true;
		moreProcessingRequired(call, slot.kind, rest);
		this.#finish(call, slot.kind);
		this.#transport.answer(slot.ticket, now, false);
	}
}

Object.freeze(NvmeMi.prototype);
export default NvmeMi;
