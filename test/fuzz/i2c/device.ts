// SPDX-License-Identifier: Apache-2.0
import type { SmbusCommand } from "../../../modules/binding/i2c/smbus.js";

/** A PMBus device with something of every kind, which remembers what was written. */
export class PmbusDevice {
	readonly values = new Map<number, readonly number[]>([
		[0x00, [0x5a]],
		[0x20, [0x17]],
		[0x8b, [0x00, 0x1a]],
		[0x99, [0x41, 0x42, 0x43]],
	]);
	writes = 0;

	/** What of a command can be done: bytes, whether they are a block, whether they can be read and written. */
	static readonly shapes: Readonly<Record<number, { size: number; block?: boolean; read?: boolean; write?: boolean }>> = {
		0x00: { size: 1, read: true },
		0x03: { size: 0, write: true },
		0x20: { size: 1, read: true, write: true },
		0x8b: { size: 2, read: true, write: true },
		0x99: { size: 16, block: true, read: true, write: true },
	};

	commands(): SmbusCommand[] {
		return Object.entries(PmbusDevice.shapes).map(([code, { size, block, read, write }]) => ({
			code: Number(code),
			size,
			block,
			...(read && { read: (data) => this.values.get(Number(code))!.forEach((byte) => data.u8(byte)) }),
			...(write && {
				write: (data) => {
					this.writes++;
					this.values.set(
						Number(code),
						Array.from({ length: data.remaining }, () => data.u8()),
					);
				},
			}),
		}));
	}
}
