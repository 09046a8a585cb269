// SPDX-License-Identifier: Apache-2.0
import type Exchange from "../../mctp/exchange.js";
import { Completion } from "../completion.js";
import { TransferFlag } from "../parts.js";
import { FruCompletion } from "./command.js";
import type Fru from "./fru.js";
import { check, mostTail } from "./table.js";

const { start, middle, end, startAndEnd } = TransferFlag;

/**
 * SetFRURecordTable (DSP0257 9.3): the whole table with padding and CRC-32, in parts. A handle is one more than the bytes
 * that came before; whoever starts anew begins with an empty table, so that an abandoned transfer leaves nothing behind. A
 * part that comes once more is taken once, so that nothing is stored again, and who reads goes on. The table changes with its
 * last part, in storage first.
 */
export function setFruRecordTable(self: Fru, { request, reply }: Exchange): number {
	const handle = request.u32();
	const flag = request.u8();
	const length = request.remaining;
	const first = start === flag || startAndEnd === flag;
	const last = end === flag || startAndEnd === flag;
	if (!first && !last && middle !== flag) return FruCompletion.invalidTransferFlag;
	const at = first ? 0 : handle - 1;
	const whole = at + length;
	if (at < 0) return FruCompletion.invalidDataTransferHandle;
	if (whole > self.capacity + mostTail) return Completion.invalidData;
	if (last && self.taken && whole === self.received && isThere(self.memory, request.position, self.staging + at, length)) {
		reply.u32(0);
		return Completion.success;
	}
	if (!first && at !== self.received && whole !== self.received) return FruCompletion.invalidDataTransferHandle;
	self.memory.copyWithin(self.staging + at, request.position, request.end);
	self.received = whole;
	self.taken = false;
	if (last) {
		const recordsLength = check(self.memory, self.staging, whole);
		if (recordsLength < 0) return -1 === recordsLength ? FruCompletion.invalidDataIntegrityCheck : Completion.invalidData;
		if (!self.commit(whole, recordsLength)) return Completion.error;
		self.taken = true;
	}
	reply.u32(last ? 0 : whole + 1);
	return Completion.success;
}

/** Whether `length` bytes at `at` are those at `other`. */
function isThere(memory: Uint8Array, at: number, other: number, length: number): boolean {
	for (let index = 0; index < length; index++) if (memory[at + index] !== memory[other + index]) return false;
	return true;
}
