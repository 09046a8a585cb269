// SPDX-License-Identifier: Apache-2.0
import Usb, { largestUnit } from "../../../modules/binding/usb/usb.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import Descriptors from "../../../modules/usb/descriptors.js";
import { messages } from "../../../modules/usb/usbredir/protocol.js";
import RedirectedDevice from "../../../modules/usb/usbredir/redirected-device.js";
import { echo } from "../../support/responders.js";
import { ask, bulk, control, hello, id, le, other, third, wide } from "../../tables/usbredir-messages.js";
import type { Life, Target } from "../target.js";

const guard = 64;
const guardByte = 0xa5;
const ids = [id, other, third, "0000000000000000"] as const;
const endpoints = ["01", "81", "01", "81", "00", "80", "02", "82"] as const;
const rooms = [512, 64, 1, 0, 4096, 0x12345, 10, 255] as const;
const standard = ["80 00", "80 06", "80 08", "00 09", "81 00", "81 0a", "01 0b", "82 00", "02 01", "02 03", "c0 ff", "21 09"] as const;
const values = ["0000", "0100", "0001", "0002", "0103", "0006", "0007", "8100", "ffff"] as const;

/** A redirected device, and a USB host at the other end of the connection. */
class UsbredirLife implements Life {
	readonly #endpoint: Endpoint;
	readonly #device: RedirectedDevice;
	readonly #usb: Usb;
	readonly #piece: number;
	readonly #reached = new Set<string>();
	#told = "";
	taken = 0;

