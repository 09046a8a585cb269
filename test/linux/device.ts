// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Time limits in milliseconds; these only end what hangs. */
const LIMIT = { start: 15_000, stop: 5_000 };

const built = join(import.meta.dirname, "../../dist/mctp-xs.js");
/** {serial}: the line as mctp-xs names it; {socket}: the path alone, for a device that listens there. */
export const command = process.env.MCTP_DEVICE ?? `"${process.execPath}" "${built}" device --serial {serial}`;
/** A device that knows only {socket} cannot be told to connect. */
export const canConnect = command.includes("{serial}");

export interface DeviceOptions {
	/** Who opens the serial line: the device listens for the guest, or connects to it. */
	direction?: "listen" | "connect";
}

/** The device under test: a process with its serial line on a UNIX socket. */
export class Device {
	#process: ChildProcess;
	#folder: string;
	#log = "";
	#exit: Promise<number | string>;
	/** The other end of its serial line, connected and paused. */
	line!: Socket;

	static async start({ direction = "listen" }: DeviceOptions = {}): Promise<Device> {
		if (undefined === process.env.MCTP_DEVICE && !existsSync(built)) throw new Error(`${built} is not built: run npm run build`);
		const folder = mkdtempSync(join(tmpdir(), "mctp-xs-device-"));
		const path = join(folder, "serial");
		const accepted = "connect" === direction ? accept(path) : undefined;
		const device = new Device(folder, path, direction);
		try {
			device.line = await Promise.race([accepted ?? device.#connect(path), device.#early()]);
		} catch (error) {
			await device.stop("SIGKILL");
			throw new Error(`the device did not open its serial line: ${(error as Error).message}\n--- device\n${device.log}`, { cause: error });
		}
		return device;
	}
	constructor(folder: string, path: string, direction: "listen" | "connect") {
		this.#folder = folder;
		const serial = "listen" === direction ? `listen:unix:${path}` : `unix:${path}`;
		const line = command.replaceAll("{serial}", serial).replaceAll("{socket}", path);
		this.#process = spawn("sh", ["-c", `exec ${line}`], { stdio: ["ignore", "pipe", "pipe"] });
		const hear = (text: string) => {
			this.#log += text;
		};
		this.#process.stdout!.setEncoding("utf8").on("data", hear);
		this.#process.stderr!.setEncoding("utf8").on("data", hear);
		this.#exit = new Promise((resolve) => this.#process.on("exit", (status, signal) => resolve(status ?? signal!)));
		process.once("exit", this.#remove);
	}
	/** Everything the device has said. */
	get log(): string {
		return this.#log;
	}
	/** Sends the signal and waits for the end. The result is the exit status, or the signal that ended it. */
	async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | string> {
		this.#process.kill(signal);
		const timer = setTimeout(() => this.#process.kill("SIGKILL"), LIMIT.stop);
		const result = await this.#exit;
		clearTimeout(timer);
		process.off("exit", this.#remove);
		this.#remove();
		return result;
	}

	#remove = () => {
		this.#process.kill("SIGKILL");
		rmSync(this.#folder, { recursive: true, force: true });
	};
	async #early(): Promise<never> {
		throw new Error(`it ended with ${await this.#exit}`);
	}
	/** Tries until the device listens. */
	async #connect(path: string): Promise<Socket> {
		for (const end = Date.now() + LIMIT.start; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
			try {
				return await new Promise((resolve, reject) => {
					const socket = connect(path, () => resolve(socket));
					socket.pause(); // what comes is for the guest
					socket.on("error", reject);
				});
			} catch (error) {
				if (Date.now() > end || null !== this.#process.exitCode) throw error;
			}
		}
	}
}

/** Listens on the path and takes one connection. */
function accept(path: string): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const server = createServer({ pauseOnConnect: true }, (socket) => {
			clearTimeout(timer);
			server.close();
			resolve(socket);
		});
		const timer = setTimeout(() => {
			server.close();
			reject(new Error("time limit"));
		}, LIMIT.start);
		server.on("error", reject).listen(path);
	});
}
