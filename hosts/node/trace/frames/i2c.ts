// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../../../modules/mctp/header.js";
import crc8 from "../../../../modules/wire/crc8.js";
import { hex } from "../../names.js";
import type { TracedPacket } from "../packet.js";

/** SMBus command code of MCTP. */
export const commandCode = 0x0f;
/** Destination address, command code, byte count; the source address is the first byte that counts. */
const before = 3;

/** The block writes in bytes of an SMBus or I2C bus (DSP0237), from the destination address on, and what is wrong with them. */
export function* i2cFrames(bytes: Uint8Array): Generator<TracedPacket> {
	for (let at = 0; at < bytes.length;) {
		const rest = bytes.subarray(at);
		const count = rest[2];
		const length = before + count;
		const fault = faultOf(rest, count);
		if (undefined !== fault) {
			yield { bytes: rest.subarray(0, 0), faults: [fault] };
			return;
		}
		const faults: string[] = [];
		if (rest[0] & 1) faults.push(`destination address byte ${hex(rest[0])} is a read`);
		if (0 === (rest[3] & 1)) faults.push(`source address byte ${hex(rest[3])} has bit 0 clear`);
		if (rest.length < length) faults.push(`byte count ${count}, but ${rest.length - before} bytes follow`);
		else if (rest.length === length) faults.push("no packet error code");
		else {
			const expected = crc8(rest, 0, length, 0);
			if (expected !== rest[length]) faults.push(`packet error code ${hex(rest[length])}, expected ${hex(expected)}`);
		}
		yield { bytes: rest.slice(before + 1, length), physical: rest[3] >> 1, faults };
		at += length + 1;
	}
}

/** What hides the packet. */
function faultOf(rest: Uint8Array, count: number): string | undefined {
	if (rest.length <= before) return `cut short: ${rest.length} bytes`;
	if (commandCode !== rest[1]) return `command code ${hex(rest[1])}, expected 0x0F`;
	return count <= 1 + headerLength ? `byte count ${count}, less than a packet has` : undefined;
}
