// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../mctp/endpoint.js";
import type Exchange from "../../mctp/exchange.js";
import crc32 from "../../wire/crc32.js";
import { Completion } from "../completion.js";
import { TransferFlag } from "../parts.js";
import type { PldmProtocol } from "../protocol.js";
import { BaseCompletion } from "./command.js";
import Negotiations from "./negotiations.js";
import Transfer, { MultipartOperation } from "./transfer.js";

/** Milliseconds without a part after which a transfer is given up. */
const patience = 6000;
const never = 0x7fffffff;
/** The flag of an answer that only says that the transfer has ended. */
const acknowledgeCompletion = 8;
/** Bytes of an answer to MultipartReceive besides the part. */
const receiveOverhead = 13;
const partMask = 0xffff;
const { startAndEnd, start, middle, end } = TransferFlag;

/**
 * Multipart transfers (DSP0240 9.8, 9.9), several peers at a time. A transfer ends with its last part, when the peer says so,
 * when it starts anew, or when nothing came for 6 s. A part that is asked for or sent once more is the same part again.
 */
class Transfers {
	readonly #endpoint: Endpoint;
	readonly #protocols: readonly (PldmProtocol | undefined)[];
	readonly #all: readonly Transfer[];
	readonly #negotiations: Negotiations;
	/** Tells the handles of one transfer from those of another. */
	#number = 0;

	constructor(endpoint: Endpoint, protocols: readonly (PldmProtocol | undefined)[], count: number) {
		this.#endpoint = endpoint;
		this.#protocols = protocols;
		this.#all = Array.from({ length: count }, () => new Transfer());
		this.#negotiations = new Negotiations(2 * count);
	}

	/** Bytes of a part from now on; 0: the requester's are too small. */
	negotiate(exchange: Exchange, size: number): number {
		return this.#negotiations.negotiate(exchange, size);
	}

	receive(exchange: Exchange, now: number): number {
		const { request } = exchange;
		const type = request.u8();
		const operation = request.u8();
		const context = request.u32();
		const handle = request.u32();
		const source = this.#protocols[type]?.multipart;
		const size = this.#negotiations.find(exchange);
		if (undefined === source || 0 === size) return BaseCompletion.invalidPldmType;
		let transfer = this.#find(exchange, false, type, context);
		if (MultipartOperation.first === operation) {
			const offset = request.u32();
			const length = request.u32();
			if (undefined !== transfer) this.#end(transfer, false);
			const completion = source.begin(false, context, handle, offset, length, exchange);
			if (Completion.success !== completion) return completion;
			const behind = source.available(context, offset);
			transfer = this.#open(exchange, false, type, context, source);
			if (undefined === transfer) return Completion.notReady;
			transfer.position = transfer.before = offset;
			transfer.end = offset + (length < behind ? length : behind);
			return this.#part(exchange, transfer, size, now);
		}
		if (undefined === transfer) return Completion.invalidTransferContext;
		switch (operation) {
			case MultipartOperation.next:
				if (handle !== transfer.next && handle !== transfer.handle) return Completion.invalidDataTransferHandle;
				if (handle === transfer.handle) this.#back(transfer);
				return this.#part(exchange, transfer, size, now);
			case MultipartOperation.current:
				this.#back(transfer);
				return this.#part(exchange, transfer, size, now);
			case MultipartOperation.abort:
			case MultipartOperation.complete:
				this.#end(transfer, MultipartOperation.complete === operation);
				exchange.reply.u8(acknowledgeCompletion);
				exchange.reply.u32(0);
				exchange.reply.u32(0);
				return Completion.success;
		}
		return Completion.unexpectedTransferFlagOperation;
	}

	send(exchange: Exchange, now: number): number {
		const { request, reply } = exchange;
		const type = request.u8();
		const flag = request.u8();
		const context = request.u32();
		const handle = request.u32();
		const next = request.u32();
		const offset = request.u32();
		const sectionLength = request.u32();
		const length = request.u32();
		const at = request.position;
		request.skip(length);
		/* Behind no data libpldm has no CRC-32 either. */
		const bare = 0 === length && 0 === request.remaining;
		const sum = bare ? 0 : request.u32();
		if (request.short || request.remaining > 0) return Completion.invalidLength;
		const source = this.#protocols[type]?.multipart;
		const size = this.#negotiations.find(exchange);
		if (undefined === source || 0 === size) return BaseCompletion.invalidPldmType;
		if (length > size) return Completion.invalidLength;
		const first = start === flag || startAndEnd === flag;
		const last = end === flag || startAndEnd === flag;
		if (!first && !last && middle !== flag) return Completion.unexpectedTransferFlagOperation;
		let transfer = this.#find(exchange, true, type, context);
		/* A part that comes once more is taken once. The first of another section may have its handle and place, but other data. */
		if (undefined !== transfer && handle === transfer.handle) {
			const another = offset !== transfer.before || last !== transfer.whole || ~transfer.register >>> 0 !== sum;
			if (!first || !another) return this.#acknowledge(exchange, transfer, now);
		}
		if (first) {
			if (undefined !== transfer) this.#end(transfer, false);
			const completion = source.begin(true, context, handle, offset, sectionLength, exchange);
			if (Completion.success !== completion) return completion;
			transfer = this.#open(exchange, true, type, context, source);
			if (undefined === transfer) return Completion.notReady;
			transfer.position = transfer.before = offset;
			transfer.end = offset + sectionLength;
			transfer.next = handle;
		}
		if (undefined === transfer) return Completion.invalidTransferContext;
		if (handle !== transfer.next || transfer.whole) return Completion.invalidDataTransferHandle;
		if (transfer.position + length > transfer.end) return Completion.invalidLength;
		const register = crc32(reply.memory, at, length, transfer.register);
		if (!bare && ~register >>> 0 !== sum) {
			reply.u8(MultipartOperation.current);
			return Completion.success;
		}
		if (!source.write(context, transfer.position, at, length)) return Completion.error;
		transfer.before = transfer.position;
		transfer.position += length;
		transfer.register = register;
		transfer.handle = handle;
		transfer.next = next;
		transfer.whole = last;
		if (last) source.end(context, transfer.position === transfer.end);
		return this.#acknowledge(exchange, transfer, now);
	}

