// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import bundle from "../support/bundle.js";
import { folder } from "../support/device.js";
import Run from "../support/run.js";

/** A drive on a link, and what `mctp-xs nvme` says of it: the word TARGET stands for where it is. */
async function drive(transport = "serial", profile = "nvme", ...options: string[]) {
	const program = bundle();
	const path = join(folder(), "link");
	const control = join(folder(), "control");
	const device = new Run(
		program,
		"device",
		"--profile",
		profile,
		`--${transport}`,
		`listen:unix:${path}`,
		"--control",
		`listen:unix:${control}`,
		"--uuid",
		"00112233-4455-6677-8899-aabbccddeeff",
		...options,
	);
	await device.until(`${transport}0 listens on `);
	const start = (...words: string[]) =>
		new Run(program, "nvme", ...words.map((word) => ("TARGET" === word ? `unix:${path}` : word)), `--${transport}`);
	const nvme = async (...words: string[]) => {
		const run = start(...words);
		return { status: await run.status, output: run.output, errors: run.errors };
	};
	const json = async (...words: string[]) => {
		const { status, output, errors } = await nvme(...words, "--json");
		expect({ status, errors }).toEqual({ status: 0, errors: "" });
		return JSON.parse(output);
	};
	const call = async (...words: string[]) => {
		const run = new Run(program, "call", `unix:${control}`, ...words);
		expect(await run.status, run.errors).toBe(0);
	};
	return { device, start, nvme, json, call, path };
}

