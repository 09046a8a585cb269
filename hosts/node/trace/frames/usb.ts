// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../../../modules/mctp/header.js";
import { hexBytes } from "../hex.js";
import type { TracedPacket } from "../packet.js";

/** First two bytes of every packet: DMTF's vendor id. */
export const packetId = Object.freeze([0x1a, 0xb4]);
const usbHeader = 4;
/** Of the third byte, in version 1.1: the upper bits of the length. */
const lengthMask = 0x1f;

/** The packets in a USB transfer (DSP0283), and what is wrong with them. */
export function* usbFrames(bytes: Uint8Array): Generator<TracedPacket> {
	for (let at = 0; at < bytes.length;) {
		const rest = bytes.subarray(at);
		const length = ((rest[2] & lengthMask) << 8) | rest[3];
		const fault = faultOf(rest, length);
		if (undefined !== fault) {
			yield { bytes: rest.subarray(0, 0), faults: [`${fault}: the rest of the transfer is skipped`] };
			return;
		}
		const missing = length - rest.length;
		yield { bytes: rest.slice(usbHeader, length), faults: missing > 0 ? [`length ${length}, but ${rest.length} bytes are there`] : [] };
		at += length;
	}
}

function faultOf(rest: Uint8Array, length: number): string | undefined {
	if (rest[0] !== packetId[0] || rest[1] !== packetId[1]) return `packet id ${hexBytes(rest.subarray(0, 2))}, expected 1a b4`;
	if (rest.length < usbHeader) return "packet header cut short";
	if (length <= usbHeader + headerLength) return `length ${length}, less than a packet has`;
	return undefined;
}
