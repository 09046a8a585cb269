// SPDX-License-Identifier: Apache-2.0
import { Outcome } from "../../../modules/binding/i2c/driver.js";
import type Bus from "./bus.js";
import { FrameKind, frameOf, FrameParser } from "./frames.js";
import type { Job, Station } from "./station.js";

/** Frames of the other side that can wait for their turn. */
const longestQueue = 256;

/** A write or read of the other side. */
interface Asked {
	readonly kind: number;
	readonly body: Uint8Array;
}

/** The rest of a bus, at the other end of a line: a kernel, or another process. */
class Remote implements Station {
	readonly segment = 0;
	readonly elsewhere = true;
	/** A kernel may take its time, and a process stand still. After so long a bus owner may recover a real bus, too (DSP0237 6.20, PT3). */
	readonly patience = 5000;
	readonly #bus: Bus;
	readonly #send: (frame: Uint8Array) => void;
	readonly #parser = new FrameParser((kind, body) => this.#take(kind, body));
	#up = false;
	/** What a controller here writes there, and whether it reads afterwards. */
	#written: number[] = [];
	#count = 0;
	/** A frame waits for its answer, which is this. */
	#asked = false;
	#answer: { outcome: Outcome; data: Uint8Array } | undefined = undefined;
	#read = 0;
	/** Frames of the other side that wait for their turn on the bus. */
	readonly #queue: Asked[] = [];
	#serving: { readonly job: Job; readonly frame: Asked } | undefined = undefined;

	constructor(bus: Bus, send: (frame: Uint8Array) => void) {
		this.#bus = bus;
		this.#send = send;
		bus.add(this);
	}

	/** The line has a peer, or has lost it. */
	link(up: boolean): void {
		this.#up = up;
		this.#parser.reset();
		this.#queue.length = 0;
		this.#serving = undefined;
		if (this.#asked) this.#settle(Outcome.noAddress);
	}

	/** Bytes of the peer; false: it makes no sense. */
	receive(bytes: Uint8Array): boolean {
		return this.#parser.add(bytes) && this.#queue.length <= longestQueue;
	}

	addressed(byte: number, count: number): boolean {
		if (!this.#up) return false;
		this.#answer = undefined;
		this.#read = 0;
		this.#count = count;
		if (byte & 1) {
			const written = this.#written.slice(1);
			this.#written = [];
			this.#ask(frameOf(FrameKind.read, [byte, count >> 8, count & 0xff], written));
		} else this.#written = [byte];
		return true;
	}

	written(byte: number): boolean {
		this.#written.push(byte);
		return true;
	}

	verdict(): Outcome | undefined {
		if (this.#count > 0) return Outcome.done;
		if (undefined === this.#answer && !this.#asked) this.#ask(frameOf(FrameKind.write, this.#written));
		return this.#answer?.outcome;
	}

	next(): number | undefined {
		const answer = this.#answer;
		if (undefined === answer) return undefined;
		return Outcome.done === answer.outcome ? (answer.data[this.#read++] ?? 0xff) : -1;
	}

	stopped(repeated: boolean): void {
		if (repeated) return;
		this.#asked = false;
		this.#written = [];
		this.#serve();
	}

	/** What the other side wants meanwhile, and has not begun, is done at once: it waits for us as we wait for it. */
	#ask(frame: Uint8Array): void {
		this.#asked = true;
		this.#send(frame);
		const serving = this.#serving;
		if (undefined === serving || FrameKind.write !== serving.frame.kind || !this.#bus.withdraw(serving.job)) return;
		this.#serving = undefined;
		this.#queue.unshift(serving.frame);
		this.#serve();
	}

	#settle(outcome: Outcome, data = new Uint8Array()): void {
		this.#asked = false;
		this.#answer = { outcome, data };
		this.#bus.resume();
		this.#serve();
	}

	#take(kind: number, body: Uint8Array): void {
		switch (kind) {
			case FrameKind.acknowledged:
			case FrameKind.data:
				if (this.#asked) this.#settle(Outcome.done, body.slice());
				break;
			case FrameKind.refused:
				if (this.#asked) this.#settle(Outcome.noAddress);
				break;
			case FrameKind.write:
			case FrameKind.read:
				this.#queue.push({ kind, body: body.slice() });
				this.#serve();
		}
	}

	/** One at a time, in their order. */
	#serve(): void {
		if (undefined !== this.#serving || 0 === this.#queue.length) return;
		const frame = this.#queue.shift()!;
		const { kind, body } = frame;
		/* Both sides began at once: on two wires one would win; here both do, because each waits for the other. What is for others waits. */
		if (this.#asked && FrameKind.write === kind) {
			if (!this.#deliver(body)) this.#queue.unshift(frame);
			return;
		}
		const reads = FrameKind.read === kind;
		const count = reads ? (body[1] << 8) | body[2] : 0;
		const written = reads ? (body.length > 3 ? Uint8Array.of(body[0] & 0xfe, ...body.subarray(3)) : new Uint8Array()) : body;
		const job: Job = {
			station: this,
			bytes: written,
			address: body[0] >> 1,
			count,
			ended: (outcome, data) => {
				if (job !== this.#serving?.job) return;
				this.#serving = undefined;
				if (Outcome.arbitrationLost === outcome) this.#queue.unshift(frame);
				else if (Outcome.done !== outcome) this.#send(frameOf(FrameKind.refused));
				else this.#send(reads ? frameOf(FrameKind.data, data) : frameOf(FrameKind.acknowledged));
				this.#serve();
			},
		};
		this.#serving = { job, frame };
		this.#bus.request(job);
	}

	/** To a station of this process; false: there is none, but others may have one. */
	#deliver(body: Uint8Array): boolean {
		const others = this.#bus.within(this).filter((station) => station !== this);
		const targets = others.filter((station) => !station.elsewhere && station.addressed(body[0], 0));
		if (0 === targets.length && others.some((station) => station.elsewhere)) return false;
		for (const target of targets) {
			for (let at = 1; at < body.length; at++) target.written(body[at]);
			target.stopped(false);
		}
		this.#send(frameOf(targets.length > 0 ? FrameKind.acknowledged : FrameKind.refused));
		this.#serve();
		return true;
	}
}

export default Remote;