describe("mctp-xs nvme", () => {
	test("health, controllers, ports: in words and units", async () => {
		const { nvme, json, call } = await drive();
		expect(await nvme("health", "TARGET")).toEqual({
			status: 0,
			output: expect.stringMatching(/Drive +│ works +│[^]*Temperature +│ 35 °C +│[^]*Life used +│ 3 % +│/),
			errors: "",
		});
		await call("drive.setTemperature", "temperature=81");
		const hot = await nvme("health", "TARGET", "--clear");
		expect(hot).toMatchObject({ status: 1, output: expect.stringMatching(/Warnings +│ temperature +│[^]*Changed +│ .*temperature/) });
		await call("drive.setTemperature", "temperature=36");
		expect(await json("health", "TARGET")).toMatchObject({ functional: true, temperature: 36, changed: ["temperature", "warning"] });
		expect((await nvme("controllers", "TARGET")).output).toMatch(
			/0 +│ 01:00.0 0x1B36:0x0010 │ 0 +│ ready +│ 36 °C [^]*01:00.1 .* not ready/,
		);
		expect(await json("ports", "TARGET")).toMatchObject({
			subsystem: { MJR: 1, MNR: 2 },
			ports: [{ PRTTYP: 1 }, { PRTTYP: 2, MMTUS: 250 }],
		});
		expect((await nvme("ports", "TARGET")).output).toMatch(/1, two-wire [^]*asynchronous events[^]*250 bytes/);
	});

	test("id-ctrl, id-ns, list-ns, identify, smart, logs", async () => {
		const { nvme, json } = await drive("usbredir");
		expect((await nvme("id-ctrl", "TARGET")).output).toMatch(
			/Model +│ Example NVMe drive +│[^]*Organisation +│ AC-DE-48 [^]*NVMe version +│ 2.0 [^]*Warning temperature +│ 71 °C[^]*1.00 TB \(1000204886016 bytes\)/,
		);
		expect(await json("id-ctrl", "TARGET", "--controller", "1")).toMatchObject({ CNTLID: 1, VID: 0x1b36, NN: 16 });
		expect((await nvme("id-ns", "TARGET", "1")).output).toMatch(
			/Size in blocks +│ 976773168 [^]*0: 512 \+ 0 bytes, in use +│\n.*1: 4096 \+ 0 bytes /,
		);
		expect(await json("list-ns", "TARGET")).toEqual([
			{ id: 1, blocks: 976773168, blockSize: 512, used: 195354633, controllers: [0] },
			{ id: 2, blocks: 1048576, blockSize: 512, used: 0, controllers: [] },
		]);
		expect((await nvme("list-ns", "TARGET")).output).toMatch(/1 +│ 500.11 GB .*│ 20 % +│ 0 /);
		expect((await nvme("identify", "TARGET", "0x13")).output).toMatch(/^02 00 00 00 01 00 00 /);
		expect((await nvme("smart", "TARGET")).output).toMatch(
			/Temperature +│ 35 °C[^]*Data read +│ 812\d{3} \(41\d.\d\d GB\)[^]*Power on +│ 1234 h/,
		);
		expect((await nvme("logs", "TARGET")).output).toMatch(/0x0D │ Persistent Event Log/);
		expect(await json("logs", "TARGET", "0x81")).toMatchObject({ fields: { SPROG: 0xffff } });
		expect((await nvme("logs", "TARGET", "0x0d", "--json")).output).toMatch(/"LID": 13,[^]*"TLL": 512/);
		expect((await nvme("logs", "TARGET", "0x0d", "--parameter", "0")).status).toBe(0);
		expect((await nvme("logs", "TARGET", "3", "--length", "16")).output).toMatch(/^01 00 00 00 00 00 00 00 31 2e 30 2e 30/);
		expect(await nvme("logs", "TARGET", "0xC0")).toMatchObject({
			status: 1,
			errors: "mctp-xs: Get Log Page: invalid log page (NVMe status 0x109)\n",
		});
	});

	test("features, config, vpd, pcie, raw", async () => {
		const { nvme, json } = await drive("i2c");
		expect((await nvme("features", "TARGET")).output).toMatch(/0x02 │ Power Management +│ 0x00 +│ 0x00 +│ 0x00 +│ saved, changed/);
		expect(await json("features", "TARGET", "2", "0x20", "--save")).toMatchObject([
			{ feature: 2, values: { current: 0x20, default: 0, saved: 0x20 } },
		]);
		expect((await nvme("features", "TARGET", "7", "1")).errors).toBe(
			"mctp-xs: Set Features: feature cannot be changed (NVMe status 0x10E)\n",
		);
		expect(await json("config", "TARGET", "frequency", "400")).toMatchObject([
			{ kind: "PCIe" },
			{ kind: "two-wire", frequency: 400, unit: 64 },
		]);
		expect((await nvme("config", "TARGET", "frequency", "300")).errors).toBe("mctp-xs: 300 kHz: allowed are 100, 400 and 1000\n");
		expect((await nvme("config", "TARGET", "unit", "5000", "--port", "1")).errors).toBe(
			"mctp-xs: Configuration Set: invalid parameter (status 0x04: byte 12, bit 0, NVMe Management dword 1)\n",
		);
		expect((await nvme("vpd", "TARGET", "--length", "16")).output).toMatch(/^0000 {2}01 00 00 00 01 00 00 fe .* {2}\.{8}/);
		const file = join(folder(), "vpd");
		writeFileSync(file, Uint8Array.of(7, 8, 9));
		expect((await nvme("vpd", "TARGET", "--write", file)).errors).toBe(
			"mctp-xs: this overwrites 3 bytes of the vital product data: say --yes if that is what you want\n",
		);
		expect((await nvme("vpd", "TARGET", "--write", file, "--offset", "200", "--yes")).status).toBe(0);
		expect(await json("vpd", "TARGET", "--offset", "199", "--length", "5")).toEqual({ offset: 199, data: "0007080900" });
		expect((await nvme("pcie", "TARGET", "--length", "4")).output).toBe("36 1b 10 00\n");
		expect((await nvme("raw", "TARGET", "mi", "0", "00", "00", "00", "00", "00", "00", "02")).output).toBe(
			"00 06 00 00 02 00 00 00 01 00\n",
		);
		expect(await nvme("raw", "TARGET", "mi", "0x0a")).toMatchObject({
			status: 1,
			output: "03 00 00 00\n",
			errors: "mctp-xs: NVMe-MI command 0x0A: invalid command opcode (status 0x03): the device does not have this command\n",
		});
	});

	test("vital product data and saved features outlive a process that is killed, others do not", async () => {
		const kept = folder();
		const file = join(kept, "vpd");
		writeFileSync(file, Uint8Array.of(7, 8, 9));
		const before = await drive("serial", "nvme", "--storage", kept);
		await before.json("features", "TARGET", "2", "0x20", "--save");
		await before.json("features", "TARGET", "5", "6");
		await before.json("features", "TARGET", "4", "0x14f", "--save", "--controller", "1");
		expect((await before.nvme("vpd", "TARGET", "--write", file, "--offset", "200", "--yes")).status).toBe(0);
		before.device.process.kill("SIGKILL");
		expect(await before.device.status).toBe("SIGKILL");
		const { json } = await drive("usbredir", "nvme", "--storage", kept);
		expect(await json("features", "TARGET", "2")).toMatchObject([{ values: { current: 0x20, default: 0, saved: 0x20 } }]);
		expect(await json("features", "TARGET", "5")).toMatchObject([{ values: { current: 0, default: 0, saved: 0 } }]);
		expect(await json("features", "TARGET", "4")).toMatchObject([{ values: { current: 0x158, default: 0x158, saved: 0x158 } }]);
		expect(await json("features", "TARGET", "4", "--controller", "1")).toMatchObject([
			{ values: { current: 0x14f, default: 0x158, saved: 0x14f } },
		]);
		expect(await json("vpd", "TARGET", "--offset", "199", "--length", "5")).toEqual({ offset: 199, data: "0007080900" });
	});

	test("primitives, reset, shutdown", async () => {
		const { nvme, json } = await drive();
		expect((await nvme("primitive", "TARGET", "state")).output).toMatch(/^slot 0: idle.* \(0x[0-9A-F]{4}\)\n$/);
		expect((await nvme("primitive", "TARGET", "pause", "--slot", "1")).output).toBe("slot 1: paused (0x0003)\n");
		expect(await json("primitive", "TARGET", "resume")).toMatchObject({ meaning: ["resumed"] });
		expect((await nvme("primitive", "TARGET", "abort")).output).toBe("slot 0: nothing was aborted (0x0000)\n");
		expect((await nvme("primitive", "TARGET", "replay")).output).toBe("slot 0: no answer is kept (0x0000)\n");
		expect((await nvme("shutdown", "TARGET", "--yes")).status).toBe(0);
		expect((await nvme("controllers", "TARGET")).output).toContain("shutdown complete");
		expect((await nvme("reset", "TARGET")).errors).toBe(
			"mctp-xs: this resets the drive under its hosts: say --yes if that is what you want\n",
		);
		expect((await nvme("reset", "TARGET", "--yes")).status).toBe(0);
		expect((await nvme("primitive", "TARGET", "state", "--clear")).output).toContain("subsystem was reset");
	});

	test("firmware: progress, and what runs; More Processing Required is told", async () => {
		const { nvme, json } = await drive();
		const file = join(folder(), "image");
		writeFileSync(file, new Uint8Array(40_000).fill(0x5a));
		const sent = await nvme("firmware", "download", "TARGET", file, "--commit", "--slot", "3", "--action", "activate-now");
		expect(sent).toMatchObject({ status: 0, output: expect.stringMatching(/^committed\n[^]*3 +│ [0-9A-F]{8} │ runs/) });
		expect(sent.errors).toMatch(/image, 40000 bytes: 10 %\n[^]*: 100 %\nFirmware Commit: the drive needs up to 1.5 s\n/);
		expect(await json("firmware", "list", "TARGET")).toMatchObject({ active: 3, next: 0 });
		expect((await nvme("firmware", "commit", "TARGET", "--slot", "7")).errors).toContain("(NVMe status 0x106)");
	});

	test("namespaces, format, security, self-test, sanitize until it is done", async () => {
		const profile = join(folder(), "drive.json");
		const json5 = JSON.parse(readFileSync(join(import.meta.dirname, "../../../../modules/device/profiles/nvme.json"), "utf8"));
		delete json5.$schema;
		json5.nvmeMi.times = { sanitize: 300, shortTest: 200 };
		writeFileSync(profile, JSON.stringify(json5));
		const { nvme, json } = await drive("serial", profile);
		expect(await json("namespace", "create", "TARGET", "1000", "--shared")).toEqual({ namespace: 3 });
		expect((await nvme("namespace", "attach", "TARGET", "3", "0", "1")).status).toBe(0);
		expect((await nvme("namespace", "attach", "TARGET", "3", "1")).errors).toContain("namespace is attached already");
		expect((await nvme("namespace", "detach", "TARGET", "3", "1")).status).toBe(0);
		expect((await nvme("namespace", "delete", "TARGET", "3", "--yes")).status).toBe(0);
		expect((await nvme("format", "TARGET", "1", "--format", "1")).errors).toContain("this erases namespace 1: say --yes");
		expect((await nvme("format", "TARGET", "1", "--format", "1", "--yes")).output).toBe("namespace 1: formatted\n");
		expect((await nvme("security", "list", "TARGET")).output).toBe("0x00 0xf0\n");
		expect((await nvme("security", "send", "TARGET", "0xf0", "01", "02", "03", "04")).status).toBe(0);
		expect((await nvme("security", "receive", "TARGET", "0xf0", "--length", "4")).output).toBe("01 02 03 04\n");
		expect((await nvme("self-test", "TARGET", "short", "--wait", "--interval", "50")).output).toBe("last result: passed\n");
		expect((await nvme("sanitize", "TARGET")).errors).toContain("say how: exit, block, overwrite, crypto; or --status");
		expect((await nvme("sanitize", "TARGET", "--status")).output).toBe("never sanitized\n");
		const done = await nvme("sanitize", "TARGET", "block", "--yes", "--wait", "--interval", "50");
		expect(done).toMatchObject({ status: 0, output: "completed\n" });
		expect(done.errors).toMatch(/^sanitize: \d+ %\n/);
	});

	test("events: told, acknowledged, and silent again after a signal", async () => {
		const { start, call, nvme } = await drive();
		const run = start("events", "follow", "TARGET", "--only", "temperature", "spare", "--json");
		await run.untilError("").catch(() => {});
		for (let round = 0; "" === run.output; round++) {
			await call("drive.setTemperature", `temperature=${40 + (round % 2)}`);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		expect(JSON.parse(run.output.split("\n")[0])).toMatchObject({ event: "temperature", scope: 1, of: 0, data: "" });
		run.process.kill("SIGINT");
		expect(await run.status).toBe(130);
		expect((await nvme("events", "list", "TARGET")).output).not.toContain("enabled");
		const unknown = await nvme("events", "follow", "TARGET", "--only", "rain");
		expect(unknown).toMatchObject({
			status: 1,
			errors: expect.stringMatching(/the drive knows no event "rain": choose from ready, fatal, /),
		});
	});

	test("nobody, or no drive, is said so", async () => {
		const { nvme } = await drive("serial", "vendor");
		expect(await nvme("health", "TARGET", "--timeout", "100")).toEqual({
			status: 1,
			output: "",
			errors: "mctp-xs: NVM Subsystem Health Status Poll: no answer from EID 0 within 0.2 s\n",
		});
		expect((await nvme("id-ctrl", "TARGET", "--controller", "x")).status).toBe(2);
	});
});
