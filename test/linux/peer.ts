// SPDX-License-Identifier: Apache-2.0
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";
import { Device, type DeviceOptions } from "./device.js";
import { Guest, type Result } from "./guest.js";

/** A guest with a fresh device on its serial line. */
export class Peer {
	device!: Device;
	guest!: Guest;

	async start(options: DeviceOptions): Promise<void> {
		this.device = await Device.start(options);
		try {
			this.guest = await Guest.boot({ serial: this.device.line });
		} catch (error) {
			await this.device.stop();
			throw error;
		}
	}
	async stop(): Promise<void> {
		await this.guest?.stop();
		await this.device?.stop();
	}
	/** Runs a command line in the guest, whatever its exit status. */
	run(line: string): Promise<Result> {
		return this.guest.run(line);
	}
	/** What a command line prints that has to succeed. */
	async output(line: string): Promise<string> {
		const { status, output } = await this.guest.run(line);
		if (0 !== status) throw new Error(`exit status ${status} of ${line}: ${output}`);
		return output;
	}
	/** What both sides have said. */
	get log(): string {
		return `--- guest\n${this.guest?.console}\n--- device\n${this.device?.log}`;
	}
}

/** A peer for the tests of one suite; they run one after the other and see what those before have done. Shows its log if one fails. */
export function usePeer(options: DeviceOptions = {}): Peer {
	const peer = new Peer();
	let failed = false;
	const missing = inject("guestMissing");
	beforeAll(() => (missing ? undefined : peer.start(options)));
	afterAll(async () => {
		await peer.stop();
		if (failed) console.error(peer.log);
	});
	beforeEach((context) => context.skip(missing, "there is no Linux guest on this machine"));
	afterEach(({ task }) => {
		failed ||= "fail" === task.result?.state;
	});
	return peer;
}
