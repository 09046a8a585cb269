// SPDX-License-Identifier: Apache-2.0
import type { Direction } from "./packet.js";

/** Link types of captures that hold MCTP: Linux's cooked headers, the only ones below which Wireshark looks for it. */
export const LinkType = Object.freeze({ linuxSll: 113, linuxSll2: 276 } as const);

/** Ethernet's protocol number and the hardware type that Linux gives to MCTP. */
const ethertypeMctp = 0x00fa;
const hardwareMctp = 290;
/** Packet types of cooked headers: to this host, and from it. */
const toUs = 0;
const fromUs = 4;

export const sll2Length = 20;
const sllLength = 16;

/** Writes an SLL2 header to 20 zeros. `index` is the interface's number from 1; `physical` 0: the medium has no addresses. */
export function writeSll2(bytes: Buffer, at: number, index: number, direction: Direction, physical: number): void {
	const size = sizeOf(physical);
	bytes.writeUInt16BE(ethertypeMctp, at);
	bytes.writeUInt32BE(index, at + 4);
	bytes.writeUInt16BE(hardwareMctp, at + 8);
	bytes[at + 10] = "sent" === direction ? fromUs : toUs;
	bytes[at + 11] = size;
	if (size > 0) bytes.writeUIntBE(physical >>> 0, at + 12, size);
}

/** What a cooked header says. */
export interface Cooked {
	readonly direction: Direction;
	readonly physical: number;
	/** Bytes of the header. */
	readonly length: number;
}

/** The cooked header of a frame with MCTP in it; undefined: the frame holds something else. */
export function readCooked(linkType: number, frame: Uint8Array): Cooked | undefined {
	const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
	switch (linkType) {
		case LinkType.linuxSll2:
			if (frame.length < sll2Length || ethertypeMctp !== view.getUint16(0)) return undefined;
			return { direction: directionOf(frame[10]), physical: addressOf(frame.subarray(12), frame[11]), length: sll2Length };
		case LinkType.linuxSll:
			if (frame.length < sllLength || ethertypeMctp !== view.getUint16(14)) return undefined;
			return { direction: directionOf(view.getUint16(0)), physical: addressOf(frame.subarray(6), view.getUint16(4)), length: sllLength };
	}
	return undefined;
}

function directionOf(packetType: number): Direction {
	return fromUs === packetType ? "sent" : "received";
}

/** Bytes of an address. */
function sizeOf(physical: number): number {
	if (0 === physical) return 0;
	return physical < 0x100 ? 1 : physical < 0x10000 ? 2 : 4;
}

/** An address of at most 4 bytes as a number; a longer one is none that MCTP has. */
function addressOf(bytes: Uint8Array, length: number): number {
	let address = 0;
	for (let place = 0; place < length && length <= 4; place++) address = address * 0x100 + bytes[place];
	return address;
}
