// SPDX-License-Identifier: Apache-2.0
import type ByteSource from "./byte-source.js";
import { CaptureError, longestFrame, viewOf, type CapturedFrame } from "./capture.js";
import type { Direction } from "./packet.js";
import { Block, blockFrame, blockHead, byteOrderMagic, directionMask, DirectionFlag, Option, optionHead, padded } from "./pcapng.js";

interface Interface {
	readonly linkType: number;
	/** Bytes of a frame that are kept; 0: all. */
	readonly snapLength: number;
	readonly name?: string;
	/** Units of a second, and seconds to add. */
	readonly resolution: number;
	readonly offset: number;
}

/** The body of a block, and where it stands in the file. */
interface Body {
	readonly view: DataView;
	readonly bytes: Uint8Array;
	readonly offset: number;
	readonly little: boolean;
}

/** A file that describes more interfaces is no trace of anything. */
const mostInterfaces = 1024;
/** Bytes of the longest block that is looked into. */
const longestBlock = longestFrame + 0x20000;
const longestName = 80;
/** The length again, behind the body. */
const tailLength = 4;

/** Bytes of a body before its packet or its options. */
const Fixed = Object.freeze({ sectionHeader: 16, interfaceDescription: 8, simplePacket: 4, packet: 20 } as const);

const utf8 = new TextDecoder();

/** The frames of a pcapng file. Throws CaptureError where it is damaged. */
export async function* readPcapng(source: ByteSource): AsyncGenerator<CapturedFrame> {
	let interfaces: Interface[] = [];
	let little = true;
	for (;;) {
		const offset = source.position;
		const head = await source.peek(blockHead + 4);
		if (0 === head.length) return;
		if (head.length < blockFrame) throw new CaptureError(offset, "the file ends in the head of a block");
		const view = viewOf(head);
		if (Block.sectionHeader === view.getUint32(0)) {
			little = orderOf(view, offset);
			interfaces = [];
		}
		const type = view.getUint32(0, little);
		const body = await readBlock(source, type, view.getUint32(4, little), little);
		if (undefined === body) continue;
		if (Block.interfaceDescription === type) {
			if (mostInterfaces === interfaces.length) throw new CaptureError(offset, `more than ${mostInterfaces} interfaces`);
			interfaces.push(readInterface(body));
		} else if (Block.sectionHeader !== type) yield readFrame(type, body, interfaces);
	}
}

function orderOf(view: DataView, offset: number): boolean {
	for (const little of [true, false]) if (byteOrderMagic === view.getUint32(blockHead, little)) return little;
	throw new CaptureError(offset + blockHead, "the byte order of the section is neither of the two that there are");
}

/** A block's body; undefined: the block is of a kind that is left out, whatever its length. */
async function readBlock(source: ByteSource, type: number, length: number, little: boolean): Promise<Body | undefined> {
	const offset = source.position;
	if (length < blockFrame || 0 !== length % 4) throw new CaptureError(offset + 4, `a block cannot be ${length} bytes long`);
	const fixed = fixedPart(type);
	if (undefined !== fixed) {
		if (length > longestBlock) throw new CaptureError(offset + 4, `a block of ${length} bytes, at most ${longestBlock} make sense`);
		if (length < blockFrame + fixed) throw new CaptureError(offset + 4, `a block of ${length} bytes, too short for its kind`);
	}
	const skipped = undefined === fixed ? await source.skip(length - tailLength) : 0;
	const bytes = await source.take(length - skipped);
	const missing = length - skipped - bytes.length;
	if (missing > 0) throw new CaptureError(offset, `the file ends in a block of ${length} bytes, ${missing} are missing`);
	const again = viewOf(bytes).getUint32(bytes.length - tailLength, little);
	if (again !== length)
		throw new CaptureError(source.position - tailLength, `a block of ${length} bytes says at its end that it has ${again}`);
	if (undefined === fixed) return undefined;
	const body = bytes.subarray(blockHead, length - tailLength);
	return { view: viewOf(body), bytes: body, offset: offset + blockHead, little };
}

