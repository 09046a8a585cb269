// SPDX-License-Identifier: Apache-2.0
// The integrity check of NVMe-MI messages: CRC-32C over the message type byte and all behind it, low byte first (NVMe-MI 1.2, 3.1.1.1).
import crc32c from "../../modules/wire/crc32c.js";

export const checkLength = 4;

/** What follows the type byte of a message, with its check behind it. */
export function withCheck(type: number, body: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(body.length + checkLength);
	bytes.set(body);
	new DataView(bytes.buffer).setInt32(body.length, checkOf(type, body), true);
	return bytes;
}

/** What is before the check of a message; undefined: the check is wrong, or there is none. `body` is what follows the type byte. */
export function beforeCheck(type: number, body: Uint8Array): Uint8Array | undefined {
	if (body.length < checkLength) return undefined;
	const rest = body.subarray(0, body.length - checkLength);
	const found = new DataView(body.buffer, body.byteOffset + rest.length).getInt32(0, true);
	return found === checkOf(type, rest) ? rest : undefined;
}

function checkOf(type: number, body: Uint8Array): number {
	return ~crc32c(body, 0, body.length, crc32c(Uint8Array.of(type), 0, 1, -1));
}
