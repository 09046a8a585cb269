// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { stageSending } from "../mctp/exchange.js";
import type { Assembly } from "../mctp/reassembly.js";
import type Call from "./call.js";
import type ManagementEndpoint from "./management-endpoint.js";
import { Kind, Message, Parameter } from "./message.js";
import { SlotState, type default as Slot } from "./slot.js";
import { invalidParameter, Status } from "./status.js";

/** Offsets of a control primitive (NVMe-MI 1.2, figure 34). */
const tagAt = 5;
const parameterAt = 6;
const length = 8;

/** A row: control primitive specific response, 16 bits, or a status shifted by 16. */
interface Primitive {
	readonly name: string;
	readonly handle: (self: Primitives, call: Call, slot: Slot) => number;
}
const statusShift = 16;

/** Bits of the response to Get State (figure 41). */
const State = Object.freeze({ paused: 0x8000, reset: 0x4000, badCheck: 0x0010, discarded: 0x0008 } as const);
/** Whether a command was aborted (figure 39). */
const Aborted = Object.freeze({ none: 0, before: 1 } as const);
/** Both slots are paused. */
const bothPaused = 0x0003;
/** Clear error state flags, in the parameter of Get State. */
const clearFlags = 0x0001;
const offsetMask = 0x00ff;
/** The answer is sent once more. */
const replayed = 0x0001;
/** Milliseconds after which a pause that nobody ends is over: no requester can take a slot away for good. */
const longestPause = 60_000;

/** Control primitives, served at any time, whatever the slots do (NVMe-MI 1.2, 4.2.1). */
class Primitives {
	readonly #transport: Endpoint;

	constructor(transport: Endpoint) {
		this.#transport = transport;
	}

	/** Answers a primitive. Its tag comes back in the answer. */
	respond(call: Call): void {
		const slot = call.endpoint.slots[call.u8(Message.parameters) & Parameter.slot];
		let outcome: number;
		if (call.length < length) outcome = Status.invalidCommandSize << statusShift;
		else if (call.length > length) outcome = Status.invalidInputSize << statusShift;
		else {
			const row = primitives[call.u8(Message.code)];
			outcome = undefined === row ? Status.invalidOpcode << statusShift : row.handle(this, call, slot);
		}
		call.size = length;
		/* A parameter error location stands where the tag does. */
		if (outcome < 0) call.put32(Message.code, invalidParameter(parameterAt));
		else {
			const tag = call.length > tagAt ? call.u8(tagAt) : 0;
			call.put32(Message.code, (outcome >> statusShift) | (tag << 8) | ((outcome & 0xffff) << 16));
		}
	}

	/** 4.2.1.1: answers stop between two packets. */
	static #pause(self: Primitives, call: Call): number {
		self.pause(call.endpoint, call.now);
		return bothPaused;
	}

	/** 4.2.1.2 */
	static #resume(self: Primitives, call: Call): number {
		self.resume(call.endpoint, call.now);
		return 0;
	}

	/** 4.2.1.3: commands take effect as a whole when their time is over, so none is ever aborted in the middle. */
	static #abort(self: Primitives, call: Call, slot: Slot): number {
		const transport = self.#transport;
		const assembly = self.#receiving(call);
		if (undefined !== assembly) {
			transport.reassembly.drop(assembly);
			return Aborted.before;
		}
		const { exchange, state } = slot;
		if (SlotState.idle === state) return Aborted.none;
		transport.withdraw(exchange!, call.now);
		return SlotState.process === state ? Aborted.before : Aborted.none;
	}

	/** 4.2.1.4 */
	static #getState(self: Primitives, call: Call, slot: Slot): number {
		const { endpoint } = call;
		const state =
			SlotState.idle === slot.state || !slot.busy ? (undefined === self.#receiving(call) ? SlotState.idle : SlotState.receive) : slot.state;
		const flags =
			state |
			(endpoint.paused ? State.paused : 0) |
			(endpoint.wasReset ? State.reset : 0) |
			(slot.badCheck ? State.badCheck : 0) |
			(slot.discarded ? State.discarded : 0) |
			endpoint.packetFlags;
		if (0 !== (call.u16(parameterAt) & clearFlags)) {
			endpoint.clearFlags();
			slot.badCheck = slot.discarded = false;
		}
		return flags;
	}

	/** 4.2.1.5: the last answer once more, from one of its packets on. A pause is over then. */
	static #replay(self: Primitives, call: Call, slot: Slot): number {
		const { exchange } = slot;
		const { now, endpoint } = call;
		if (undefined === exchange || SlotState.process === slot.state) return 0;
		const { state } = endpoint;
		const unit = undefined === state.units ? state.transmissionUnit : state.units.of(exchange.peer);
		const from = (call.u16(parameterAt) & offsetMask) * unit;
		if (from >= slot.length) return -1;
		self.resume(endpoint, now);
		self.#transport.sendAgain(exchange, slot.length, from, now);
		slot.state = SlotState.transmit;
		return replayed;
	}

	/** The message of several packets that grows and will be a command to the same slot. */
	#receiving(call: Call): Assembly | undefined {
		const { memory, endpoint } = call;
		const wanted = call.u8(Message.parameters) & Parameter.slot;
		for (let assembly = this.#transport.reassembly.active; undefined !== assembly; assembly = assembly.next) {
			if (assembly.state !== endpoint.state || Message.type !== memory[assembly.offset]) continue;
			const parameters = memory[assembly.offset + Message.parameters];
			if ((parameters & Parameter.slot) === wanted && Kind.controlPrimitive !== ((parameters >> Parameter.kindShift) & Parameter.kindMask))
				return assembly;
		}
		return undefined;
	}

	pause(endpoint: ManagementEndpoint, now: number): void {
		endpoint.pausedAt = now;
		endpoint.paused = true;
		const { slots } = endpoint;
		for (let index = 0; index < slots.length; index++) if (SlotState.transmit === slots[index].state) this.hold(slots[index].exchange!);
	}

	/** Keeps back what has not left of an answer. */
	hold(exchange: Exchange): void {
		if (exchange.position < exchange.end) this.#transport.suspend(exchange);
	}

	resume(endpoint: ManagementEndpoint, now: number): void {
		if (!endpoint.paused) return;
		endpoint.paused = false;
		const { slots } = endpoint;
		for (let index = 0; index < slots.length; index++) {
			const { exchange, state } = slots[index];
			if (SlotState.transmit === state && stageSending === exchange!.stage && exchange!.position < exchange!.end)
				this.#transport.resume(exchange!, now);
		}
	}

	/** Time goes on for a paused endpoint. Returns milliseconds to the next call. */
	wait(endpoint: ManagementEndpoint, now: number): number {
		const rest = (endpoint.pausedAt + longestPause - now) | 0;
		if (rest <= 0 || rest > longestPause) {
			this.resume(endpoint, now);
			return 0;
		}
		const { slots } = endpoint;
		for (let index = 0; index < slots.length; index++)
			if (SlotState.transmit === slots[index].state) this.#transport.prolong(slots[index].exchange!, now);
		return rest;
	}

	/** By opcode. */
	static readonly rows: readonly Primitive[] = Object.freeze([
		row("Pause", Primitives.#pause),
		row("Resume", Primitives.#resume),
		row("Abort", Primitives.#abort),
		row("Get State", Primitives.#getState),
		row("Replay", Primitives.#replay),
	]);
}

const primitives = Primitives.rows;

/** @setup */
function row(name: string, handle: Primitive["handle"]): Primitive {
	return Object.freeze({ name, handle });
}

Object.freeze(Primitives.prototype);
export default Primitives;
