// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { built, deviceCommand, socketOf, wireNames, type Wire, type Wires } from "./command.js";

/** Time limits in milliseconds; these only end what hangs. */
const LIMIT = { start: 60_000, stop: 30_000 };

/** The device under test: a process with its wires on UNIX sockets in a folder. It can be started again when it has ended. */
export class Device {
	readonly wires: Wires;
	readonly #folder: string;
	#process: ChildProcess | undefined = undefined;
	#exit: Promise<number | string> = Promise.resolve(0);
	#log = "";

	constructor(wires: Wires, folder: string) {
		this.wires = wires;
		this.#folder = folder;
	}
	/** Everything the device has said. */
	get log(): string {
		return this.#log;
	}
	/** The path of a wire's socket. */
	socket(wire: Wire): string {
		return socketOf(wire, this.#folder);
	}
	/** Until it listens, where it shall. */
	async start(): Promise<void> {
		if (undefined === process.env.MCTP_DEVICE && !existsSync(built)) throw new Error(`${built} is not built: run npm run build`);
		const device = spawn("sh", ["-c", deviceCommand(this.wires, this.#folder)], { stdio: ["ignore", "pipe", "pipe"] });
		const hear = (text: string) => {
			this.#log += text;
		};
		device.stdout.setEncoding("utf8").on("data", hear);
		device.stderr.setEncoding("utf8").on("data", hear);
		this.#process = device;
		this.#exit = new Promise((resolve) => device.on("exit", (status, signal) => resolve(status ?? signal!)));
		process.once("exit", this.#kill);
		await this.#listening();
	}
	/** Sends the signal and waits for the end. The result is the exit status, or the signal that ended it. */
	async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | string> {
		this.#process?.kill(signal);
		const timer = setTimeout(this.#kill, LIMIT.stop);
		const result = await this.#exit;
		clearTimeout(timer);
		process.off("exit", this.#kill);
		return result;
	}

	#kill = () => {
		this.#process?.kill("SIGKILL");
	};
	async #listening(): Promise<void> {
		const missing = () => wireNames.find((wire) => "listen" === this.wires[wire] && !existsSync(this.socket(wire)));
		for (const end = Date.now() + LIMIT.start; missing(); await sleep(10)) {
			const ended = this.#process!.exitCode ?? this.#process!.signalCode;
			if (null === ended && Date.now() < end) continue;
			await this.stop("SIGKILL");
			const why = null === ended ? "time limit" : `it ended with ${ended}`;
			throw new Error(`the device does not listen on its ${missing()} socket: ${why}\n--- device\n${this.#log}`);
		}
	}
}