function fixedPart(type: number): number | undefined {
	switch (type) {
		case Block.sectionHeader:
			return Fixed.sectionHeader;
		case Block.interfaceDescription:
			return Fixed.interfaceDescription;
		case Block.simplePacket:
			return Fixed.simplePacket;
		case Block.packet:
		case Block.enhancedPacket:
			return Fixed.packet;
	}
	return undefined;
}

function readInterface(body: Body): Interface {
	const { view, little } = body;
	let name: string | undefined = undefined;
	let resolution = 1e6;
	let offset = 0;
	for (const { code, at, length } of readOptions(body, Fixed.interfaceDescription)) {
		if (Option.interfaceName === code) name = text(body, at, Math.min(length, longestName));
		else if (Option.interfaceTimestampResolution === code && length >= 1) resolution = unitsOf(view.getUint8(at));
		else if (Option.interfaceTimestampOffset === code && length >= 8) offset = Number(view.getBigInt64(at, little));
	}
	return { linkType: view.getUint16(0, little), snapLength: view.getUint32(4, little), name, resolution, offset };
}

/** The top bit tells powers of two from powers of ten. */
function unitsOf(byte: number): number {
	return (byte & 0x80 ? 2 : 10) ** (byte & 0x7f);
}

function readFrame(type: number, body: Body, interfaces: readonly Interface[]): CapturedFrame {
	const { view, bytes, little } = body;
	const simple = Block.simplePacket === type;
	const index = simple ? 0 : Block.packet === type ? view.getUint16(0, little) : view.getUint32(0, little);
	const port = interfaces[index];
	if (undefined === port)
		throw new CaptureError(body.offset, `a packet of interface ${index}, but ${interfaces.length} have been described`);
	const { linkType, name } = port;
	if (simple) {
		const originalLength = view.getUint32(0, little);
		const most = 0 === port.snapLength ? originalLength : port.snapLength;
		const length = Math.min(originalLength, most, bytes.length - Fixed.simplePacket);
		return { linkType, port: name, originalLength, bytes: bytes.subarray(Fixed.simplePacket, Fixed.simplePacket + length) };
	}
	const length = view.getUint32(12, little);
	if (length > bytes.length - Fixed.packet) throw new CaptureError(body.offset + 12, `a packet of ${length} bytes, longer than its block`);
	const stamp = view.getUint32(4, little) * 0x100000000 + view.getUint32(8, little);
	const comments: string[] = [];
	let direction: Direction | undefined = undefined;
	for (const { code, at, length: size } of readOptions(body, Fixed.packet + padded(length))) {
		if (Option.comment === code) comments.push(text(body, at, size));
		else if (Option.packetFlags === code && size >= 4) direction = directionOf(view.getUint32(at, little));
	}
	return {
		linkType,
		port: name,
		time: Math.round(stamp * (1e6 / port.resolution) + port.offset * 1e6),
		originalLength: view.getUint32(16, little),
		bytes: bytes.subarray(Fixed.packet, Fixed.packet + length),
		direction,
		comments,
	};
}

function directionOf(flags: number): Direction | undefined {
	switch (flags & directionMask) {
		case DirectionFlag.received:
			return "received";
		case DirectionFlag.sent:
			return "sent";
	}
	return undefined;
}

function* readOptions({ view, bytes, offset, little }: Body, from: number): Generator<{ code: number; at: number; length: number }> {
	for (let at = from; at + optionHead <= bytes.length;) {
		const code = view.getUint16(at, little);
		const length = view.getUint16(at + 2, little);
		if (Option.end === code) return;
		if (length > bytes.length - at - optionHead) throw new CaptureError(offset + at, `an option of ${length} bytes, longer than its block`);
		yield { code, at: at + optionHead, length };
		at += optionHead + padded(length);
	}
}

function text({ bytes }: Body, at: number, length: number): string {
	return utf8.decode(bytes.subarray(at, at + length));
}
