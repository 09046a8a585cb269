// SPDX-License-Identifier: Apache-2.0
// Commands of PLDM for FRU data (DSP0257 9).
import type Exchange from "../../mctp/exchange.js";
import { command, commandTable, type Command, type CommandTable } from "../command.js";
import { Completion } from "../completion.js";
import { Cut } from "../parts.js";
import { FruCommand, FruCompletion } from "./command.js";
import type Fru from "./fru.js";
import { choose } from "./choose.js";
import { setFruRecordTable } from "./set-table.js";
import { paddingOf } from "./table.js";

const { success } = Completion;
const majorVersion = 1;
const minorVersion = 0;
/** Bytes of an answer besides the part: handle and flag. */
const overhead = 5;

/** 9.1. The largest table that can be set, 0 if none can, and the present one are told with their padding, and without CRC-32. */
function getFruRecordTableMetadata(self: Fru, { reply }: Exchange): number {
	const { capacity, counts, table, tableLength } = self;
	reply.u8(majorVersion);
	reply.u8(minorVersion);
	reply.u32(capacity + paddingOf(capacity));
	reply.u32(tableLength - 4);
	reply.u16(counts.sets);
	reply.u16(counts.records);
	reply.copy(table + tableLength - 4, 4);
	return success;
}

/** 9.2 */
function getFruRecordTable(self: Fru, exchange: Exchange): number {
	const { request } = exchange;
	const handle = request.u32();
	return part(self, exchange, request.u8(), handle, self.table, self.tableLength);
}

/**
 * 9.4. There is one table, whatever its handle is. What was chosen ends as a table does, with padding and CRC-32: so does OpenBMC's answer,
 * and its tool takes the last seven bytes of either for that.
 */
function getFruRecordByOption(self: Fru, exchange: Exchange): number {
	const { request } = exchange;
	const handle = request.u32();
	request.u16(); /* table handle */
	const set = request.u16();
	const type = request.u8();
	const field = request.u8();
	const operation = request.u8();
	const length = choose(self, set, type, field);
	if (0 === length) return FruCompletion.tableUnavailable;
	return part(self, exchange, operation, handle, self.choice, length);
}

function part(self: Fru, exchange: Exchange, operation: number, handle: number, at: number, length: number): number {
	const { parts } = self;
	const cut = parts.cut(exchange, self.generation, length, operation, handle, self.partSize, overhead);
	if (Cut.done !== cut) return Cut.badHandle === cut ? FruCompletion.invalidDataTransferHandle : FruCompletion.invalidTransferOperationFlag;
	const { reply } = exchange;
	reply.u32(parts.next);
	reply.u8(parts.flag);
	reply.copy(at + parts.offset, parts.length);
	return success;
}

const readCommands: readonly Command<Fru>[] = Object.freeze([
	command(FruCommand.getFruRecordTableMetadata, "GetFRURecordTableMetadata", 0, 0, getFruRecordTableMetadata),
	command(FruCommand.getFruRecordTable, "GetFRURecordTable", 5, 5, getFruRecordTable),
	command(FruCommand.getFruRecordByOption, "GetFRURecordByOption", 11, 11, getFruRecordByOption),
]);

/** All commands of PLDM type 4 that read. */
export const fruCommands: CommandTable<Fru> = commandTable<Fru>(readCommands);

/** The same, where the table can be set as well. */
export const writableFruCommands: CommandTable<Fru> = commandTable<Fru>([
	...readCommands,
	command(FruCommand.setFruRecordTable, "SetFRURecordTable", 6, 0x10000, setFruRecordTable),
]);
