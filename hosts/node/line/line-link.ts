// SPDX-License-Identifier: Apache-2.0
import type { Packets } from "../../../modules/mctp/packets.js";
import clock from "../clock.js";
import type { Link, LinkOptions, TransportName } from "../link.js";
import type Log from "../log.js";
import type Loop from "../loop.js";
import type { Line, LineEvents } from "./line.js";

/** What all links over a line have in common: the time with a peer, writing when the line can take it, words for the person. */
abstract class LineLink implements Link, LineEvents {
	abstract readonly transport: TransportName;
	readonly name: string;
	readonly line: Line;
	protected readonly packets: Packets;
	protected readonly loop: Loop;
	protected readonly port: number;
	protected readonly log: Log;
	readonly #batch: Uint8Array;
	#up = false;
	#writing = false;
	#noticed = "";

	/** `batchSize`: bytes written at a time; many packets, so that a long message needs few system calls. */
	constructor({ name, line, packets, loop, port, log }: LinkOptions, batchSize: number) {
		this.#batch = new Uint8Array(batchSize);
		this.name = name;
		this.line = line;
		this.packets = packets;
		this.loop = loop;
		this.port = port;
		this.log = log;
		loop.add(this);
	}

	/** A peer is there, and nothing has passed yet. */
	protected abstract begin(now: number): void;
	/** The peer is gone. */
	protected abstract end(now: number): void;
	/** Takes bytes of the peer, which are valid during the call. */
	protected abstract take(bytes: Uint8Array, now: number): void;
	/** Fills `batch` with bytes for the peer; returns how many. */
	protected abstract fill(batch: Uint8Array, now: number): number;
	/** The line has taken what was filled. */
	protected abstract sent(now: number): void;

	open(): Promise<void> {
		return this.line.open(this);
	}

	async close(): Promise<void> {
		this.#lose();
		await this.line.close();
	}

	/** Writes what is ready, once the line has taken what was before. */
	pump(now: number): void {
		if (!this.#up || this.#writing) return;
		const length = this.fill(this.#batch, now);
		if (0 === length || !this.#up) return;
		this.#writing = true;
		this.line.write(this.#batch.subarray(0, length));
	}

	written(): void {
		this.#writing = false;
		this.sent(clock());
		this.loop.wake();
	}

	data(bytes: Uint8Array): void {
		if (!this.#up) return;
		this.take(bytes, clock());
		this.loop.wake();
	}

	up(peer: string): void {
		this.#up = true;
		this.#noticed = "";
		this.log.info(`${this.name}: up: ${peer}`);
		this.begin(clock());
		this.loop.wake();
	}

	/** The next peer may be another one: nothing of this one stays. */
	down(reason: string): void {
		this.#lose();
		this.log.info(`${this.name}: down: ${reason}`);
	}

	/** Once, however often it is said. */
	notice(message: string): void {
		if (message === this.#noticed) return;
		this.#noticed = message;
		this.log.warn(`${this.name}: ${message}`);
	}

	#lose(): void {
		this.#up = this.#writing = false;
		this.end(clock());
	}
}

export default LineLink;
