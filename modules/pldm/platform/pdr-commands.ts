// SPDX-License-Identifier: Apache-2.0
// Commands about platform descriptor records (DSP0248 26).
import type Exchange from "../../mctp/exchange.js";
import type Writer from "../../wire/writer.js";
import { command, onceCommand, type Command } from "../command.js";
import { Completion } from "../completion.js";
import { Cut, PlatformTransferFlag, TransferOperation } from "../parts.js";
import { FindPdrCompletion, PdrCompletion, PlatformCommand } from "./command.js";
import { timestampLength } from "./timestamp.js";
import type Repository from "./pdr/repository.js";
import type Platform from "./platform.js";

const { success, invalidData } = Completion;
/** repositoryState: available. */
const available = 0;
/** dataTransferHandleTimeout: handles never expire. */
const noTimeout = 0;
/** Bytes of an answer to GetPDR or FindPDR besides the data: two handles, flag, count, CRC-8. */
const overhead = 12;
/** nextFindHandle: nothing was found; this was the last that fits. */
const noneFound = 0;
const lastFound = 0xffffffff;
/** initCondition of RunInitAgent, up to: terminus online. */
const mostInitConditions = 4;

/** 26.1 */
function getPdrRepositoryInfo(self: Platform, { reply }: Exchange): number {
	const { repository, updated } = self;
	reply.u8(available);
	for (let index = 0; index < timestampLength; index++) reply.u8(updated[index]);
	for (let index = 0; index < timestampLength; index++) reply.u8(0); /* of OEM records */
	reply.u32(repository.count);
	reply.u32(repository.size);
	reply.u32(repository.largest);
	reply.u8(noTimeout);
	return success;
}

/** 26.2. With each part but the first, requesters tell the change number that they found in the first: with another, the record has changed meanwhile. */
function getPdr(self: Platform, exchange: Exchange): number {
	const { request } = exchange;
	const index = self.repository.find(request.u32());
	const handle = request.u32();
	const operation = request.u8();
	const count = request.u16();
	const change = request.u16();
	if (index < 0) return PdrCompletion.invalidRecordHandle;
	if (0 === count) return invalidData;
	if (TransferOperation.nextPart === operation && change !== self.repository.change(index)) return PdrCompletion.invalidRecordChangeNumber;
	return part(self, exchange, index, self.repository.next(index), operation, handle, count);
}

/** Writes the handle `next`, and a part of a record. */
function part(self: Platform, exchange: Exchange, index: number, next: number, operation: number, handle: number, count: number): number {
	const { parts, repository } = self;
	const cut = parts.cut(exchange, repository.handle(index), repository.length(index), operation, handle, count, overhead);
	if (Cut.done !== cut) return Cut.badHandle === cut ? PdrCompletion.invalidDataTransferHandle : PdrCompletion.invalidTransferOperationFlag;
	const { reply } = exchange;
	const { offset, length } = parts;
	reply.u32(next);
	reply.u32(parts.next);
	reply.u8(parts.platformFlag);
	reply.u16(length);
	reply.copy(repository.offsets[index] + offset, length);
	if (parts.last && offset > 0) reply.u8(repository.sum(index));
	return success;
}

/**
 * 26.3: records of a PDR type, or of any. Parameters behind the wildcards, whose formats (table 71) no open source has, are
 * refused. A find handle is the handle of the next record that fits; the rest of a long record is read with GetPDR. The answer
 * has no data where none fits, or none are asked for.
 */
function findPdr(self: Platform, exchange: Exchange): number {
	const { request, reply } = exchange;
	const { repository } = self;
	const findHandle = request.u32();
	const operation = request.u8();
	const count = request.u16();
	const type = request.u16();
	const format = request.u8();
	if (operation > TransferOperation.firstPart) return FindPdrCompletion.invalidFindOperationFlag;
	if (0 !== format) return FindPdrCompletion.invalidParameterFormatNumber;
	const first = TransferOperation.firstPart === operation;
	if (!first && 0 === findHandle) return FindPdrCompletion.invalidFindHandle;
	const index = first ? fitting(repository, type, 0) : repository.find(findHandle);
	if (first && index === repository.count) return noData(reply, noneFound);
	if (index < 0 || fitting(repository, type, index) !== index) return FindPdrCompletion.invalidFindHandle;
	const behind = fitting(repository, type, index + 1);
	const next = behind < repository.count ? repository.handle(behind) : lastFound;
	return 0 === count ? noData(reply, next) : part(self, exchange, index, next, TransferOperation.firstPart, 0, count);
}

function noData(reply: Writer, next: number): number {
	reply.u32(next);
	reply.u32(0);
	reply.u8(PlatformTransferFlag.startAndEnd);
	reply.u16(0);
	return success;
}

/** Index of the first record of a type (0: any) from `index` on, or how many there are. */
function fitting(repository: Repository, type: number, index: number): number {
	while (index < repository.count && 0 !== type && repository.type(index) !== type) index++;
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
