// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { Completion } from "../status.js";
import { At } from "./fields.js";

/* Offsets of Get Log Page behind command dword 10. */
const countAt = At.dword10 + 2;
const offsetAt = At.dword12;
const offsetTypeAt = At.dword14 + 2;
const byIndex = 0x80;

/** The dwords that are asked for of a page of `size` bytes, from an offset on; what lies behind its end is 0. */
export function openLog(call: Call, size: number): number {
	const offset = call.u64(offsetAt);
	if (0 !== (call.u8(offsetTypeAt) & byIndex) || 0 !== (offset & 3) || offset > size) return Completion.invalidField;
	return call.transfer(4 * (call.u32(countAt) + 1), offset);
}
