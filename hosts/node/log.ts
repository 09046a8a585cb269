// SPDX-License-Identifier: Apache-2.0
import type { WriteStream } from "node:tty";
import picocolors from "picocolors";

/** From the fewest messages to the most. */
export const logLevels = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

const { createColors } = picocolors;

/** Colours where they are seen: on a terminal, unless NO_COLOR is set. */
export function colorsFor(stream: NodeJS.WritableStream): ReturnType<typeof createColors> {
	return createColors(true === (stream as WriteStream).isTTY && !process.env.NO_COLOR);
}

/** Messages for the person who runs the program, one a line. */
class Log {
	/** Whether debug messages are wanted: asked before one is made on a packet's way. */
	readonly debugging: boolean;
	readonly #stream: NodeJS.WritableStream;
	readonly #most: number;
	readonly #mark: Record<LogLevel, string>;

	constructor(level: LogLevel, stream: NodeJS.WritableStream = process.stderr) {
		this.#most = logLevels.indexOf(level);
		this.debugging = "debug" === level;
		this.#stream = stream;
		const { red, yellow, green, dim } = colorsFor(stream);
		this.#mark = { error: red("error"), warn: yellow("warn "), info: green("info "), debug: dim("debug") };
	}

	error(message: string): void {
		this.#write("error", message);
	}

	warn(message: string): void {
		this.#write("warn", message);
	}

	info(message: string): void {
		this.#write("info", message);
	}

	debug(message: string): void {
		this.#write("debug", message);
	}

	#write(level: LogLevel, message: string): void {
		if (logLevels.indexOf(level) > this.#most) return;
		this.#stream.write(`${new Date().toISOString().slice(11, 23)} ${this.#mark[level]} ${message}\n`);
	}
}

export default Log;
