// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { onTestFinished } from "vitest";
import Device from "../../../../hosts/node/device.js";
import Log from "../../../../hosts/node/log.js";
import type { Line, LineEvents } from "../../../../hosts/node/line/line.js";
import lineFor from "../../../../hosts/node/line/lines.js";
import { parseTarget } from "../../../../hosts/node/line/target.js";
import type { Profile } from "../../../../modules/device/profile.js";
import type { TransportName, UsbSpeed } from "../../../../hosts/node/link.js";

/** A folder that goes with the test. */
export function folder(): string {
	const path = mkdtempSync(join(tmpdir(), "mctp-xs-"));
	onTestFinished(() => rmSync(path, { recursive: true, force: true }));
	return path;
}

/** What a log says, to wait for. */
export class Heard {
	readonly log: Log;
	text = "";
	#waiting: (() => void)[] = [];

	constructor() {
		const stream = new Writable({
			write: (chunk, _encoding, done) => {
				this.text += chunk;
				for (const wake of this.#waiting.splice(0)) wake();
				done();
			},
		});
		this.log = new Log("debug", stream);
	}

	/** Resolves once the text has come `count` times. */
	async until(text: string, count = 1): Promise<void> {
		while (this.text.split(text).length <= count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}
}

/** A device with one open line, serial by default; closed when the test ends. */
export async function open(
	line: Line | string,
	options: { eid?: number; transport?: TransportName; usbSpeed?: UsbSpeed; profile?: Profile } = {},
): Promise<{ device: Device; line: Line; heard: Heard }> {
	const heard = new Heard();
	const opened = "string" === typeof line ? lineFor(parseTarget(line)) : line;
	const { eid = 9, transport = "serial", usbSpeed, profile } = options;
	const device = new Device({
		attachments: [{ transport, line: opened }],
		eid,
		uuid: "00000000-0000-0000-0000-000000000000",
		...(undefined === usbSpeed ? {} : { usbSpeed }),
		...(undefined === profile ? {} : { profile }),
		log: heard.log,
	});
	onTestFinished(() => device.close());
	await device.open();
	return { device, line: opened, heard };
}

/** Hears a line directly, without a device. */
export class Ear implements LineEvents {
	readonly events: string[] = [];
	received = Buffer.alloc(0);
	#waiting: (() => void)[] = [];

	up(): void {
		this.#note("up");
	}

	down(): void {
		this.#note("down");
	}

	written(): void {
		this.#note("written");
	}

	notice(): void {
		this.#note("notice");
	}

	data(bytes: Uint8Array): void {
		this.received = Buffer.concat([this.received, bytes]);
		this.#note("data");
	}

	/** Resolves once it is so. */
	async until(condition: (ear: Ear) => boolean): Promise<void> {
		while (!condition(this)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}

	count(event: string): number {
		return this.events.filter((one) => one === event).length;
	}

	#note(event: string): void {
		this.events.push(event);
		for (const wake of this.#waiting.splice(0)) wake();
	}
}
