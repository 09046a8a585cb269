// SPDX-License-Identifier: Apache-2.0
import { Admin, pageSize } from "./admin.js";
import type NvmeMiClient from "./client.js";
import { textOf } from "./decode.js";
import { readLog } from "./logs.js";

/** Commit actions (NVMe Base 2.0, figure 180). */
export const CommitAction = Object.freeze({ replace: 0, replaceAndActivate: 1, activate: 2, activateNow: 3 } as const);

/** What runs and what is in the slots. */
export interface FirmwareSlots {
	/** The slot that runs, and the one after the next reset; 0: the same. */
	readonly active: number;
	readonly next: number;
	/** Revisions by slot, the first being slot 1; empty: nothing is in it. */
	readonly revisions: readonly string[];
}

const slotCount = 7;
const revisionSize = 8;

export async function readFirmware(client: NvmeMiClient, controller: number): Promise<FirmwareSlots> {
	const log = await readLog(client, 0x03, 512, { controller });
	const revisions = Array.from({ length: slotCount }, (_, slot) => textOf(log.subarray(8 + revisionSize * slot, 16 + revisionSize * slot)));
	return { active: log[0] & 7, next: (log[0] >> 4) & 7, revisions };
}

/** Firmware Image Download, in pieces of 4096 bytes; zeros fill up the last dword. */
export async function downloadFirmware(
	client: NvmeMiClient,
	controller: number,
	image: Uint8Array,
	onProgress?: (bytes: number, total: number) => void,
): Promise<void> {
	const whole = new Uint8Array((image.length + 3) & ~3);
	whole.set(image);
	for (let offset = 0; offset < whole.length; offset += pageSize) {
		const data = whole.subarray(offset, offset + pageSize);
		await client.admin(Admin.firmwareDownload, { controller, dword10: data.length / 4 - 1, dword11: offset / 4, data });
		onProgress?.(offset + data.length, whole.length);
	}
}

/** Firmware Commit. Slot 0: the device chooses. */
export async function commitFirmware(client: NvmeMiClient, controller: number, slot: number, action: number): Promise<void> {
	await client.admin(Admin.firmwareCommit, { controller, dword10: slot | (action << 3) });
}
