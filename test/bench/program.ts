// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";

/** A Node program in a process of its own. */
class Program {
	readonly #process: ChildProcess;
	readonly #closed: Promise<unknown>;
	#output = "";
	#waiting: () => void = () => {};

	constructor(...command: string[]) {
		this.#process = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
		this.#process.stdout!.setEncoding("utf8").on("data", (text) => {
			this.#output += text;
			this.#waiting();
		});
		this.#closed = new Promise((resolve) => this.#process.on("close", resolve));
		void this.#closed.then(() => this.#waiting());
	}

	/** Resolves once the program has written `text`. */
	async until(text: string): Promise<void> {
		while (!this.#output.includes(text)) {
			if (null !== this.#process.exitCode) throw new Error(`the program ended without "${text}"`);
			await new Promise<void>((resolve) => (this.#waiting = resolve));
		}
	}

	/** Resolves to all that it wrote, once it has ended. */
	async output(): Promise<string> {
		await this.#closed;
		return this.#output;
	}

	async end(): Promise<void> {
		this.#process.kill("SIGTERM");
		await this.#closed;
	}
}

export default Program;
