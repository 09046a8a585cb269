// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import { built } from "./command.js";

/** Milliseconds; these only end what hangs. */
const limit = { text: 60_000, stop: 30_000 };

/** One more process of mctp-xs at the socket of the device's bus. */
export class Station {
	/** All that it has said. */
	log = "";
	readonly #process: ChildProcess;
	readonly #exit: Promise<number | string>;
	#heard = () => {};

	constructor(...options: string[]) {
		this.#process = spawn(process.execPath, [built, ...options], { stdio: ["ignore", "pipe", "pipe"] });
		const hear = (text: string) => {
			this.log += text;
			this.#heard();
		};
		this.#process.stdout!.setEncoding("utf8").on("data", hear);
		this.#process.stderr!.setEncoding("utf8").on("data", hear);
		this.#exit = new Promise((resolve) => this.#process.on("exit", (status, signal) => resolve(status ?? signal!)));
		process.once("exit", this.#kill);
	}
	/** Waits until it has said this, now or before. */
	async until(text: string): Promise<void> {
		if (this.log.includes(text)) return;
		await new Promise<void>((resolve, reject) => {
			const timer = setTimeout(() => reject(new Error(`no "${text}" from a station: ${this.log}`)), limit.text);
			this.#heard = () => {
				if (!this.log.includes(text)) return;
				clearTimeout(timer);
				this.#heard = () => {};
				resolve();
			};
		});
	}
	/** Sends the signal and waits for the end. The result is the exit status, or the signal that ended it. */
	async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | string> {
		this.#process.kill(signal);
		const timer = setTimeout(this.#kill, limit.stop);
		const result = await this.#exit;
		clearTimeout(timer);
		process.off("exit", this.#kill);
		return result;
	}

	#kill = () => void this.#process.kill("SIGKILL");
}
