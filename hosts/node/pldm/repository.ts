// SPDX-License-Identifier: Apache-2.0
import { PldmType } from "../../../modules/pldm/header.js";
import { TransferOperation } from "../../../modules/pldm/parts.js";
import { PlatformCommand } from "../../../modules/pldm/platform/command.js";
import { pdrHeaderLength } from "../../../modules/pldm/platform/pdr/type.js";
import crc8 from "../../../modules/wire/crc8.js";
import type PldmClient from "./client.js";
import takePart from "./take-part.js";

/** Bytes that are asked for at a time, and records and bytes that a repository has at most. */
export const usualCount = 256;
const mostCount = 0xffff;
const mostRecords = 0x4000;
const largestRecord = 0x10000;

/** All records of a terminus, in its order (DSP0248 26.2). `requestCount`: bytes of a part. */
export async function* walkRecords(client: PldmClient, requestCount = usualCount): AsyncGenerator<Uint8Array> {
	const seen = new Set<number>();
	let handle = 0;
	do {
		const { record, next } = await readRecord(client, handle, requestCount);
		yield record;
		if (seen.has(next) || seen.size > mostRecords) throw new Error(`GetPDR: record ${next} comes a second time`);
		seen.add(next);
		handle = next;
	} while (0 !== handle);
}

/**
 * One record, and the handle of the next; 0: the first, and none. OpenBMC's pldmd gives as much of a longer record as was asked for and
 * calls it the whole: it is asked for as much as the record says it has.
 */
export async function readRecord(
	client: PldmClient,
	recordHandle: number,
	requestCount = usualCount,
): Promise<{ record: Uint8Array; next: number }> {
	const bytes: number[] = [];
	let dataTransferHandle = 0;
	let transferOperationFlag: number = TransferOperation.firstPart;
	let recordChangeNumber = 0;
	for (;;) {
		const part = await client.command(PldmType.platform, PlatformCommand.getPdr, {
			recordHandle,
			dataTransferHandle,
			transferOperationFlag,
			requestCount,
			recordChangeNumber,
		});
		dataTransferHandle = part.nextDataTransferHandle as number;
		takePart(bytes, part.recordData as Uint8Array, dataTransferHandle, largestRecord, `GetPDR: record ${recordHandle}`);
		if (0 === dataTransferHandle) {
			const record = Uint8Array.from(bytes);
			if (undefined !== part.transferCrc && part.transferCrc !== crc8(record, 0, record.length, 0))
				throw new Error(`GetPDR: record ${recordHandle} has a wrong CRC-8`);
			const length = pdrHeaderLength + ((record[8] ?? 0) | ((record[9] ?? 0) << 8));
			if (record.length < length && requestCount < length && TransferOperation.firstPart === transferOperationFlag)
				return readRecord(client, recordHandle, Math.min(length, mostCount));
			return { record, next: part.nextRecordHandle as number };
		}
		if (bytes.length >= pdrHeaderLength) {
			recordChangeNumber = bytes[6] | (bytes[7] << 8);
			/* That of the first is only known from its own bytes. */
			if (0 === recordHandle) recordHandle = (bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24)) >>> 0;
		}
		transferOperationFlag = TransferOperation.nextPart;
	}
}
