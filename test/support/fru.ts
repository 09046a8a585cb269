// SPDX-License-Identifier: Apache-2.0
import { crc32 } from "node:zlib";

/** A FRU record table (DSP0257) with one general record, whose only field is a chassis type of one letter. */
export function tableOf(letter: string): Uint8Array {
	const records = Uint8Array.of(0x02, 0x00, 0x01, 0x01, 0x01, 0x01, 0x01, letter.charCodeAt(0));
	const table = new Uint8Array(12);
	table.set(records);
	new DataView(table.buffer).setUint32(8, crc32(records), true);
	return table;
}
