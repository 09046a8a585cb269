// SPDX-License-Identifier: Apache-2.0
import { FruCommand } from "../../../modules/pldm/fru/command.js";
import { fruRecords } from "../../../modules/pldm/fru/record.js";
import { check } from "../../../modules/pldm/fru/table.js";
import { PldmType } from "../../../modules/pldm/header.js";
import { decode, type Values } from "../../../modules/pldm/layout/field.js";
import { TransferOperation } from "../../../modules/pldm/parts.js";
import type PldmClient from "./client.js";
import takePart from "./take-part.js";

const largestTable = 0x100000;

/** The FRU record table with padding and CRC-32 (DSP0257 9.2). Rejects where they are wrong. */
export async function readFruTable(client: PldmClient): Promise<Uint8Array> {
	const bytes: number[] = [];
	let dataTransferHandle = 0;
	let transferOperationFlag: number = TransferOperation.firstPart;
	do {
		const part = await client.command(PldmType.fru, FruCommand.getFruRecordTable, { dataTransferHandle, transferOperationFlag });
		dataTransferHandle = part.nextDataTransferHandle as number;
		transferOperationFlag = TransferOperation.nextPart;
		takePart(bytes, part.data as Uint8Array, dataTransferHandle, largestTable, "GetFRURecordTable: the table");
	} while (0 !== dataTransferHandle);
	const table = Uint8Array.from(bytes);
	const length = check(table, 0, table.length);
	if (length < 0) throw new Error(`GetFRURecordTable: ${-1 === length ? "wrong CRC-32" : "no records"}`);
	return table;
}

/** The records of a table. */
export function recordsOf(table: Uint8Array): readonly Values[] {
	const length = check(table, 0, table.length);
	return decode(fruRecords, table.subarray(0, length)).records as Values[];
}
