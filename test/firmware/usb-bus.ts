// SPDX-License-Identifier: Apache-2.0
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** Messages on a line to a model: hosts/stm32f405/model/otg-fs-wire.h. */
const Bus = { connected: 0x00, reset: 0x01, suspend: 0x02, setup: 0x10, out: 0x11, in: 0x12, ready: 0x80 } as const;
const Handshake = { none: 0, ack: 1, nak: 2, stall: 3 } as const;

/** What a device under test does not do when it is asked to. */
export class BusError extends Error {}
/** The device answers with STALL. */
export class Stalled extends Error {}

const packetSize = 64;
const address = 5;
/** Milliseconds that an endpoint may take to have something else to say than NAK; USB 2.0 9.2.6.4 gives requests 500. */
const controlLimit = 60_000;
/** Milliseconds that a device has to be connected before it is reset, and that it has after that (USB 2.0 7.1.7). */
const debounce = 100;
const recovery = 10;

/** A USB host at the other end of a line to a model of a device's hardware: tokens, and transfers made of them. */
export default class UsbBus {
	readonly #line: Duplex;
	#rest = Buffer.alloc(0);
	/** Who waits for an answer, by its first byte, which is that of the question. */
	#answer: { readonly to: number; readonly take: (message: Buffer) => void } | undefined = undefined;
	#last: Promise<unknown> = Promise.resolve();
	/** Those who wait until an endpoint is ready: `o` or `i`, and its number. */
	readonly #waiting = new Map<string, () => void>();
	/** Endpoints that are ready and were not waited for: the line tells so right behind NAK. */
	readonly #early = new Set<string>();
	#address = 0;
	#toggles = { out: 0, in: 0 };
	/** Another one: whoever waits gives up. */
	#session = 0;
	connected = false;

