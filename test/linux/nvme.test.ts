// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { probeRows } from "../nvme-cli/probe-rows.js";
import { writeProfile } from "../nvme-cli/profile.js";
import { check, isKnown, versionNumber, wordsOf, type Row } from "../nvme-cli/row.js";
import * as rows from "../nvme-cli/rows.js";
import { useI2cPeer, usePeer, useUsbPeer, type Peer } from "./peer.js";

const folder = mkdtempSync(join(tmpdir(), "mctp-xs-linux-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach((context) => context.skip(!inject("guests").includes("nvme"), "the guests have no nvme-cli"));

const profile = writeProfile(folder);
/** 64 KiB of a text, as a shell makes it. */
const image = Buffer.from("a drive without flash\n".repeat(3000)).subarray(0, 0x10000);
const files = [
	"yes 'a drive without flash' | head -c 65536 > image.bin",
	"{ printf '\\0\\040\\0\\0\\0\\0\\0\\0\\0\\040'; head -c 4086 /dev/zero; } > namespace.bin",
];

async function serialPresent(peer: Peer): Promise<void> {
	await peer.output("serial_up 8 9");
	await peer.output("mctptool req -i mctpserial0 1 0 0 80 01 00 09");
}
async function usbPresent(peer: Peer): Promise<void> {
	await peer.output("usb_up 8 9");
	await peer.output("mctptool req -i mctpusb0 1 0 0 80 01 00 09");
}
async function i2cPresent(peer: Peer): Promise<void> {
	await peer.output("i2c_up 8 9 0x1d 0x10");
	await peer.output("mctptool req -i mctpi2c0 -l 0x1d 1 0 0 80 01 00 09");
}

describe.each([
	["serial", () => usePeer({ profile }), serialPresent],
	["I2C", () => useI2cPeer({ profile }), i2cPresent],
	["USB", () => useUsbPeer({ profile }), usbPresent],
] as const)("nvme-cli on Linux, over %s", (_medium, use, present) => {
	const peer = use();

	test("the drive is there", async () => {
		await present(peer);
		for (const file of files) await peer.output(file);
		expect(await peer.output("nvme version")).toMatch(/^nvme version 2/);
	});
	const table = [...rows.identification, ...rows.logs, ...rows.namespaces, ...rows.update(image), ...rows.media];
	const known = table.filter((row) => isKnown(row, versionNumber("2.16")));
	test.each(known.map((row) => [wordsOf(row).join(" "), row] as const))("%s", async (line: string, row: Row) => {
		const operator = await peer.operator();
		try {
			await row.before?.(operator);
			check(row, await peer.run(`nvme ${line}`));
			await row.after?.(operator);
		} finally {
			operator.close();
		}
	});
});

describe("libnvme-mi on Linux, over I2C", () => {
	const peer = useI2cPeer({ profile });

	test("the drive is there", () => i2cPresent(peer));
	describe.each(Object.entries(probeRows))("%s", (_about, table) => {
		test.each(table)("%s: %s", async (commands, prints) => {
			const { status, output } = await peer.run(`mi-probe 1 9 ${commands}`);
			expect(output.trim()).toBe(`${commands.split(" ")[0]}: ${prints}`.trim());
			expect(status).toBe(0);
		});
	});
	test("asynchronous events come and are acknowledged", async () => {
		await peer.output("mi-probe 1 9 events=8,2 enabled-events > /tmp/events & probe=$!; wait_for grep -q enabled /tmp/events");
		const operator = await peer.operator();
		try {
			await operator.call("drive.setTemperature", { temperature: 80 });
			const lines = (await peer.output("wait $probe && cat /tmp/events")).split("\n").map((line) => line.trim());
			expect(lines).toEqual(["events=8,2: enabled", "event 8 of 0,", "event 8 of 1,", "", "enabled-events:"]);
		} finally {
			operator.close();
		}
	});
});
