// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import BusOwner, { deviceEid } from "../../hosts/node/bus-owner.js";
import { lineConnection } from "../../hosts/node/connections.js";
import { discover } from "../../hosts/node/discover.js";
import lineFor from "../../hosts/node/line/lines.js";
import { parseTarget } from "../../hosts/node/line/target.js";
import Log from "../../hosts/node/log.js";
import Operator from "../../hosts/node/management/operator.js";
import { Device } from "../linux/device.js";
import { writeProfile } from "./profile.js";
import type { Outcome } from "./row.js";
import Shim from "./shim.js";

/** A drive in a process of its own on a serial line, and programs that reach it by AF_MCTP as EID 9 of network 1. */
export class Drive {
	readonly #preload: string;
	folder!: string;
	operator!: Operator;
	#device!: Device;
	#owner!: BusOwner;
	#shim!: Shim;
	#ended = false;

	constructor(preload: string) {
		this.#preload = preload;
	}

	async start(): Promise<void> {
		this.folder = mkdtempSync(join(tmpdir(), "mctp-xs-nvme-"));
		this.#device = new Device({ serial: "listen", profile: writeProfile(this.folder), trace: true }, this.folder);
		await this.#device.start();
		const line = lineFor(parseTarget(`unix:${this.#device.socket("serial")}`));
		this.#owner = new BusOwner({ connection: lineConnection({ transport: "serial", line }, new Log("error")) });
		await this.#owner.open();
		await this.#owner.peer();
		await discover(this.#owner.control, deviceEid);
		this.#shim = await Shim.start(this.#owner);
		this.operator = await Operator.connect({ path: join(this.folder, "control") });
	}

	/** Ends the device; what it said on the wire is in `trace` then. */
	async stop(): Promise<void> {
		if (this.#ended) return;
		this.#ended = true;
		this.operator.close();
		this.#shim.close();
		await this.#owner.close();
		await this.#device.stop();
	}

	/** Puts a file into the folder in which programs run. */
	file(name: string, bytes: Uint8Array): void {
		writeFileSync(join(this.folder, name), bytes);
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}

	/** Path of the capture of all packets, whole once the device has ended. */
	get trace(): string {
		return join(this.folder, "trace.pcapng");
	}

	/** Runs a program, with the folder as its working directory; `hear` is told what it has printed so far. */
	run(command: string, words: readonly string[], hear: (output: string) => void = () => {}): Promise<Outcome> {
		const env = { ...process.env, ...this.#shim.environment(this.#preload) };
		const program = spawn(command, words, { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		let errors = "";
		program.stdout.setEncoding("latin1").on("data", (text: string) => hear((output += text)));
		program.stderr.setEncoding("latin1").on("data", (text: string) => (errors += text));
		return new Promise((resolve, reject) => {
			program.on("error", reject);
			program.on("close", (status, signal) => resolve({ status: status ?? signal!, output, errors }));
		});
	}
}

/** A drive for the tests of one suite, which run one after the other and see what those before have done. */
export function useDrive(preload: string): Drive {
	const drive = new Drive(preload);
	if ("" === preload) return drive;
	beforeAll(() => drive.start());
	afterAll(async () => {
		await drive.stop();
		drive.remove();
	});
	return drive;
}
