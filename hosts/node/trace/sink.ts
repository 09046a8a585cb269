// SPDX-License-Identifier: Apache-2.0
import { constants, createWriteStream, fstatSync, openSync, statSync } from "node:fs";
import { Socket } from "node:net";
import { PassThrough, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { isatty } from "node:tty";

const { O_WRONLY, O_NONBLOCK } = constants;
const standardOutput = 1;

/** Bytes that may wait for a slow reader. */
const limit = 0x400000;
/** Milliseconds between looks for the reader of a named pipe. */
const retry = 100;
/** Milliseconds that the last bytes may take. */
const patience = 1000;

/** Opens what takes the bytes; where that has to wait, until the signal says that it is no longer wanted. */
type Opener = (signal: AbortSignal) => Promise<Writable>;

/**
 * Where a trace goes: a file, which is overwritten, a named pipe, or "-", standard output. What is written leaves at
 * once, so that others can follow it. Nobody waits for a slow reader: what no longer fits is refused.
 */
class Sink {
	readonly #buffer = new PassThrough({ highWaterMark: limit });
	readonly #stop = new AbortController();
	readonly #done: Promise<void>;

	/** Throws if it cannot be opened. `failed` is told, once, why nothing more can be written. */
	constructor(path: string, failed: (error: Error) => void) {
		this.#done = this.#run(openerOf(path)).catch((error: Error) => {
			if (!this.#stop.signal.aborted) failed(error);
		});
	}

	/** False: too much waits already. */
	write(bytes: Uint8Array): boolean {
		const buffer = this.#buffer;
		if (!buffer.writable || buffer.readableLength + buffer.writableLength + bytes.length > limit) return false;
		buffer.write(bytes);
		return true;
	}

	/** Resolves when the last byte has left; gives up on a reader who does not read. */
	async close(): Promise<void> {
		this.#buffer.end();
		const timer = setTimeout(() => this.#stop.abort(), patience);
		await this.#done;
		clearTimeout(timer);
	}

	async #run(opener: Opener): Promise<void> {
		const { signal } = this.#stop;
		try {
			await pipeline(this.#buffer, await opener(signal), { signal });
		} finally {
			this.#buffer.destroy();
		}
	}
}

function openerOf(path: string): Opener {
	if ("-" === path) return outputOpener();
	if (statSync(path, { throwIfNoEntry: false })?.isFIFO()) return pipeOpener(path);
	const fd = openSync(path, "w");
	return async () => createWriteStream("", { fd });
}

/** Not the stream of `process`, which would wait for a slow reader and stop everything else. */
function outputOpener(): Opener {
	if (isatty(standardOutput))
		throw new Error("standard output is a terminal: send it to a file or to a program, such as wireshark -k -i -");
	const stream = fstatSync(standardOutput).isFile()
		? createWriteStream("", { fd: standardOutput })
		: new Socket({ fd: standardOutput, readable: false });
	return async () => stream;
}

/** Opening a named pipe succeeds once somebody reads it. */
function pipeOpener(path: string): Opener {
	return async (signal) => {
		for (;;) {
			try {
				return new Socket({ fd: openSync(path, O_WRONLY | O_NONBLOCK), readable: false });
			} catch (error) {
				if ("ENXIO" !== (error as NodeJS.ErrnoException).code) throw error;
			}
			await delay(retry, undefined, { signal });
		}
	};
}

export default Sink;
