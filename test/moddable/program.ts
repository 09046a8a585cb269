// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";

/** A program that runs, and what it has written. */
class Program {
	output = "";
	readonly #process: ChildProcess;
	readonly #ended: Promise<unknown>;
	#waiting: (() => void)[] = [];

	constructor(command: string, options: readonly string[], environment: NodeJS.ProcessEnv = {}) {
		this.#process = spawn(command, options, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } });
		const wake = () => this.#waiting.splice(0).forEach((waiting) => waiting());
		for (const stream of [this.#process.stdout!, this.#process.stderr!])
			stream.setEncoding("utf8").on("data", (text) => {
				this.output += text;
				wake();
			});
		this.#ended = new Promise((resolve) =>
			this.#process.on("close", (status) => {
				resolve(status);
				wake();
			}),
		);
	}

	get status(): number | null {
		return this.#process.exitCode;
	}

	/** Resolves once something like it has been written, from `position` of the output on. */
	async until(pattern: RegExp, position = 0): Promise<RegExpExecArray> {
		for (;;) {
			const found = pattern.exec(this.output.slice(position));
			if (null !== found) return found;
			const { exitCode, signalCode } = this.#process;
			if (null !== (exitCode ?? signalCode)) throw new Error(`ended (${exitCode ?? signalCode}) without ${pattern}:\n${this.output}`);
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		}
	}

	/** Where a port of the firmware listens, in its latest run. */
	async target(port: string): Promise<string> {
		const line = new RegExp(`^${port} listens on (tcp:\\S+)$`, "gm");
		await this.until(new RegExp(line, "m"));
		return [...this.output.matchAll(line)].at(-1)![1];
	}

	/** Ends it, at once. */
	async end(): Promise<void> {
		this.#process.kill("SIGKILL");
		await this.#ended;
	}
}

export default Program;
