// SPDX-License-Identifier: Apache-2.0
import type ByteSource from "./byte-source.js";
import { CaptureError, longestFrame, takeAll, viewOf, type CapturedFrame } from "./capture.js";

/** First words of files with time stamps in microseconds and in nanoseconds; units of a second. */
const resolutions = new Map([
	[0xa1b2c3d4, 1e6],
	[0xa1b23c4d, 1e9],
]);

const headerLength = 24;
const recordLength = 16;
/** Of the header's last word; above it stands whether frames end with a check sequence. */
const linkTypeMask = 0x0fffffff;

/** Whether these are the first bytes of a classic pcap file, in either byte order. */
export function isPcap(head: Uint8Array): boolean {
	return head.length >= 4 && [true, false].some((little) => resolutions.has(viewOf(head).getUint32(0, little)));
}

/** The frames of a classic pcap file. Throws CaptureError where it is damaged. */
export async function* readPcap(source: ByteSource): AsyncGenerator<CapturedFrame> {
	const header = viewOf(await takeAll(source, headerLength, "its header"));
	const little = resolutions.has(header.getUint32(0, true));
	const resolution = resolutions.get(header.getUint32(0, little))!;
	const linkType = header.getUint32(20, little) & linkTypeMask;
	for (;;) {
		const offset = source.position;
		if (0 === (await source.peek(1)).length) return;
		const record = viewOf(await takeAll(source, recordLength, "the head of a packet"));
		const length = record.getUint32(8, little);
		if (length > longestFrame) throw new CaptureError(offset + 8, `a packet of ${length} bytes, at most ${longestFrame} make sense`);
		yield {
			linkType,
			time: Math.round(record.getUint32(0, little) * 1e6 + record.getUint32(4, little) * (1e6 / resolution)),
			originalLength: record.getUint32(12, little),
			bytes: await takeAll(source, length, "a packet"),
		};
	}
}
