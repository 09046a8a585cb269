// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import Window from "../wire/window.js";
import type Answers from "./answers.js";
import type { CommandTable } from "./command.js";
import { noteOf, type Hardware } from "./effect.js";
import type ManagementEndpoint from "./management-endpoint.js";
import { Message, mostData } from "./message.js";
import type Controller from "./model/controller.js";
import type Subsystem from "./model/subsystem.js";
import { invalidParameter, Status } from "./status.js";

/* A plain constant, because every answer leads by here. */
const { check } = Message;

/** Bytes of an answer to an NVMe Admin command before its data: header, status, completion. */
export const adminData = 20;
/** Offsets of fields of an NVMe Admin command (NVMe-MI 1.2, figure 110). */
const flagsAt = 5;
const offsetAt = 28;
const lengthAt = 32;
const inputAt = 68;

/**
 * A command under way: the request, read by offsets from its message type byte, as in the figures of the specification,
 * and its answer. One object, used for all.
 */
class Call {
	readonly #transport: Endpoint;
	readonly #hardware: Hardware | undefined;
	readonly memory: Uint8Array;
	/** Of the whole memory, for what is written without a window. */
	readonly view: DataView;
	readonly subsystem: Subsystem;
	/** Those of another device; undefined: all are those of the model. */
	readonly answers: Answers | undefined;
	/** Commands by kind and opcode. */
	readonly tables: readonly (CommandTable | undefined)[];
	/** Commands that not every device has, each a word of message type and opcode, as the list of them has it. */
	readonly optional: readonly number[];
	/** The structure that is answered with, or a part of it. */
	readonly window: Window;
	exchange: Exchange = undefined as unknown as Exchange;
	endpoint: ManagementEndpoint = undefined as unknown as ManagementEndpoint;
	now = 0;
	/** Of an NVMe Admin or PCIe command. */
	controller: Controller = undefined as unknown as Controller;
	/** Offset of the request's message type byte. */
	#at = 0;
	/** Bytes of the request, without its integrity check. */
	length = 0;
	/** Bytes of the answer, so far. */
	size = 0;
	/** NVMe Management Response: bytes 5 to 7 of the answer to a command of the management interface. */
	response = 0;
	/** Completion dword 0. */
	result = 0;

	constructor(
		transport: Endpoint,
		subsystem: Subsystem,
		hardware: Hardware | undefined,
		answers: Answers | undefined,
		tables: readonly (CommandTable | undefined)[],
		optional: readonly number[],
	) {
		this.#transport = transport;
		this.#hardware = hardware;
		this.answers = answers;
		this.tables = tables;
		this.optional = optional;
		this.subsystem = subsystem;
		this.memory = transport.memory;
		this.view = transport.view;
		this.window = new Window(this.memory, this.view);
	}

	begin(exchange: Exchange, endpoint: ManagementEndpoint, now: number): void {
		const request = exchange.request;
		const at = request.position - 1;
		this.exchange = exchange;
		this.endpoint = endpoint;
		this.now = now;
		this.#at = at;
		this.length = request.end - at - check;
		this.response = this.result = 0;
	}

	u8(field: number): number {
		return this.memory[this.#at + field];
	}

	u16(field: number): number {
		return this.view.getUint16(this.#at + field, true);
	}

	u32(field: number): number {
		return this.view.getUint32(this.#at + field, true);
	}

	/** Above 2^53 - 1 the nearest Number. */
	u64(field: number): number {
		return this.u32(field) + this.u32(field + 4) * 0x100000000;
	}

	/** Where a byte of the request is in memory. */
	place(field: number): number {
		return this.#at + field;
	}

	/** Writes into the answer, at an offset from its message type byte, within its size. */
	put32(at: number, value: number): void {
		this.view.setInt32(this.exchange.reply.start + at, value, true);
	}

	/** Makes the answer `size` bytes long, without its integrity check; false: there is no memory for it. */
	resize(size: number): boolean {
		const exchange = this.exchange;
		const reply = exchange.reply;
		this.size = size;
		return size + check <= reply.end - reply.start || this.#transport.enlarge(exchange, size + check);
	}

	/** Answers with `length` zero bytes behind the first `head` bytes, those of a structure from its byte `first` on. */
	open(head: number, first: number, length: number): boolean {
		if (!this.resize(head + length)) return false;
		this.window.reset(this.exchange.reply.start + head, first, length);
		return true;
	}

	/**
	 * Answers an NVMe Admin command with that part of a structure of `total` bytes that is asked for: its bytes are those of
	 * a page from byte `from` on. The valid flags of offset and length are ignored, as since NVMe-MI 1.2; but libnvme 1.x
	 * sends a length of 0 without flags with Get Features, and expects everything: `lenient`.
	 *
	 * @returns 0, or the status of the answer
	 */
	transfer(total: number, from = 0, lenient = false): number {
		const offset = this.u32(offsetAt);
		let length = this.u32(lengthAt);
		if (lenient && 0 === length && 0 === this.u8(flagsAt)) length = total;
		if (0 === length || 0 !== (length & 3) || length > mostData) return invalidParameter(lengthAt);
		if (0 !== (offset & 3) || offset + length > total) return invalidParameter(offsetAt);
		return this.open(adminData, from + offset, length) ? Status.success : Status.internalError;
	}

	/** Has an effect, of `Effect`, follow the answer, if the hardware can; false: it cannot. */
	promise(effect: number, port: number, value: number): boolean {
		if (undefined !== this.#hardware && !this.#hardware.accept(effect, port, value)) return false;
		this.exchange.note = noteOf(effect, port, value);
		return true;
	}

	/** Bytes of that data. */
	get inputLength(): number {
		return this.length - inputAt;
	}

	/** Holds the data of an NVMe Admin command to its length, `size` bytes. Libnvme 1.x sends a length of 0 without flags with Set Features. */
	checkInput(size: number): number {
		const told = this.u32(lengthAt);
		const length = this.length - inputAt;
		if (told > mostData) return invalidParameter(lengthAt);
		if (length !== told && (0 !== told || 0 !== this.u8(flagsAt))) return Status.invalidInputSize;
		if (0 !== this.u32(offsetAt)) return invalidParameter(offsetAt);
		return length === size ? Status.success : Status.invalidInputSize;
	}
}

Object.freeze(Call.prototype);
export default Call;
