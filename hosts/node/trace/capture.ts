// SPDX-License-Identifier: Apache-2.0
import { counterNames } from "../../../modules/mctp/counter.js";
import type ByteSource from "./byte-source.js";
import { readCooked } from "./link-layer.js";
import type { Direction, TracedPacket } from "./packet.js";

/** A file is not what it says it is. */
export class CaptureError extends Error {
	/** Where in the file, in bytes. */
	readonly offset: number;

	constructor(offset: number, reason: string) {
		super(`at byte ${offset}: ${reason}`);
		this.name = "CaptureError";
		this.offset = offset;
	}
}

/** One frame of a capture. */
export interface CapturedFrame {
	readonly linkType: number;
	readonly bytes: Uint8Array;
	/** Bytes that it had on the wire. */
	readonly originalLength: number;
	/** Microseconds since 1970. */
	readonly time?: number;
	/** Name of the interface. */
	readonly port?: string;
	readonly direction?: Direction;
	readonly comments?: readonly string[];
}

/** Frames longer than this are no MCTP, and files that claim them are damaged. */
export const longestFrame = 0x40000;

/** The next `length` bytes of a file, of what is called `what`. */
export async function takeAll(source: ByteSource, length: number, what: string): Promise<Uint8Array> {
	const offset = source.position;
	const bytes = await source.take(length);
	if (bytes.length < length) throw new CaptureError(offset, `the file ends in ${what}, ${length - bytes.length} bytes are missing`);
	return bytes;
}

export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The packet in a frame, with what a trace of this program says of it; undefined: the frame holds something else. */
export function packetOf(frame: CapturedFrame): TracedPacket | undefined {
	const { time, port, comments = [], bytes, originalLength } = frame;
	const cooked = readCooked(frame.linkType, bytes);
	if (undefined === cooked) return undefined;
	const { direction, physical, length } = cooked;
	const missing = originalLength - bytes.length;
	return {
		time,
		port,
		direction: frame.direction ?? direction,
		dropped: droppedBy(comments),
		physical,
		faults: missing > 0 ? [`${missing} bytes were not captured`] : [],
		bytes: bytes.subarray(length),
	};
}

function droppedBy(comments: readonly string[]): string | undefined {
	for (const comment of comments) {
		const reason = /dropped: (\w+)$/.exec(comment)?.[1];
		if (undefined !== reason && counterNames.includes(reason)) return reason;
	}
	return undefined;
}