	constructor(line: Duplex) {
		this.#line = line;
		line.on("data", (bytes: Buffer) => this.#take(bytes));
	}

	/** Until the device has connected to the bus, and stays: a core that starts connects for a moment (USB 2.0 7.1.7.3). */
	async attached(limit = 40_000): Promise<void> {
		const end = Date.now() + limit;
		for (let times = 0; times < 2; await sleep(debounce)) {
			times = (await this.#isConnected()) ? times + 1 : 0;
			if (Date.now() > end) throw new BusError("the device does not connect");
		}
	}

	async #isConnected(): Promise<boolean> {
		const answer = await Promise.race([this.#ask([Bus.connected]), sleep(500)]);
		if (undefined === answer) this.#message(Buffer.from([Bus.connected, 0])); // whoever starts does not hear yet
		return 0 !== (answer?.[1] ?? 0);
	}

	/** Resets the bus and gives the device its address. */
	async reset(): Promise<void> {
		this.#abandon();
		await this.#ask([Bus.reset, 1]);
		await this.#ask([Bus.reset, 0]);
		await sleep(recovery);
		this.#address = 0;
		await this.control(Buffer.from([0x00, 0x05, address, 0, 0, 0, 0, 0]));
		this.#address = address;
	}

	async suspend(on: boolean): Promise<void> {
		await this.#ask([Bus.suspend, on ? 1 : 0]);
	}

	/** A request without OUT data; throws Stalled. */
	async control(setup: Buffer): Promise<Buffer> {
		const [handshake] = (await this.#ask([Bus.setup, this.#address, ...setup])).subarray(1);
		if (Handshake.ack !== handshake) throw new BusError("no answer to SETUP");
		const length = setup.readUInt16LE(6);
		const data: Buffer[] = [];
		let count = 0;
		if (0 !== (setup[0] & 0x80) && length > 0) {
			for (let toggle = 1; ; toggle ^= 1) {
				const packet = await this.#in(0, toggle, controlLimit);
				data.push(packet);
				count += packet.length;
				if (packet.length < packetSize || count >= length) break;
			}
			await this.#out(0, 1, Buffer.alloc(0), controlLimit);
		} else await this.#in(0, 1, controlLimit);
		if (0x00 === setup[0] && 0x09 === setup[1]) this.#toggles = { out: 0, in: 0 };
		if (0x02 === setup[0] && 0x01 === setup[1]) this.#toggles[0x81 === setup[4] ? "in" : "out"] = 0;
		return Buffer.concat(data);
	}

	/** A transfer to the bulk endpoint, as it is: what fills its last packet has no empty one behind it. */
	async send(bytes: Buffer): Promise<void> {
		for (let at = 0; 0 === at || at < bytes.length; at += packetSize) {
			await this.#out(1, this.#toggles.out, bytes.subarray(at, at + packetSize));
			this.#toggles.out ^= 1;
		}
	}

	/** A transfer from the bulk endpoint, of at most `most` bytes; undefined: `given` up before anything came. */
	async receive(most: number, given?: AbortSignal): Promise<Buffer | undefined> {
		const data: Buffer[] = [];
		for (let count = 0; count < most; count += data.at(-1)!.length) {
			const packet = await this.#in(1, this.#toggles.in, undefined, 0 === count ? given : undefined);
			this.#toggles.in ^= 1;
			data.push(packet);
			if (packet.length < packetSize) break;
		}
		return Buffer.concat(data);
	}

	async #in(endpoint: number, toggle: number, limit?: number, given?: AbortSignal): Promise<Buffer> {
		for (const session = this.#session; ; await this.#ready(`i${endpoint}`, session, limit, given)) {
			this.#early.delete(`i${endpoint}`);
			const [, handshake, got, ...bytes] = await this.#ask([Bus.in, this.#address, endpoint]);
			if (Handshake.nak === handshake) continue;
			if (Handshake.stall === handshake) throw new Stalled();
			if (Handshake.ack !== handshake) throw new BusError(`no answer to IN on endpoint ${endpoint}`);
			if (got !== toggle) throw new BusError(`endpoint ${endpoint} sends DATA${got}, DATA${toggle} is wanted`);
			return Buffer.from(bytes);
		}
	}

	async #out(endpoint: number, toggle: number, bytes: Buffer, limit?: number): Promise<void> {
		for (const session = this.#session; ; await this.#ready(`o${endpoint}`, session, limit)) {
			this.#early.delete(`o${endpoint}`);
			const [, handshake] = await this.#ask([Bus.out, this.#address, endpoint, toggle, ...bytes]);
			if (Handshake.nak === handshake) continue;
			if (Handshake.stall === handshake) throw new Stalled();
			if (Handshake.ack !== handshake) throw new BusError(`no answer to OUT on endpoint ${endpoint}`);
			return;
		}
	}

	/** Until the model tells that the endpoint does not answer NAK any more. */
	#ready(key: string, session: number, limit?: number, given?: AbortSignal): Promise<void> {
		if (this.#early.delete(key)) return Promise.resolve();
		return new Promise((resolve, reject) => {
			const timer = undefined === limit ? undefined : setTimeout(() => done(`NAK for ${limit} ms: ${key}`), limit);
			const done = (why = session === this.#session ? "" : "the bus was reset") => {
				clearTimeout(timer);
				this.#waiting.delete(key);
				given?.removeEventListener("abort", give);
				if (why) reject(new BusError(why));
				else resolve();
			};
			const give = () => done("given up");
			if (given?.aborted) return give();
			given?.addEventListener("abort", give);
			this.#waiting.set(key, () => done());
		});
	}

	#isReady(key: string): void {
		const done = this.#waiting.get(key);
		if (done) done();
		else this.#early.add(key);
	}

	#abandon(): void {
		this.#early.clear();
		this.#session++;
		for (const done of [...this.#waiting.values()]) done();
	}

	/** One message at a time, each with its answer. */
	#ask(message: readonly number[]): Promise<Buffer> {
		const answer = this.#last.then(
			() =>
				new Promise<Buffer>((resolve) => {
					this.#answer = { to: message[0], take: resolve };
					this.#line.write(Buffer.from([message.length >> 8, message.length & 0xff, ...message]));
				}),
		);
		this.#last = answer;
		return answer;
	}

	#take(bytes: Buffer): void {
		this.#rest = Buffer.concat([this.#rest, bytes]);
		while (this.#rest.length >= 2 && this.#rest.length >= 2 + this.#rest.readUInt16BE(0)) {
			const end = 2 + this.#rest.readUInt16BE(0);
			const message = this.#rest.subarray(2, end);
			this.#rest = this.#rest.subarray(end);
			this.#message(message);
		}
	}

	#message(message: Buffer): void {
		if (Bus.ready === message[0]) {
			for (let endpoint = 0; endpoint < 4; endpoint++) {
				if (message[1] & (1 << endpoint)) this.#isReady(`o${endpoint}`);
				if (message[2] & (1 << endpoint)) this.#isReady(`i${endpoint}`);
			}
			return;
		}
		if (Bus.connected === message[0]) this.connected = 0 !== message[1];
		if (message[0] !== this.#answer?.to) return; // unasked, or late
		const { take } = this.#answer;
		this.#answer = undefined;
		take(message);
	}
}
