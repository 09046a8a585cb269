// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import { onTestFinished } from "vitest";

/** A run of a bundled program. */
class Run {
	output = "";
	errors = "";
	readonly process: ChildProcess;
	readonly status: Promise<number | string>;
	#waiting: (() => void)[] = [];
	/** With all that it has written. */
	#ended = false;

	constructor(program: string, ...options: string[]) {
		this.process = spawn(process.execPath, [program, ...options], {
			stdio: ["pipe", "pipe", "pipe"],
			env: { ...process.env, NO_COLOR: "" },
		});
		const wake = () => this.#waiting.splice(0).forEach((waiting) => waiting());
		this.process.stdin!.on("error", () => {}); // it may end before it has read all
		this.process.stdout!.setEncoding("utf8").on("data", (text) => {
			this.output += text;
			wake();
		});
		this.process.stderr!.setEncoding("utf8").on("data", (text) => {
			this.errors += text;
			wake();
		});
		this.status = new Promise((resolve) =>
			this.process.on("close", (status, signal) => {
				this.#ended = true;
				resolve(status ?? signal!);
				wake();
			}),
		);
		onTestFinished(() => void this.process.kill("SIGKILL"));
	}

	/** Resolves once the text has been written to standard output. */
	until(text: string): Promise<void> {
		return this.#until(text, () => this.output);
	}

	/** Resolves once the text has been written to standard error. */
	untilError(text: string): Promise<void> {
		return this.#until(text, () => this.errors);
	}

	async #until(text: string, written: () => string): Promise<void> {
		while (!written().includes(text)) {
			if (this.#ended) throw new Error(`ended without "${text}":\n${this.output}${this.errors}`);
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		}
	}
}

export default Run;
