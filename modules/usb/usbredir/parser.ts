// SPDX-License-Identifier: Apache-2.0
import { Capability, fieldsLength, has, headerLength, layoutOf, longestFields, MessageType, Role } from "./protocol.js";

/** What `next` found. */
export const Progress = Object.freeze({
	/** Nothing whole: all input is used up. */
	more: 0,
	/** Header and fields of a message; `remaining` bytes of data follow. */
	message: 1,
	/** A piece of the message's data. */
	data: 2,
	/** The stream makes no sense, see `problem`; there is no way back into step. */
	error: 3,
} as const);
export type Progress = (typeof Progress)[keyof typeof Progress];

/** Why a stream makes no sense, for the person. */
export const Problem = Object.freeze({
	none: "",
	noHello: "the first message is no hello: the peer does not speak usbredir",
	secondHello: "a second hello",
	type: "unknown message type",
	role: "message that only the other side sends",
	length: "message with a wrong length",
	data: "packet whose data is not as long as its fields say",
} as const);

/** Bytes of data handed over at a time, unless a message ends. A multiple of every packet size of a bulk endpoint. */
export const pieceSize = 512;

/**
 * Finds the messages in a stream of bytes, wherever it is cut, in bounded memory: data of messages is handed over in
 * pieces. Bytes are parsed where the caller puts them; what is left moves to just before, so that the next continue it.
 */
class Parser {
	/** Where the caller puts bytes, once `next` wants more, and how many at most. */
	readonly input: number;
	readonly inputSize: number;
	/** What both sides can, once both have said hello. */
	capabilities = 0;
	problem: string = Problem.none;
	/** Of the message at hand. */
	type = 0;
	idLow = 0;
	idHigh = 0;
	/** Fields of the message, or the piece of data: where they stand, and how many bytes. */
	at = 0;
	length = 0;
	/** Bytes of data that are still to come. */
	remaining = 0;
	/** Of a packet: bytes moved, or to be moved. */
	transferLength = 0;

	readonly #view: DataView;
	readonly #memory: Uint8Array;
	readonly #from: Role;
	#next = 0;
	#end = 0;
	#greeted = false;

	/** Bytes of memory for `inputSize` bytes of input at a time. */
	static size(inputSize: number): number {
		return Math.max(longestFields, pieceSize) + inputSize;
	}

	/** Parses what `from` sends, in `size(inputSize)` bytes at `offset` of `memory`. */
	constructor(memory: Uint8Array, offset: number, inputSize: number, from: Role) {
		this.#memory = memory;
		this.#view = new DataView(memory.buffer);
		this.#from = from;
		this.input = offset + Parser.size(0);
		this.inputSize = inputSize;
		this.reset();
	}

	/** A new connection. */
	reset(): void {
		this.capabilities = this.remaining = 0;
		this.problem = Problem.none; /* The text itself would be a new one each time. */
		this.#greeted = false;
		this.#next = this.#end = this.input;
	}

	/** `length` bytes stand at `input`. */
	put(length: number): void {
		this.#end = this.input + length;
	}

	/** Goes on to what comes next. Fields and data before it are gone then. */
	next(): Progress {
		if (this.problem) return Progress.error;
		return this.remaining > 0 ? this.#data() : this.#message();
	}

	#data(): Progress {
		const length = Math.min(this.remaining, pieceSize);
		if (this.#end - this.#next < length) return this.#more();
		this.remaining -= length;
		return this.#found(Progress.data, this.#next, length);
	}

	#message(): Progress {
		const view = this.#view;
		const start = this.#next;
		const there = this.#end - start;
		if (there < 8) return this.#more();
		const type = view.getUint32(start, true);
		const length = view.getUint32(start + 4, true);
		const layout = layoutOf(type);
		if (!this.#greeted && MessageType.hello !== type) return this.#bad(Problem.noHello);
		if (undefined === layout) return this.#bad(Problem.type);
		if (0 === (layout.from & this.#from)) return this.#bad(Problem.role);
		if (this.#greeted && MessageType.hello === type) return this.#bad(Problem.secondHello);
		const fields = fieldsLength(layout, this.capabilities);
		if (length < fields || length > fields + layout.data) return this.#bad(Problem.length);
		const header = headerLength(type, this.capabilities);
		if (there < header + fields) return this.#more();
		this.#greeted = true;
		this.type = type;
		this.idLow = view.getInt32(start + 8, true);
		this.idHigh = 16 === header ? view.getInt32(start + 12, true) : 0;
		this.remaining = length - fields;
		const at = start + header;
		if (layout.lengthAt >= 0 && this.remaining !== this.#dataLength(at, layout.lengthAt)) return this.#bad(Problem.data);
		return this.#found(Progress.message, at, fields);
	}

	/** Bytes of data that the fields of a packet promise: the guest has those for OUT, the host those for IN endpoints. */
	#dataLength(at: number, lengthAt: number): number {
		const view = this.#view;
		const wide = MessageType.bulkPacket === this.type && has(this.capabilities, Capability.bulkLength32Bits);
		this.transferLength = view.getUint16(at + lengthAt, true) + (wide ? 0x10000 * view.getUint16(at + 8, true) : 0);
		const sender = 0 !== (this.#memory[at] & 0x80) ? Role.host : Role.guest;
		return sender === this.#from ? this.transferLength : 0;
	}

	#found(progress: Progress, at: number, length: number): Progress {
		this.at = at;
		this.length = length;
		this.#next = at + length;
		return progress;
	}

	/** Moves what is left to where the next bytes continue it. */
	#more(): Progress {
		const { input } = this;
		const left = this.#end - this.#next;
		this.#memory.copyWithin(input - left, this.#next, this.#end);
		this.#next = input - left;
		this.#end = input;
		return Progress.more;
	}

	#bad(problem: string): Progress {
		this.problem = problem;
		return Progress.error;
	}
}

Object.freeze(Parser.prototype);
export default Parser;
