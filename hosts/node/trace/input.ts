// SPDX-License-Identifier: Apache-2.0
import { createReadStream, existsSync } from "node:fs";
import ByteSource from "./byte-source.js";
import { packetOf, type CapturedFrame } from "./capture.js";
import { commandCode, i2cFrames } from "./frames/i2c.js";
import { serialFrames } from "./frames/serial.js";
import { packetId, usbFrames } from "./frames/usb.js";
import { parseHex } from "./hex.js";
import type { TracedPacket } from "./packet.js";
import { isPcap, readPcap } from "./pcap-reader.js";
import { readPcapng } from "./pcapng-reader.js";
import { Block } from "./pcapng.js";

/** What bytes without a capture around them are. */
interface Form {
	/** Whether these bytes can be the beginning of one. */
	begins(bytes: Uint8Array): boolean;
	/** Whether it goes on behind the end of a line. */
	readonly stream?: boolean;
	packets(bytes: Uint8Array): Iterable<TracedPacket>;
}

/** Bytes of the shortest packet: header and message type. */
const shortestPacket = 5;

export const forms = Object.freeze({
	serial: { begins: ([first]) => 0x7e === first, stream: true, packets: serialFrames },
	usb: { begins: ([first, second]) => packetId[0] === first && packetId[1] === second, packets: usbFrames },
	i2c: { begins: ([first, second]) => 0 === (first & 1) && commandCode === second, packets: i2cFrames },
	packet: { begins: (bytes) => bytes.length >= shortestPacket && 1 === (bytes[0] & 0x0f), packets: (bytes) => [{ bytes }] },
} satisfies Record<string, Form> as Record<string, Form>);

/** Bytes of a file without a capture. */
const longestText = 0x1000000;

/** What people name on the command line, as packets. */
class Input {
	/** Frames of captures that hold something else than MCTP. */
	others = 0;
	readonly #as: string | undefined;

	/** `as`: a name of `forms`; undefined: told from the first bytes. */
	constructor(as?: string) {
		this.#as = as;
	}

	/** Packets of one file, of standard input, or of bytes in hexadecimal. Throws errors for the person. */
	async *packets(words: readonly string[]): AsyncGenerator<TracedPacket> {
		const [path] = words;
		if (1 === words.length && ("-" === path || existsSync(path))) yield* this.#file(path);
		else yield* this.#lines(words.map((word) => hexOf(word, 1 === words.length ? `there is no file ${path}` : "bytes")));
	}

	async *#file(path: string): AsyncGenerator<TracedPacket> {
		const name = "-" === path ? "standard input" : path;
		try {
			const source = new ByteSource("-" === path ? process.stdin : createReadStream(path));
			const head = await source.peek(4);
			const reader = readerOf(head);
			if (undefined !== reader) yield* this.#capture(reader(source));
			else yield* this.#text(await source.rest(longestText));
		} catch (error) {
			throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
		}
	}

	async *#capture(frames: AsyncGenerator<CapturedFrame>): AsyncGenerator<TracedPacket> {
		for await (const frame of frames) {
			const packet = packetOf(frame);
			if (undefined === packet) this.others++;
			else yield packet;
		}
	}

	/** A file that is no capture: lines of hexadecimal digits, or the bytes themselves. */
	*#text(bytes: Uint8Array): Generator<TracedPacket> {
		if (bytes.some((byte) => (byte < 0x20 || byte > 0x7e) && ![0x09, 0x0a, 0x0d].includes(byte))) yield* this.#lines([bytes]);
		else {
			const lines = Buffer.from(bytes).toString("latin1").split("\n");
			yield* this.#lines(lines.map((line, index) => hexOf(line, `line ${index + 1}`)).filter((line) => line.length > 0));
		}
	}

	/** Each line is a frame or packet if it can be one; otherwise all of them are one. */
	#lines(lines: readonly Uint8Array[]): Iterable<TracedPacket> {
		const whole = lines.length > 1 ? Buffer.concat(lines) : (lines[0] ?? new Uint8Array(0));
		const form = forms[this.#as ?? this.#detect(whole)];
		const apart = true !== form.stream && lines.every((line) => form.begins(line));
		return apart ? lines.flatMap((line) => [...form.packets(line)]) : form.packets(whole);
	}

	#detect(bytes: Uint8Array): string {
		const found = Object.keys(forms).find((name) => forms[name].begins(bytes));
		if (undefined !== found) return found;
		const head = Buffer.from(bytes.subarray(0, 4)).toString("hex");
		throw new Error(`${"" === head ? "nothing" : head} begins neither a packet nor a frame: say --as ${Object.keys(forms).join(", ")}`);
	}
}

function readerOf(head: Uint8Array): ((source: ByteSource) => AsyncGenerator<CapturedFrame>) | undefined {
	if (head.length === 4 && Block.sectionHeader === new DataView(head.buffer, head.byteOffset).getUint32(0)) return readPcapng;
	return isPcap(head) ? readPcap : undefined;
}

function hexOf(text: string, where: string): Uint8Array {
	try {
		return parseHex(text);
	} catch (error) {
		throw new Error(`${where}, ${(error as Error).message}`, { cause: error });
	}
}

export default Input;
