// SPDX-License-Identifier: Apache-2.0

/** A packet as a frame of a serial line (DSP0253), made without the project's own code. */
export function frame(packet: Iterable<number>): number[] {
	const bytes = Array.from(packet);
	let sequence = 0xffff;
	for (const byte of [1, bytes.length, ...bytes]) {
		sequence ^= byte;
		for (let bit = 0; bit < 8; bit++) sequence = sequence & 1 ? (sequence >> 1) ^ 0x8408 : sequence >> 1;
	}
	const escaped = bytes.flatMap((byte) => (0x7e === byte || 0x7d === byte ? [0x7d, byte ^ 0x20] : [byte]));
	return [0x7e, 1, bytes.length, ...escaped, sequence >> 8, sequence & 0xff, 0x7e];
}
