// SPDX-License-Identifier: Apache-2.0
import { Capability, has, headerLength, MessageType } from "./protocol.js";

/** Bytes of a hello without capabilities: a text that names the program. */
const nameLength = 64;

/** Puts messages one behind the other into a region of memory, until the caller has taken them. */
class Writer {
	/** Where the messages stand, and bytes of the region. */
	readonly output: number;
	readonly size: number;
	/** Bytes of the messages. */
	length = 0;
	/** What both sides can, once both have said hello. */
	capabilities = 0;
	readonly memory: Uint8Array;
	readonly view: DataView;
	/** Where the last message begins. */
	#last = 0;

	constructor(memory: Uint8Array, offset: number, size: number) {
		this.memory = memory;
		this.view = new DataView(memory.buffer);
		this.output = offset;
		this.size = size;
	}

	/** Bytes that still fit. */
	get room(): number {
		return this.size - this.length;
	}

	/** The messages are gone. */
	clear(): void {
		this.length = 0;
	}

	/**
	 * Adds a message whose fields and data take `length` bytes. The caller has made sure that it fits.
	 * @returns where these bytes, which are whatever was there, stand
	 */
	message(type: number, idLow: number, idHigh: number, length: number): number {
		const { view } = this;
		const start = this.output + this.length;
		const header = headerLength(type, this.capabilities);
		view.setUint32(start, type, true);
		view.setUint32(start + 4, length, true);
		view.setInt32(start + 8, idLow, true);
		if (16 === header) view.setInt32(start + 12, idHigh, true);
		this.#last = start;
		this.length += header + length;
		return start + header;
	}

	/** As `message`, with bytes of 0. */
	blank(type: number, length: number): number {
		const at = this.message(type, 0, 0, length);
		this.memory.fill(0, at, at + length);
		return at;
	}

	/** Adds `length` bytes of data, which stand behind the last message, to it. */
	extend(length: number): void {
		const { view } = this;
		const at = this.#last + 4;
		view.setUint32(at, view.getUint32(at, true) + length, true);
		this.length += length;
	}

	/** `name` as `helloName` has made it. */
	hello(name: Uint8Array, capabilities: number): void {
		const { memory } = this;
		const at = this.message(MessageType.hello, 0, 0, nameLength + 4);
		/* Between two arrays: `set` would allocate on XS. */
		for (let index = 0; index < nameLength; index++) memory[at + index] = name[index];
		this.view.setUint32(at + nameLength, capabilities, true);
	}

	/** A packet on a bulk endpoint; `data` bytes of it follow in this message. Returns where they are to be put. */
	bulkPacket(idLow: number, idHigh: number, endpoint: number, status: number, length: number, data: number): number {
		const { memory, view } = this;
		const wide = has(this.capabilities, Capability.bulkLength32Bits);
		const fields = wide ? 10 : 8;
		const at = this.message(MessageType.bulkPacket, idLow, idHigh, fields + data);
		memory[at] = endpoint;
		memory[at + 1] = status;
		view.setUint16(at + 2, length, true);
		view.setUint32(at + 4, 0, true);
		if (wide) view.setUint16(at + 8, length / 0x10000, true);
		return at + fields;
	}
}

/**
 * The bytes that name a program in a hello: ASCII, at most 63 of them, then zeros.
 * @setup
 */
export function helloName(name: string): Uint8Array {
	const bytes = new Uint8Array(nameLength);
	for (let at = 0; at < Math.min(name.length, nameLength - 1); at++) bytes[at] = name.charCodeAt(at);
	return bytes;
}

Object.freeze(Writer.prototype);
export default Writer;
