// SPDX-License-Identifier: Apache-2.0
import { writeSync } from "node:fs";
import type { Socket } from "node:net";
import type { Line, LineEvents } from "./line.js";
import openRaw, { type RawTerminal } from "./raw.js";

/** What `open` of node-pty returns; the package declares no type for it. */
interface Pty {
	readonly fd: number;
	readonly ptsName: string;
	readonly master: Socket;
	readonly slave: Socket;
}

/** Milliseconds between attempts to write into a full pseudo terminal. */
const retry = 5;

/**
 * A pseudo terminal for a peer to open. Like a UART it does not tell whether anybody is there: what is written while
 * nobody reads waits in the system, about 20 KB. When that has been full for some seconds, all of it is thrown away.
 *
 * This side keeps the peer's end open too, or else reading would fail whenever the peer closes it. Bytes are not written
 * by the stream, because Node writes to this kind of file without ever giving way to anything else.
 */
class PtyLine implements Line {
	readonly target = { kind: "pty" } as const;
	#pty: Pty | undefined = undefined;
	#peerEnd: RawTerminal | undefined = undefined;
	#events: LineEvents | undefined = undefined;
	#timer: NodeJS.Timeout | undefined = undefined;
	readonly #patience: number;

	/** `patience`: milliseconds after which nobody is thought to read; as long as an answer may wait. */
	constructor(patience = 6000) {
		this.#patience = patience;
	}

	get place(): string {
		return this.#pty?.ptsName ?? "pty";
	}

	async open(events: LineEvents): Promise<void> {
		const pty = await openPty();
		this.#pty = pty;
		this.#events = events;
		pty.slave.pause();
		this.#peerEnd = await openRaw(pty.ptsName, 115200);
		pty.slave.destroy();
		pty.master.on("error", (error) => events.down(error.message));
		pty.master.on("data", (bytes) => events.data(bytes));
		events.up("whoever opens it");
	}

	write(bytes: Uint8Array): void {
		this.#write(bytes, performance.now());
	}

	pause(): void {
		this.#pty?.master.pause();
	}

	resume(): void {
		this.#pty?.master.resume();
	}

	/** Whoever has the terminal open stays there: what it has not read is thrown away. */
	drop(reason: string): void {
		void this.#discard(reason);
	}

	async close(): Promise<void> {
		clearTimeout(this.#timer);
		const pty = this.#pty;
		if (undefined === pty) return;
		this.#pty = undefined;
		pty.master.removeAllListeners("data");
		const closed = new Promise((resolve) => pty.master.once("close", resolve));
		pty.master.destroy();
		await Promise.all([closed, this.#peerEnd?.close()]);
	}

	/** `since` is when the last byte was taken. */
	#write(bytes: Uint8Array, since: number): void {
		try {
			const count = writeSync(this.#pty!.fd, bytes);
			if (count === bytes.length) this.#events!.written();
			else this.#later(bytes.subarray(count), performance.now());
		} catch (error) {
			if ("EAGAIN" !== (error as NodeJS.ErrnoException).code) this.#events!.down((error as Error).message);
			else if (performance.now() - since < this.#patience) this.#later(bytes, since);
			else void this.#discard("nobody reads");
		}
	}

	#later(bytes: Uint8Array, since: number): void {
		this.#timer = setTimeout(() => this.#write(bytes, since), retry);
	}

	async #discard(reason: string): Promise<void> {
		clearTimeout(this.#timer);
		this.resume();
		this.#events!.down(reason);
		await this.#peerEnd!.flush().catch(() => {}); /* closed in the meantime */
		if (undefined !== this.#pty) this.#events!.up("whoever opens it");
	}
}

async function openPty(): Promise<Pty> {
	try {
		const { open } = (await import("@lydell/node-pty")) as unknown as { open(options: { encoding: null }): Pty };
		return open({ encoding: null });
	} catch (error) {
		throw new Error(`cannot open a pseudo terminal: ${(error as Error).message}`, { cause: error });
	}
}

export default PtyLine;
