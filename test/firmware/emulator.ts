// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Debugger } from "./debugger.js";
import { fileOf, images, onI2c, onUsb, type Image } from "./images.js";

export interface EmulatorOptions {
	/** An instruction takes a nanosecond of the machine's time, whatever the time outside. */
	counted?: boolean;
	/** Accesses to hardware that QEMU does not have go to the log. */
	logged?: boolean;
}

const has = (list: readonly Image[], image: Image) => list.includes(image);

/** An image in QEMU, with its serial line, a debugger and QEMU's monitor on sockets in a folder. */
export class Emulator {
	/** Where uml.ts finds the line. */
	readonly wires: { readonly serial?: "listen"; readonly i2c?: "listen" };
	readonly folder = mkdtempSync(join(tmpdir(), "mctp-xs-firmware-"));
	readonly debugger: Debugger;
	#process: ChildProcess | undefined = undefined;
	#log = "";
	readonly #parameters: readonly string[];
	readonly #usb: boolean;

	constructor(image: Image, { counted = false, logged = false }: EmulatorOptions = {}) {
		this.wires = has(onI2c, image) ? { i2c: "listen" } : { serial: "listen" };
		this.#usb = has(onUsb, image);
		const counting = counted ? ["-icount", "shift=0"] : [];
		const logging = logged ? ["-d", "unimp"] : [];
		this.#parameters = ["-M", images[image].machine, ...counting, ...logging, "-display", "none", "-kernel", fileOf(image, "elf")];
		this.debugger = new Debugger(this.socket("gdb"), fileOf(image, "elf"));
		process.once("exit", this.#end);
	}
	get log(): string {
		return this.#log;
	}
	socket(name: string): string {
		return join(this.folder, name);
	}
	async start(): Promise<void> {
		const listen = (name: string) => `unix:${this.socket(name)},server=on,wait=off`;
		const bus = this.wires.i2c ? ["-serial", listen("i2c")] : [];
		const usb = this.#usb ? ["-serial", "null", "-serial", listen("usb")] : [];
		const sockets = ["-serial", listen("serial"), ...bus, ...usb, "-gdb", listen("gdb"), "-monitor", listen("monitor")];
		this.#process = spawn("qemu-system-arm", [...this.#parameters, ...sockets], { stdio: ["ignore", "pipe", "pipe"] });
		for (const stream of [this.#process.stdout!, this.#process.stderr!])
			stream.setEncoding("utf8").on("data", (text: string) => (this.#log += text));
		for (let tries = 0; !["serial", "gdb", "monitor"].every((name) => existsSync(this.socket(name))); tries++) {
			if (tries > 5000 || null !== this.#process.exitCode) throw new Error(`QEMU does not start: ${this.#log}`);
			await sleep(10);
		}
	}
	/** As by the reset button. */
	async reset(): Promise<void> {
		const monitor = await this.#connect("monitor");
		monitor.resume().end("system_reset\n");
		await new Promise((resolve) => monitor.on("close", resolve));
	}
	line(): Promise<Socket> {
		return this.#connect("serial");
	}
	bus(): Promise<Socket> {
		return this.#connect("i2c");
	}
	usb(): Promise<Socket> {
		return this.#connect("usb");
	}
	async stop(): Promise<void> {
		const ended = new Promise((resolve) => this.#process?.on("exit", resolve));
		this.#process?.kill();
		if (this.#process) await ended;
		process.off("exit", this.#end);
		this.#end();
	}

	#connect(name: string): Promise<Socket> {
		return new Promise((resolve, reject) => {
			const socket = connect(this.socket(name), () => resolve(socket));
			socket.on("error", reject);
		});
	}
	#end = () => {
		this.#process?.kill("SIGKILL");
		rmSync(this.folder, { recursive: true, force: true });
	};
}
