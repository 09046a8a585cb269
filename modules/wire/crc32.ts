// SPDX-License-Identifier: Apache-2.0
import { remainders, update } from "./reflected.js";

const table = remainders(0xedb88320);

/**
 * Continues the CRC-32 register `crc` over `length` bytes at `offset`: reflected polynomial EDB88320 (IEEE 802.3), as
 * PLDM uses it for versions, PDR repositories, multipart transfers and firmware packages. Start with -1 and invert the
 * last result.
 *
 * @returns the register as a signed 32-bit integer
 * @throws RangeError if the range is not inside `memory`
 */
function crc32(memory: Uint8Array, offset: number, length: number, crc: number): number {
	return update(table, memory, offset, length, crc);
}
export default crc32;