	/** Gives up what nothing came for. */
	tick(now: number): number {
		let wait = never;
		for (let index = 0; index < this.#all.length; index++) {
			const transfer = this.#all[index];
			if (undefined === transfer.state) continue;
			const rest = (transfer.deadline - now) | 0;
			if (rest <= 0 || rest > patience) this.#end(transfer, false);
			else if (rest < wait) wait = rest;
		}
		return wait;
	}

	/** Ends what peers behind a port have begun. */
	flush(port: number): void {
		for (let index = 0; index < this.#all.length; index++) if (this.#all[index].state?.index === port) this.#end(this.#all[index], false);
		this.#negotiations.flush(port);
	}

	/** Writes the next part of what a peer receives. The CRC-32 covers the section from its start to the end of the part. */
	#part(exchange: Exchange, transfer: Transfer, size: number, now: number): number {
		const { reply } = exchange;
		const rest = transfer.end - transfer.position;
		let length = rest < size ? rest : size;
		const room = reply.remaining - receiveOverhead;
		if (length > room && !this.#endpoint.enlarge(exchange, reply.length + receiveOverhead + length)) length = room;
		const first = 1 >= (transfer.next & partMask);
		const last = length === rest;
		transfer.before = transfer.position;
		transfer.registerBefore = transfer.register;
		transfer.handle = transfer.next;
		transfer.next = last ? 0 : transfer.next + 1;
		reply.u8(first ? (last ? startAndEnd : start) : last ? end : middle);
		reply.u32(transfer.next);
		reply.u32(length);
		const at = reply.position;
		if (!transfer.source!.read(transfer.context, transfer.position, length, exchange)) return Completion.error;
		if (reply.position !== at + length) return Completion.error;
		transfer.register = crc32(reply.memory, at, length, transfer.register);
		reply.u32(~transfer.register);
		transfer.position += length;
		this.#await(transfer, now);
		return Completion.success;
	}

	/** Tells a peer that sends what is wanted next. */
	#acknowledge({ reply }: Exchange, transfer: Transfer, now: number): number {
		this.#await(transfer, now);
		reply.u8(transfer.whole ? MultipartOperation.complete : MultipartOperation.next);
		return Completion.success;
	}

	/** The next part is the one that was moved last. */
	#back(transfer: Transfer): void {
		transfer.position = transfer.before;
		transfer.register = transfer.registerBefore;
		transfer.next = transfer.handle;
	}

	#find(exchange: Exchange, sends: boolean, type: number, context: number): Transfer | undefined {
		for (let index = 0; index < this.#all.length; index++) {
			const transfer = this.#all[index];
			if (transfer.isOf(exchange) && transfer.sends === sends && transfer.type === type && transfer.context === context) return transfer;
		}
		return undefined;
	}

	/** A free place, else that of a transfer that only waits for being asked again; undefined: all move data. */
	#open(exchange: Exchange, sends: boolean, type: number, context: number, source: Transfer["source"]): Transfer | undefined {
		let transfer: Transfer | undefined = undefined;
		for (let index = 0; index < this.#all.length; index++) {
			const other = this.#all[index];
			if (undefined === other.state || (other.whole && undefined === transfer)) transfer = other;
		}
		if (undefined === transfer) {
			source!.end(context, false);
			return undefined;
		}
		this.#number = (this.#number + 1) & 0x7fff;
		transfer.state = exchange.state;
		transfer.peer = exchange.peer;
		transfer.physical = exchange.physical;
		transfer.sends = sends;
		transfer.type = type;
		transfer.context = context;
		transfer.source = source;
		transfer.register = transfer.registerBefore = -1;
		transfer.handle = -1;
		transfer.next = (this.#number << 16) | 1;
		transfer.whole = false;
		return transfer;
	}

	#await(transfer: Transfer, now: number): void {
		transfer.deadline = (now + patience) | 0;
		transfer.state!.port.wake();
	}

	#end(transfer: Transfer, whole: boolean): void {
		if (!transfer.whole) transfer.source!.end(transfer.context, whole);
		transfer.state = undefined;
		transfer.source = undefined;
	}
}

Object.freeze(Transfers.prototype);
export default Transfers;
