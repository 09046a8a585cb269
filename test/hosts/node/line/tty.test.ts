// SPDX-License-Identifier: Apache-2.0
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import PtyLine from "../../../../hosts/node/line/pty.js";
import { answer, bytes, hex, request } from "../support/frames.js";
import { Ear, folder, open } from "../support/device.js";

/** A serial port that can be unplugged: its other end is a pseudo terminal. */
async function plug(path: string): Promise<{ cable: PtyLine; ear: Ear }> {
	const cable = new PtyLine();
	const ear = new Ear();
	await cable.open(ear);
	rmSync(path, { force: true });
	symlinkSync(cable.place, path);
	onTestFinished(() => cable.close());
	return { cable, ear };
}

test("literal frames over a serial port, which is unplugged and plugged in again", async () => {
	const path = join(folder(), "tty");
	const first = await plug(path);
	const { heard } = await open(`${path},115200`);
	await heard.until("serial0: up");
	first.cable.write(bytes(request));
	await first.ear.until((ear) => ear.received.length >= 17);
	expect(hex(first.ear.received)).toBe(answer);

	rmSync(path);
	await first.cable.close();
	await heard.until("serial0: down");
	await heard.until("No such file or directory");

	const second = await plug(path);
	await heard.until("serial0: up", 2);
	second.cable.write(bytes(request));
	await second.ear.until((ear) => ear.received.length >= 17);
	expect(second.ear.received.length).toBe(17);
});

test("all byte values pass in both directions", async () => {
	const path = join(folder(), "tty");
	const { cable, ear: far } = await plug(path);
	const { default: lineFor } = await import("../../../../hosts/node/line/lines.js");
	const line = lineFor({ kind: "tty", path, baudRate: 9600 });
	const near = new Ear();
	onTestFinished(() => line.close());
	await line.open(near);
	await near.until((ear) => ear.events.includes("up"));
	const all = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
	line.write(all);
	await far.until((ear) => ear.received.length >= 256);
	expect(far.received).toEqual(all);
	cable.write(all);
	await near.until((ear) => ear.received.length >= 256);
	expect(near.received).toEqual(all);
});

test("what is not a terminal is told, and tried again", async () => {
	const { heard } = await open("/dev/null");
	await heard.until("serial0: ");
	expect(heard.text).toMatch(/warn {2}serial0: Inappropriate ioctl for device.*; trying again/);
});
