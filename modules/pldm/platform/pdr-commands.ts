// SPDX-License-Identifier: Apache-2.0
// Commands about platform descriptor records (DSP0248 26).
import type Exchange from "../../mctp/exchange.js";
import { command, onceCommand, type Command } from "../command.js";
import { Completion } from "../completion.js";
import { Cut, PlatformTransferFlag, TransferOperation } from "../parts.js";
import { FindPdrCompletion, PdrCompletion, PlatformCommand } from "./command.js";
import { timestampLength } from "./timestamp.js";
import type Platform from "./platform.js";

const { success, invalidData } = Completion;
/** repositoryState: available. */
const available = 0;
/** dataTransferHandleTimeout: handles never expire. */
const noTimeout = 0;
/** Bytes of an answer to GetPDR or FindPDR besides the data: two handles, flag, count, CRC-8. */
const overhead = 12;
/** initCondition of RunInitAgent, up to: terminus online. */
const mostInitConditions = 4;

/** 26.1 */
function getPdrRepositoryInfo(self: Platform, { reply }: Exchange): number {
	const { repository, updated } = self;
	reply.u8(available);
	for (let index = 0; index < timestampLength; index++) reply.u8(updated[index]);
	for (let index = 0; index < timestampLength; index++) reply.u8(0); /* of OEM records */
	reply.u32(repository.records.length);
	reply.u32(repository.size);
	reply.u32(repository.largest);
	reply.u8(noTimeout);
	return success;
}

/** 26.2 */
function getPdr(self: Platform, exchange: Exchange): number {
	const { request } = exchange;
	const index = self.repository.find(request.u32());
	const handle = request.u32();
	const operation = request.u8();
	const count = request.u16();
	const change = request.u16();
	if (undefined === index) return PdrCompletion.invalidRecordHandle;
	if (0 === count) return invalidData;
	if (TransferOperation.nextPart === operation && change !== self.repository.records[index].change)
		return PdrCompletion.invalidRecordChangeNumber;
	return part(self, exchange, index, self.repository.next(index), operation, handle, count);
}

/** Writes the handle `next`, and a part of a record. */
function part(self: Platform, exchange: Exchange, index: number, next: number, operation: number, handle: number, count: number): number {
	const { parts } = self;
	const record = self.repository.records[index];
	const cut = parts.cut(exchange, index, record.length, operation, handle, count, overhead);
	if (Cut.done !== cut) return Cut.badHandle === cut ? PdrCompletion.invalidDataTransferHandle : PdrCompletion.invalidTransferOperationFlag;
	const { reply } = exchange;
	const { offset, length } = parts;
	reply.u32(next);
	reply.u32(parts.next);
	reply.u8(parts.platformFlag);
	reply.u16(length);
	reply.copy(record.offset + offset, length);
	if (parts.last && offset > 0) reply.u8(record.sum);
	return success;
}

/**
 * 26.3: records of a PDR type, or of any. Parameters, whose formats nobody uses, are refused. A find handle is one more than
 * the index of the next record that fits; the rest of a long record is read with GetPDR. Where none fits, the answer has no data.
 */
function findPdr(self: Platform, exchange: Exchange): number {
	const { request, reply } = exchange;
	const { records } = self.repository;
	const findHandle = request.u32();
	const operation = request.u8();
	const count = request.u16();
	const type = request.u16();
	const format = request.u8();
	if (operation > TransferOperation.firstPart) return FindPdrCompletion.invalidFindOperationFlag;
	if (0 !== format) return FindPdrCompletion.invalidParameterFormatNumber;
	if (0 === count) return invalidData;
	const index = TransferOperation.firstPart === operation ? fitting(self, type, 0) : findHandle - 1;
	if (index < 0 || index > records.length) return FindPdrCompletion.invalidFindHandle;
	if (index < records.length && 0 !== type && records[index].type !== type) return FindPdrCompletion.invalidFindHandle;
	if (index === records.length) {
		if (TransferOperation.firstPart !== operation) return FindPdrCompletion.invalidFindHandle;
		reply.u32(0);
		reply.u32(0);
		reply.u8(PlatformTransferFlag.startAndEnd);
		reply.u16(0);
		return success;
	}
	const next = fitting(self, type, index + 1);
	return part(self, exchange, index, next < records.length ? next + 1 : 0, TransferOperation.firstPart, 0, count);
}

/** Index of the first record of a type from `index` on, or how many there are. */
function fitting({ repository }: Platform, type: number, index: number): number {
	const { records } = repository;
	while (index < records.length && 0 !== type && records[index].type !== type) index++;
	return index;
}

/** 26.4 */
function getPdrRepositorySignature(self: Platform, { reply }: Exchange): number {
	reply.u32(self.repository.signature);
	return success;
}

/** 26.5. There are no initialization records: sensors get their thresholds and hysteresis back. */
function runInitAgent(self: Platform, { request }: Exchange, now: number): number {
	if (request.u8() > mostInitConditions) return invalidData;
	self.initialize(now);
	return success;
}

/** Rows of the command table. */
export const pdrCommands: readonly Command<Platform>[] = Object.freeze([
	command(PlatformCommand.getPdrRepositoryInfo, "GetPDRRepositoryInfo", 0, 0, getPdrRepositoryInfo),
	command(PlatformCommand.getPdr, "GetPDR", 13, 13, getPdr),
	command(PlatformCommand.findPdr, "FindPDR", 12, 12, findPdr),
	command(PlatformCommand.getPdrRepositorySignature, "GetPDRRepositorySignature", 0, 0, getPdrRepositorySignature),
	onceCommand(PlatformCommand.runInitAgent, "RunInitAgent", 2, 2, runInitAgent),
]);
