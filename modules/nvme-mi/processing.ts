// SPDX-License-Identifier: Apache-2.0
import type Call from "./call.js";
import { adminData } from "./call.js";
import { Kind } from "./message.js";
import { Status } from "./status.js";

/** What takes longer, in milliseconds, is told by More Processing Required. */
export const patience = 100;
/** The unit in which it tells the time. */
const unit = 100;
const longest = 0xffff;
/** Milliseconds that answers may be on their way: what 4 KiB take at 57 600 baud, and a peer that is slow. */
const answerTime = 1000;
const head = 4;
const short = 8;

/**
 * More Processing Required, with the time that is left at most (NVMe-MI 1.2, 4.1.2.3). libnvme-mi waits exactly so long, so the way of
 * this answer and of the last one is part of it.
 */
export function moreProcessingRequired(call: Call, kind: number, rest: number): void {
	call.size = Kind.admin === kind ? adminData : short;
	call.put32(head, Status.moreProcessingRequired | (Math.min(longest, Math.ceil((rest + answerTime) / unit)) << 16));
	for (let at = short; at < call.size; at += 4) call.put32(at, 0);
}
