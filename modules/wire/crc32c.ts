// SPDX-License-Identifier: Apache-2.0
import { remainders, update } from "./reflected.js";

const table = remainders(0x82f63b78);

/**
 * Continues the CRC-32C register `crc` over `length` bytes at `offset`: reflected polynomial 82F63B78 (Castagnoli), the
 * message integrity check of NVMe-MI. Start with -1 and invert the last result.
 *
 * @returns the register as a signed 32-bit integer
 * @throws RangeError if the range is not inside `memory`
 */
function crc32c(memory: Uint8Array, offset: number, length: number, crc: number): number {
	return update(table, memory, offset, length, crc);
}
export default crc32c;
