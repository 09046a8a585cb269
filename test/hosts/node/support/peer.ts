// SPDX-License-Identifier: Apache-2.0
import { closeSync, constants, openSync } from "node:fs";
import { connect, type NetConnectOpts, type Socket } from "node:net";
import { ReadStream } from "node:tty";
import { onTestFinished } from "vitest";

/** The other end of a line: writes, and waits for what comes. */
export class Peer {
	readonly socket: Socket;
	#received = Buffer.alloc(0);
	#waiting: (() => void) | undefined = undefined;

	constructor(socket: Socket) {
		this.socket = socket;
		const notify = () => this.#waiting?.();
		socket.on("data", (bytes) => {
			this.#received = Buffer.concat([this.#received, bytes]);
			notify();
		});
		socket.on("close", notify);
		socket.on("error", notify);
		onTestFinished(() => void socket.destroy());
	}

	/** Resolves once connected. */
	static connect(options: NetConnectOpts): Promise<Peer> {
		return new Promise((resolve, reject) => {
			const socket = connect(options, () => resolve(new Peer(socket)));
			socket.on("error", reject);
		});
	}

	/** Opens a terminal as it is, without changing its settings. */
	static terminal(path: string): Peer {
		const fd = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
		try {
			return new Peer(new ReadStream(fd));
		} finally {
			closeSync(fd);
		}
	}

	get closed(): boolean {
		return this.socket.destroyed;
	}

	write(bytes: Uint8Array): void {
		this.socket.write(bytes);
	}

	/** The next `length` bytes; all there are if the line closes before. */
	async read(length: number): Promise<Buffer> {
		await this.#until(() => this.#received.length >= length || this.closed);
		return this.#take(length);
	}

	/** Everything up to these bytes and `more` behind them. */
	async readThrough(bytes: Buffer, more: number): Promise<Buffer> {
		const end = () => this.#received.indexOf(bytes) + bytes.length + more;
		await this.#until(() => (this.#received.includes(bytes) && this.#received.length >= end()) || this.closed);
		return this.#take(end());
	}

	/** Everything up to the end of the line. */
	async readAll(): Promise<Buffer> {
		await this.#until(() => this.closed);
		return this.#take(this.#received.length);
	}

	/** What has come and was not read. */
	get pending(): number {
		return this.#received.length;
	}

	#take(length: number): Buffer {
		const taken = this.#received.subarray(0, length);
		this.#received = this.#received.subarray(taken.length);
		return taken;
	}

	#until(ready: () => boolean): Promise<void> {
		return new Promise((resolve) => {
			this.#waiting = () => {
				if (!ready()) return;
				this.#waiting = undefined;
				resolve();
			};
			this.#waiting();
		});
	}
}
