// SPDX-License-Identifier: Apache-2.0
import type Exchange from "../mctp/exchange.js";

/** What a PLDM type moves with MultipartSend and MultipartReceive (DSP0240 9.8, 9.9). */
export interface Multipart {
	/**
	 * A transfer of `length` bytes from `offset` begins; the type decides what `context` means.
	 * @returns a completion code
	 */
	begin(sends: boolean, context: number, handle: number, offset: number, length: number, exchange: Exchange): number;
	/** Bytes that there are behind `offset`, if fewer than the requester wants. */
	available(context: number, offset: number): number;
	/** Appends bytes to the answer: false, they cannot be had. */
	read(context: number, offset: number, length: number, exchange: Exchange): boolean;
	/** Takes bytes that stand at `at` of the arena: false, they cannot be stored. */
	write(context: number, offset: number, at: number, length: number): boolean;
	/** The transfer is over; `whole`: all of it has arrived. */
	end(context: number, whole: boolean): void;
}
