// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { join } from "node:path";

export interface Result {
	/** Exit status of the command line. */
	status: number;
	/** What it printed, standard error included, without the last line end. */
	output: string;
}

/** Time limits in milliseconds. A healthy guest boots in a second or two; these only end what hangs. */
const LIMIT = { boot: 120_000, command: 120_000, stop: 30_000 };

/** A Linux guest: a shell that takes one command line at a time. */
export class Guest {
	#process: ChildProcess;
	#console = "";
	/** What the program itself says, apart from the guest's console. */
	#errors = "";
	/** Up to here the console has been read. */
	#read = 0;
	#changed = () => {};

	/** Boots what a script in scripts/ starts. It takes over sockets as its descriptors from 3 on; they are closed here. */
	static async boot(script: string, parameters: readonly string[], lines: readonly Socket[] = []): Promise<Guest> {
		const guest = new Guest(script, parameters, lines);
		try {
			await guest.#until(/@@INIT\n/g, LIMIT.boot, "the guest to boot");
		} catch (error) {
			await guest.stop();
			throw new Error(`${(error as Error).message}\n--- guest\n${guest.log}`, { cause: error });
		}
		return guest;
	}
	constructor(script: string, parameters: readonly string[], lines: readonly Socket[]) {
		this.#process = spawn(join(import.meta.dirname, "scripts", script), parameters, {
			stdio: ["pipe", "pipe", "pipe", ...lines],
			detached: true, // a process group of its own: the kernel's helper processes end with it
		});
		for (const line of lines) line.destroy();
		this.#process.stdout!.setEncoding("latin1").on("data", (text: string) => {
			this.#console += text;
			this.#changed();
		});
		const complain = (text: string) => (this.#errors += text);
		this.#process.stderr!.setEncoding("latin1").on("data", complain);
		this.#process.stdin!.on("error", () => {}); // the guest has ended: told by "close"
		this.#process.on("error", (error) => complain(`${error.message}\n`));
		this.#process.on("close", () => this.#changed());
		process.once("exit", this.#kill);
	}
	/** Everything the guest has said. */
	get log(): string {
		return `${this.#console}${this.#errors}`;
	}
	/** Runs one command line in the guest's shell; functions and variables stay for the next one. */
	async run(line: string, { limit = LIMIT.command } = {}): Promise<Result> {
		this.#console += `$ ${line}\n`;
		const start = (this.#read = this.#console.length);
		this.#process.stdin!.write(`${line}\n`);
		const end = await this.#until(/@@RC=(\d+)\n/g, limit, `the guest to run: ${line}`);
		return { status: Number(end[1]), output: this.#console.slice(start, end.index).replace(/\n$/, "") };
	}
	/** The same, and what it printed. Throws where the exit status is not 0. */
	async output(line: string, options?: { limit?: number }): Promise<string> {
		const { status, output } = await this.run(line, options);
		if (0 !== status) throw new Error(`exit status ${status} of ${line}: ${output}`);
		return output;
	}
	/** Starts the guest's machine anew; its wires stay connected. */
	async reboot(): Promise<void> {
		this.#process.stdin!.write("reboot -f\n");
		await this.#until(/@@INIT\n/g, LIMIT.boot, "the guest to boot again");
	}
	async stop(): Promise<void> {
		this.#kill();
		await this.#wait(() => this.#ended, LIMIT.stop);
		process.off("exit", this.#kill);
	}

	#kill = () => {
		if (undefined === this.#process.pid) return;
		try {
			process.kill(-this.#process.pid, "SIGKILL");
		} catch {
			// all of the group have ended
		}
	};
	get #ended(): boolean {
		return null !== this.#process.exitCode || null !== this.#process.signalCode || undefined === this.#process.pid;
	}
	async #until(pattern: RegExp, limit: number, what: string): Promise<RegExpExecArray> {
		let found: RegExpExecArray | null = null;
		await this.#wait(() => {
			pattern.lastIndex = this.#read;
			found = pattern.exec(this.#console);
			return null !== found || this.#ended;
		}, limit);
		if (null === found) {
			const why = this.#ended ? "it ended" : `time limit of ${limit / 1000} s`;
			this.#kill(); // out of step now; what comes after must not wait as well
			throw new Error(`waited for ${what}: ${why}`);
		}
		this.#read = pattern.lastIndex;
		return found;
	}
	/** Waits until the condition holds, checked whenever the guest says something, or the time is over. */
	async #wait(condition: () => boolean, limit: number): Promise<void> {
		if (condition()) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, limit);
			this.#changed = () => {
				if (!condition()) return;
				clearTimeout(timer);
				resolve();
			};
		});
		this.#changed = () => {};
	}
}
