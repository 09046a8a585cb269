// SPDX-License-Identifier: Apache-2.0
import { frame as bytesOfFrame } from "../../../support/frame.js";

/** Serial frames (DSP0253) made and taken apart without the project's own code. */

/** The frame around a packet. */
export function frame(packet: Uint8Array): Buffer {
	return Buffer.from(bytesOfFrame(packet));
}

/** The packets in a stream of whole frames. Throws if anything stands between or behind them. */
export function packets(bytes: Uint8Array): Buffer[] {
	const found: Buffer[] = [];
	for (let at = 0; at < bytes.length;) {
		const packet: number[] = [];
		let next = at + 3;
		while (packet.length < bytes[at + 2]) {
			const byte = bytes[next++];
			packet.push(0x7d === byte ? bytes[next++] ^ 0x20 : byte);
		}
		const whole = frame(Uint8Array.from(packet));
		if (0 !== whole.compare(bytes.subarray(at, at + whole.length)))
			throw new Error(`no frame at ${at}: ${hex(bytes.subarray(at, at + 20))}`);
		found.push(Buffer.from(packet));
		at += whole.length;
	}
	return found;
}

/** The frames of a message of EID 8 to EID 9, cut into packets of 64 bytes. */
export function message(tag: number, body: Uint8Array): Buffer {
	const frames: Buffer[] = [];
	for (let at = 0, sequence = 0; at < body.length; at += 64, sequence++) {
		const start = 0 === at ? 0x80 : 0;
		const end = at + 64 >= body.length ? 0x40 : 0;
		frames.push(frame(Uint8Array.from([0x01, 9, 8, start | end | ((sequence & 3) << 4) | 8 | tag, ...body.subarray(at, at + 64)])));
	}
	return Buffer.concat(frames);
}

/** The body of the one message that these bytes are. */
export function body(bytes: Uint8Array): Buffer {
	return Buffer.concat(packets(bytes).map((packet) => packet.subarray(4)));
}

/** A message for the echo service of vendor CCDE. */
export function echo(payload: Uint8Array): Buffer {
	return Buffer.concat([Buffer.from([0x7e, 0xcc, 0xde, 0xf0]), payload]);
}

export function bytes(text: string): Buffer {
	return Buffer.from(text.replaceAll(" ", ""), "hex");
}

export function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("hex").replace(/..\B/g, "$& ");
}

/** Get Endpoint ID from EID 8 to EID 9, and the answer of a device whose static EID is 9. */
export const request = "7e 01 07 01 09 08 c8 00 80 02 0e b2 7e";
export const answer = "7e 01 0b 01 08 09 c0 00 00 02 00 09 02 00 a1 01 7e";