	constructor([piece, greeted]: Uint8Array) {
		this.#piece = 0 === piece ? 4096 : piece;
		const units = { receiveUnit: largestUnit, transmissionUnit: 64 };
		const frames = Usb.frames + RedirectedDevice.size + guard;
		const endpoint = (this.#endpoint = new Endpoint({ ports: [{ network: 1, ...units, eid: 8, frames, wake() {} }] }));
		endpoint.responders.add(echo(endpoint));
		this.#usb = new Usb(endpoint, 0, 512);
		const offset = endpoint.port(0).frames + Usb.frames;
		this.#device = new RedirectedDevice({
			memory: endpoint.memory,
			offset,
			descriptors: new Descriptors({ serialNumber: "7" }),
			pipes: this.#usb,
		});
		endpoint.memory.fill(guardByte, offset + RedirectedDevice.size, offset + RedirectedDevice.size + guard);
		this.#device.open(0);
		if (greeted & 3) this.#feed(hello("ff000000"));
		if (greeted & 2) this.#feed(wide(6, id, "01"));
	}

	step(input: Uint8Array, at: number): void {
		const step = input.subarray(at, at + 8);
		this.#told = "";
		if (this.#device.problem) {
			/* As the host does: the connection is dropped, and the next one comes. */
			this.#device.open(0);
			this.#feed(hello("ff000000"));
		}
		if (0 === step[0] % 24) this.#plug(step[1]);
		else this.#feed(textOf(step));
		if (this.#device.problem) this.#reached.add(`problem ${this.#device.problem.replaceAll(/[0-9]+/g, "N")}`);
		if (this.#device.ignored > 0) this.#reached.add("ignored");
		if (this.#device.refused) this.#reached.add("refused");
		if (this.#device.configured) this.#reached.add("configured");
	}

	#plug(kind: number): void {
		const act = (["plug", "unplug", "open", "close"] as const)[kind & 3];
		this.#told = act;
		if (kind & 0x80) this.#flood();
		this.#device[act](0);
		if (kind & 2 && this.#device.blocked) throw new Error("a new connection is blocked by the old one");
		this.#drain();
		if ("open" === act) this.#feed(hello("ff000000"));
	}

	/** So many requests, whose answers nobody takes, that it takes no more. */
	#flood(): void {
		const { memory } = this.#endpoint;
		const device = this.#device;
		const part = Buffer.from(control(id, "80 06 0001 0000", 18).replaceAll(" ", "").repeat(20), "hex");
		for (let turns = 0; turns < 100 && !device.blocked && !device.problem; turns++) {
			memory.set(part, device.input);
			device.receive(0, part.length);
		}
		if (device.blocked) this.#reached.add("blocked");
	}

	/** Brings bytes, piece by piece; returns what goes back. */
	#feed(text: string): number[] {
		const bytes = Buffer.from(text.replaceAll(" ", ""), "hex");
		this.#told += ` ${bytes.subarray(0, 60).toString("hex")}`;
		this.taken += bytes.length;
		const { memory } = this.#endpoint;
		const device = this.#device;
		const out: number[] = [];
		for (let at = 0; at < bytes.length && !device.problem; at += this.#piece) {
			const part = bytes.subarray(at, at + this.#piece);
			memory.set(part, device.input);
			device.receive(0, part.length);
			for (let turns = 0; device.blocked; turns++) {
				if (turns > 1000) throw new Error("blocked without end");
				out.push(...this.#take());
			}
		}
		out.push(...this.#drain());
		const guards = this.#endpoint.port(0).frames + Usb.frames + RedirectedDevice.size;
		for (let index = 0; index < guard; index++) if (guardByte !== memory[guards + index]) throw new Error("a guard byte has changed");
		return out;
	}

	#drain(): number[] {
		const device = this.#device;
		const out: number[] = [];
		let turns = 0;
		for (device.pump(0); device.outputLength > 0; device.pump(0)) {
			if (++turns > 1000) throw new Error("it sends without end");
			out.push(...this.#take());
		}
		this.#endpoint.tick(0);
		return out;
	}

	#take(): number[] {
		const device = this.#device;
		const length = device.outputLength;
		if (length > RedirectedDevice.outputSize) throw new Error(`${length} bytes of output`);
		const out = Array.from(this.#endpoint.memory.subarray(device.output, device.output + length));
		device.taken(0);
		this.#usb.transmitted(0, true);
		return out;
	}

	/** The next connection is served. */
	end(): void {
		const device = this.#device;
		device.unplug(0);
		device.plug();
		device.open(0);
		this.#feed(hello("ff000000"));
		if (!device.attached) throw new Error("the next connection is not told of the device");
		const out = this.#feed(wide(6, id, "01") + bulk(id, "81", 512) + bulk(other, "01", 10, ask(0)));
		const [last, before] = [out.at(-1), out.at(-2)];
		if (0xaa !== last || 0x01 !== before || device.problem) throw new Error(`the next connection is not served: ${device.problem}`);
	}

	told(): string {
		return this.#told.trim();
	}

	reached(): Iterable<string> {
		return this.#reached;
	}
}

/** Messages of a USB host as hexadecimal digits, and what is wrong with them. */
function textOf([kind, a, b, c, d, e, f, g]: Uint8Array): string {
	const number = ids[a & 3];
	const data = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * c + d) & 0xff)).toString("hex");
	switch (kind % 16) {
		case 0:
		case 1:
		case 2:
			return bulk(number, "01", 10, ask(b & 7));
		case 3:
		case 4:
			return bulk(number, endpoints[1 | (b & 6)], rooms[c & 7]);
		case 5:
			return bulk(number, endpoints[b & 6], e, data(e));
		case 6: {
			const what = standard[b % standard.length];
			const room = what < "8" ? 0 : [0, 1, 8, 255, 0xffff][c % 5];
			return control(number, `${what} ${values[d % values.length]} ${values[e % values.length]}`, room);
		}
		case 7:
			return wide(6, number, b & 7 ? "01" : le(c, 1));
		case 8:
			return wide([3, 7, 21, 24, 22][b % 5], number);
		case 9:
			return wide(9, number, le(b, 1) + le(c, 1));
		case 10:
			return control(number, `40 ${le(b, 1)} 0000 0000`, e, "00", data(e));
		case 11:
			return wide(messages[b % messages.length].type, number, data(messages[b % messages.length].length));
		case 12:
			return `${le(b, 4)}${le(c & 1 ? d : [0, 0x7fffffff, 0x80000000, 0xffffffff][d & 3], 4)}${number}${data(f)}`;
		case 13: {
			const text = bulk(number, "01", 10, ask(b)).replaceAll(" ", "");
			const at = 2 * (e % (text.length / 2));
			return text.slice(0, at) + le(f ^ parseInt(text.slice(at, at + 2), 16), 1) + text.slice(at + 2);
		}
		case 14:
			return bulk(number, "01", 600, "1ab4000a".repeat(150)).slice(0, 8 + 8 * g);
	}
	return data(e);
}

/** A usbredir connection. */
export const usbredir: Target = {
	name: "usbredir",
	description: "a USB host that plugs, asks, cancels and lies, at the other end of a usbredir connection",
	unit: "bytes",
	most: 40,
	begin: (first) => new UsbredirLife(first),
};
