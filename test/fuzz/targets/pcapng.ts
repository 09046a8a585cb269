// SPDX-License-Identifier: Apache-2.0
import ByteSource from "../../../hosts/node/trace/byte-source.js";
import { CaptureError, packetOf } from "../../../hosts/node/trace/capture.js";
import Decoder from "../../../hosts/node/trace/decoder.js";
import type { TracedPacket } from "../../../hosts/node/trace/packet.js";
import { isPcap, readPcap } from "../../../hosts/node/trace/pcap-reader.js";
import { readPcapng } from "../../../hosts/node/trace/pcapng-reader.js";
import { enhancedPacket, interfaceDescription, sectionHeader } from "../../../hosts/node/trace/pcapng-writer.js";
import type { Life, Target } from "../target.js";

const kinds = [0x0a0d0d0a, 1, 2, 3, 4, 5, 6, 9, 0xbad] as const;
const magics = ["a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1"] as const;
const types = [0x00, 0x01, 0x04, 0x7e, 0x7f, 0x84, 0x81, 0x55] as const;

/** A file, made of blocks that are changed afterwards. */
class PcapngLife implements Life {
	readonly #parts: Buffer[] = [];
	readonly #chunk: number;
	readonly #reached = new Set<string>();
	#told = "";
	#interfaces = 0;
	#sequence = 0;
	taken = 0;

	constructor([classic, chunk, port]: Uint8Array) {
		this.#chunk = 1 + chunk * 16;
		if (0 === classic % 4) {
			const head = Buffer.alloc(24);
			head.write(magics[port & 3], "hex");
			head.writeUInt32LE(276, 20);
			this.#parts.push(head);
			return;
		}
		this.#parts.push(Buffer.from(sectionHeader("any")));
		for (; this.#interfaces < (port & 3); this.#interfaces++)
			this.#parts.push(Buffer.from(interfaceDescription(`serial${this.#interfaces}`)));
	}

	step(input: Uint8Array, at: number): void {
		const part = this.#partOf(input.subarray(at, at + 8));
		this.#told = part.subarray(0, 60).toString("hex");
		this.#parts.push(part);
	}

	#partOf([kind, a, b, c, d, e, f, g]: Uint8Array): Buffer {
		const content = Array.from({ length: c % 90 }, (_, index) => (index * d + e) & 0xff);
		const sequence = (a & 0x40 ? d & 3 : this.#sequence++ & 3) << 4;
		const header = [a & 0x80 ? d : 1, 8 + (b & 1), 9 - (b & 1), (f & 0xc8) | sequence | (f & 1)];
		const payload = f & 0x80 ? [types[g & 7], ...content] : content;
		const packet: TracedPacket = {
			time: a * 0x1000000 * b,
			port: "serial0",
			direction: a & 1 ? "sent" : "received",
			physical: b,
			faults: [],
			bytes: Uint8Array.from([...header, ...payload]),
		};
		const block = Buffer.from(enhancedPacket(b % Math.max(1, this.#interfaces), packet, a % 3));
		switch (kind % 12) {
			case 8:
				block[d % block.length] ^= e;
				return block;
			case 9: {
				const length = f & 3 ? 12 + 4 * (c % 30) : d | (e << 8) | (f << 16) | (g << 24);
				const any = Buffer.alloc(f & 3 ? length : 12 + 4 * (c % 30), d);
				any.writeUInt32LE(kinds[b % kinds.length], 0);
				any.writeUInt32LE(length >>> 0, 4);
				any.writeUInt32LE(length >>> 0, any.length - 4);
				return any;
			}
			case 10:
				return g & 1 ? block.subarray(0, d % block.length) : Buffer.from(interfaceDescription("usb0"));
			case 11: {
				const record = Buffer.alloc(16 + 20 + 4 + content.length);
				record.writeUInt32LE(g & 1 ? 24 + content.length : e | (f << 8), 8);
				record.writeUInt32LE(24 + content.length, 12);
				record.set([0x00, 0xfa], 16);
				record.set(header, 36);
				return record;
			}
		}
		return block;
	}

	/** Frames, or an error that says where; and whatever a packet holds can be shown. */
	async end(): Promise<void> {
		const file = Buffer.concat(this.#parts);
		this.taken = file.length;
		const chunk = this.#chunk;
		const source = new ByteSource(
			(async function* () {
				for (let at = 0; at < file.length; at += chunk) yield file.subarray(at, at + chunk);
			})(),
		);
		const decoder = new Decoder();
		let frames = 0;
		try {
			for await (const frame of isPcap(file) ? readPcap(source) : readPcapng(source)) {
				if (++frames > file.length) throw new Error("more frames than bytes");
				const packet = packetOf(frame);
				if (undefined === packet) continue;
				const { faults, message } = decoder.decode(packet);
				for (const fault of faults) this.#reached.add(`fault ${kindOf(fault)}`);
				if (undefined !== message)
					this.#reached.add(
						`message ${types.includes((message.bytes[0] & 0x7f) as 0) ? `type ${message.bytes[0] & 0x7f}` : "of another type"}${message.packets > 1 ? " of several packets" : ""}`,
					);
				JSON.stringify(message);
			}
		} catch (error) {
			if (!(error instanceof CaptureError)) throw error;
			if (!/^at byte \d+: \S/.test(error.message) || error.offset > file.length) throw error;
			this.#reached.add(`error ${kindOf(error.message.replace(/^at byte \d+: /, ""))}`);
		}
	}

	told(): string {
		return this.#told;
	}

	reached(): Iterable<string> {
		return this.#reached;
	}
}

/** What is wrong, without its numbers and names. */
function kindOf(reason: string): string {
	return reason
		.replaceAll(/[0-9]+/g, "N")
		.split(/[:,"(]/)[0]
		.replaceAll(/\b(?=\w*N)\w+/g, "N")
		.slice(0, 40);
}

/** Files of captures. */
export const pcapng: Target = {
	name: "pcapng",
	description: "captures with damaged blocks, of both forms, and whatever packets in them",
	unit: "bytes",
	most: 30,
	begin: (first) => new PcapngLife(first),
};
