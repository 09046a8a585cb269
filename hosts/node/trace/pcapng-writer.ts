// SPDX-License-Identifier: Apache-2.0
import { LinkType, sll2Length, writeSll2 } from "./link-layer.js";
import type { TracedPacket } from "./packet.js";
import { Block, blockFrame, blockHead, byteOrderMagic, DirectionFlag, Option, optionHead, padded } from "./pcapng.js";

/** An option of a block: its code and value. */
type OptionValue = readonly [code: number, value: Uint8Array];

/** Bytes of an enhanced packet's fields before the packet. */
const packetHead = 20;
/** Values of the flags option. */
const flags = Object.freeze({
	received: Uint8Array.of(DirectionFlag.received, 0, 0, 0),
	sent: Uint8Array.of(DirectionFlag.sent, 0, 0, 0),
});

/** The beginning of a file: a section in little endian, of unknown length. */
export function sectionHeader(application: string): Uint8Array {
	const bytes = block(Block.sectionHeader, 16, [[Option.sectionUserApplication, Buffer.from(application)]]);
	bytes.writeUInt32LE(byteOrderMagic, blockHead);
	bytes.writeUInt16LE(1, blockHead + 4);
	bytes.fill(0xff, blockHead + 8, blockHead + 16);
	return bytes;
}

/** An interface with time stamps in microseconds; interfaces are numbered in the order of their blocks. */
export function interfaceDescription(name: string): Uint8Array {
	const bytes = block(Block.interfaceDescription, 8, [
		[Option.interfaceName, Buffer.from(name)],
		[Option.interfaceTimestampResolution, Uint8Array.of(6)],
	]);
	bytes.writeUInt16LE(LinkType.linuxSll2, blockHead);
	return bytes;
}

/** A packet; `lost` packets of the same interface are missing before it. */
export function enhancedPacket(index: number, packet: TracedPacket, lost: number): Uint8Array {
	const { time = 0, port = "", direction = "received", dropped, physical = 0, bytes: content } = packet;
	const length = sll2Length + content.length;
	const options: OptionValue[] = [
		[Option.comment, Buffer.from(`${port} ${undefined === dropped ? direction : `dropped: ${dropped}`}`)],
		[Option.packetFlags, flags[direction]],
	];
	if (lost > 0) options.push([Option.packetDropCount, Uint8Array.of(lost, lost >> 8, lost >> 16, lost >> 24, 0, 0, 0, 0)]);
	const bytes = block(Block.enhancedPacket, packetHead + padded(length), options);
	bytes.writeUInt32LE(index, blockHead);
	bytes.writeUInt32LE(Math.floor(time / 0x100000000), blockHead + 4);
	bytes.writeUInt32LE(time % 0x100000000, blockHead + 8);
	bytes.writeUInt32LE(length, blockHead + 12);
	bytes.writeUInt32LE(length, blockHead + 16);
	writeSll2(bytes, blockHead + packetHead, index + 1, direction, physical);
	bytes.set(content, blockHead + packetHead + sll2Length);
	return bytes;
}

/** A block whose body begins with `fixed` bytes, zeros so far, and goes on with options. */
function block(type: number, fixed: number, options: readonly OptionValue[]): Buffer {
	let length = blockFrame + fixed + optionHead;
	for (const [, value] of options) length += optionHead + padded(value.length);
	const bytes = Buffer.allocUnsafe(length).fill(0);
	bytes.writeUInt32LE(type, 0);
	bytes.writeUInt32LE(length, 4);
	let at = blockHead + fixed;
	for (const [code, value] of options) {
		bytes.writeUInt16LE(code, at);
		bytes.writeUInt16LE(value.length, at + 2);
		bytes.set(value, at + optionHead);
		at += optionHead + padded(value.length);
	}
	/* The zeros that stand there are Option.end. */
	bytes.writeUInt32LE(length, at + optionHead);
	return bytes;
}
