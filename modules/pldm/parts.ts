// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";

/** What a requester wants of data that comes in parts (DSP0240 table 12, DSP0248 table 13). */
export const TransferOperation = Object.freeze({ nextPart: 0, firstPart: 1, acknowledgementOnly: 2 } as const);

/** Which part of the data an answer has (DSP0240 table 12). Start and middle have other numbers in GetPDR and in events. */
export const TransferFlag = Object.freeze({ start: 1, middle: 2, end: 4, startAndEnd: 5 } as const);

/** The same in GetPDR, FindPDR and PollForPlatformEventMessage (DSP0248 tables 16 and 68). */
export const PlatformTransferFlag = Object.freeze({ start: 0, middle: 1, end: 4, startAndEnd: 5 } as const);

/** What came of a request for a part. */
export const Cut = Object.freeze({ done: 0, badHandle: 1, badOperation: 2 } as const);

/** A transfer handle holds the offset of the part, and above it the number of the data that it belongs to. */
const offsetBits = 20;
const offsetMask = (1 << offsetBits) - 1;
const numberMask = 0xfff;

/** Bytes of the largest data that is given in parts. */
export const mostInParts = offsetMask;

const { done, badHandle, badOperation } = Cut;

/**
 * Finds the part of some data that a request asks for. The handles of parts say all that is needed to go on, so that
 * nothing is kept between the requests of a transfer: any number of requesters may read at a time, each part may be asked
 * for again, and one that goes away leaves nothing behind.
 */
class Parts {
	readonly #endpoint: Endpoint;
	/** Where the part is in the data, and its bytes. */
	offset = 0;
	length = 0;
	/** Whether it is the last one. */
	last = false;
	/** Handle of the next part; 0: there is none. */
	next = 0;

	constructor(endpoint: Endpoint) {
		this.#endpoint = endpoint;
	}

	/**
	 * @param number tells this data from what stood in its place before, 0 to 4095
	 * @param total bytes of the data, at most `mostInParts`
	 * @param operation of `TransferOperation`
	 * @param most bytes of a part that the requester takes
	 * @param others bytes of the answer besides the part; what has been written of them may be larger afterwards
	 */
	cut(exchange: Exchange, number: number, total: number, operation: number, handle: number, most: number, others: number): number {
		let offset = 0;
		if (TransferOperation.firstPart !== operation) {
			if (TransferOperation.nextPart !== operation) return badOperation;
			offset = handle & offsetMask;
			if (0 === offset || offset >= total || handle >>> offsetBits !== (number & numberMask)) return badHandle;
		}
		const { reply } = exchange;
		const rest = total - offset;
		let length = rest < most ? rest : most;
		const room = reply.end - reply.position - others;
		if (length > room && !this.#endpoint.enlarge(exchange, reply.length + others + length)) length = room;
		this.offset = offset;
		this.length = length;
		const last = length === rest;
		this.last = last;
		this.next = last ? 0 : (((number & numberMask) << offsetBits) | (offset + length)) >>> 0;
		return done;
	}

	/** The flag of the part that was cut, of `TransferFlag`. */
	get flag(): number {
		if (this.last) return 0 === this.offset ? TransferFlag.startAndEnd : TransferFlag.end;
		return 0 === this.offset ? TransferFlag.start : TransferFlag.middle;
	}

	/** The same, of `PlatformTransferFlag`. */
	get platformFlag(): number {
		if (this.last) return this.flag;
		return 0 === this.offset ? PlatformTransferFlag.start : PlatformTransferFlag.middle;
	}
}

Object.freeze(Parts.prototype);
export default Parts;
