// SPDX-License-Identifier: Apache-2.0
import { remainders, update } from "./reflected.js";

const table = remainders(0x8408);

/**
 * Continues the frame check sequence register `crc` over `length` bytes at `offset`: reflected polynomial 8408, which
 * DSP0253 takes from RFC 1662. Start with 0xFFFF. The register goes out as it is, high byte first: Linux, libmctp and
 * mctp-rs agree on no final inversion.
 *
 * @returns the register, 0 to 0xFFFF
 * @throws RangeError if the range is not inside `memory`
 */
function fcs16(memory: Uint8Array, offset: number, length: number, crc: number): number {
	return update(table, memory, offset, length, crc);
}
export default fcs16;
