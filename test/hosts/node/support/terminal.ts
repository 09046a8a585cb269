// SPDX-License-Identifier: Apache-2.0
import { spawn, type IPty } from "@lydell/node-pty";
import { onTestFinished } from "vitest";

/** Escape sequences with a number, ends of lines, text. */
const escape = "\\u001b";
const pieces = new RegExp(`${escape}\\[(\\d*)([A-Za-z])|\\r|\\n|[^${escape}\\r\\n]+`, "g");

/** A program on a terminal of its own, and what a person sees there. */
class Terminal {
	/** All that was written, with its colours. */
	written = "";
	readonly status: Promise<number>;
	readonly #pty: IPty;
	#waiting: (() => void)[] = [];

	constructor(size: { rows: number; cols: number }, program: string, ...options: string[]) {
		const env = { ...process.env, TERM: "xterm-256color" };
		delete (env as NodeJS.ProcessEnv).NO_COLOR;
		this.#pty = spawn(process.execPath, [program, ...options], { ...size, env });
		const wake = () => this.#waiting.splice(0).forEach((waiting) => waiting());
		this.#pty.onData((text) => {
			this.written += text;
			wake();
		});
		this.status = new Promise((resolve) => this.#pty.onExit(({ exitCode }) => resolve(exitCode)));
		void this.status.then(wake);
		onTestFinished(() => this.#pty.kill("SIGKILL"));
	}

	/** The lines on the screen: the cursor goes up and what is below it is erased; colours do not show. */
	get screen(): readonly string[] {
		const lines = [""];
		let row = 0;
		for (const [part, count, command] of this.written.matchAll(pieces)) {
			if ("\n" === part) lines[++row] ??= "";
			else if ("A" === command) row -= Number(count || 1);
			else if ("J" === command) lines.splice(row, Infinity, "");
			else if (undefined === command && "\r" !== part) lines[row] += part;
		}
		return lines;
	}

	/** Resolves once the screen shows what is wanted. */
	async until(isShown: (screen: string) => boolean): Promise<void> {
		while (!isShown(this.screen.join("\n"))) await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}

	interrupt(): void {
		this.#pty.kill("SIGINT");
	}
}

export default Terminal;
