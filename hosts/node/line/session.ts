// SPDX-License-Identifier: Apache-2.0
import type { Socket } from "node:net";
import type { LineEvents } from "./line.js";

/** Milliseconds of quiet after which a socket is closed whose peer sends no more but may still read. */
const linger = 200;

/** The time with one peer, over a socket or a terminal: from `up` to `down`. */
class Session {
	readonly #stream: Socket;
	readonly #events: LineEvents;
	readonly #closed: () => void;
	#open = true;
	#reason = "closed by the peer";

	/** `closed` is called after the peer was reported down. */
	constructor(stream: Socket, peer: string, events: LineEvents, closed: () => void) {
		this.#stream = stream;
		this.#events = events;
		this.#closed = closed;
		stream.on("data", (bytes) => {
			if (this.#open) events.data(bytes);
		});
		stream.on("end", () => this.#linger());
		stream.on("error", (error) => (this.#reason = error.message));
		stream.on("close", () => this.#end());
		events.up(peer);
	}

	/** Whether the peer has said that nothing more will come from it. */
	get ended(): boolean {
		return this.#stream.readableEnded;
	}

	/** `written` follows, or `down`: a stream whose writing fails closes. */
	write(bytes: Uint8Array): void {
		this.#stream.write(bytes, (error) => {
			if (!error && this.#open) this.#events.written();
		});
	}

	/** No more `data`, until `resume`. */
	pause(): void {
		this.#stream.pause();
	}

	resume(): void {
		this.#stream.resume();
	}

	/** Ends the session at once, without waiting for what the peer may still read. */
	abandon(reason = this.#reason): void {
		this.#reason = reason;
		this.#end();
		this.#stream.destroy();
	}

	/** Ends the session from this side; nobody is told. */
	close(): Promise<void> {
		this.#open = false;
		if (this.#stream.closed) return Promise.resolve();
		return new Promise((resolve) => {
			this.#stream.once("close", () => resolve());
			this.#stream.destroy();
		});
	}

	/** The time-out of a socket keeps no program running: one with nothing else to do would not live to dial again. */
	#linger(): void {
		const stay = setInterval(() => {}, linger);
		this.#stream.once("close", () => clearInterval(stay));
		this.#stream.setTimeout(linger, () => this.#stream.destroy());
	}

	#end(): void {
		if (!this.#open) return;
		this.#open = false;
		this.#events.down(this.#reason);
		this.#closed();
	}
}

export default Session;
