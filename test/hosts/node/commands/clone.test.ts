// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import bundle from "../support/bundle.js";
import { folder } from "../support/device.js";
import Run from "../support/run.js";

const uuid = "00112233-4455-6677-8899-aabbccddeeff";

test("a device of which only the identity can be read is a profile all the same", async () => {
	const program = bundle();
	const path = join(folder(), "serial");
	const device = new Run(program, "device", "--serial", `listen:unix:${path}`, "--eid", "9", "--uuid", uuid);
	await device.until("serial0 listens on ");
	const run = new Run(program, "clone", `unix:${path}`, "--name", "twin");
	expect(await run.status).toBe(0);
	expect(JSON.parse(run.output)).toEqual({ name: "twin", identity: { uuid } });
	const file = join(folder(), "twin.json");
	expect(await new Run(program, "clone", `unix:${path}`, "--eid", "9", "-o", file, "--quiet").status).toBe(0);
	expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ name: "clone", identity: { uuid } });
	const other = new Run(program, "clone", `unix:${path}`, "--eid", "10");
	expect(await other.status).toBe(1);
	expect(other.errors).toBe(
		"mctp-xs: the device at the other end has EID 9, not 10: what is behind a bridge cannot be cloned through it\n",
	);
	const named = new Run(program, "clone", `unix:${path}`, "--name", "my twin");
	expect(await named.status).toBe(2);
	expect(named.errors).toContain("Allowed are 1 to 32 letters and digits, a letter first.");
});

test("a drive cloned over USB is a drive that answers the same over a serial line", async () => {
	const program = bundle();
	const places = [join(folder(), "usb"), join(folder(), "serial")];
	const drive = new Run(program, "device", "--profile", "nvme", "--usbredir", `listen:unix:${places[0]}`, "--uuid", uuid);
	await drive.until("usbredir0 listens on ");
	const file = join(folder(), "twin.json");
	const run = new Run(program, "clone", "--usbredir", `unix:${places[0]}`, "-o", file);
	expect(await run.status, run.errors).toBe(0);
	expect(run.errors).toMatch(
		/^NVMe-MI drive: \d+ answers are read\nNVMe-MI drive: \d+ answers follow from its model, 0 are copied, 0 differ\n$/,
	);
	const twin = new Run(program, "device", "--profile", file, "--serial", `listen:unix:${places[1]}`);
	await twin.until("serial0 listens on ");
	for (const words of [
		["id-ctrl"],
		["identify", "0x11", "--namespace", "1"],
		["list-ns"],
		["vpd"],
		["pcie"],
		["features", "4"],
		["ports"],
	]) {
		const [original, other] = ["--usbredir", "--serial"].map(
			(transport, index) => new Run(program, "nvme", words[0], `unix:${places[index]}`, ...words.slice(1), transport, "--json"),
		);
		expect([await original.status, await other.status]).toEqual([0, 0]);
		expect(JSON.parse(other.output)).toEqual(JSON.parse(original.output));
	}
});
