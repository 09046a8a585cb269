// SPDX-License-Identifier: Apache-2.0
import { describe, expect, inject, test } from "vitest";
import { missing } from "../tshark/tshark.js";
import { useDrive } from "./drive.js";
import judge from "./judge.js";
import * as rows from "./rows.js";
import { check, isKnown, versionNumber, wordsOf, type Row } from "./row.js";

/** 2 MiB. */
const image = Uint8Array.from({ length: 0x200000 }, (_, index) => (index * 5) ^ (index >> 9));

const preload = inject("preload");
const clients = "" === preload ? [] : inject("clients");

if (0 === clients.length) test.skip("there is no nvme-cli or no gcc, as was told at the start");

describe.each(clients.map(({ version, command }) => [version, command] as const))("nvme-cli %s", (version, command) => {
	const drive = useDrive(preload);

	async function run(row: Row): Promise<void> {
		await row.before?.(drive.operator);
		check(row, await drive.run(command, wordsOf(row)));
		await row.after?.(drive.operator);
	}

	function each(name: string, table: readonly Row[]): void {
		describe(name, () => {
			const known = table.filter((row) => isKnown(row, versionNumber(version)));
			test.each(known.map((row) => [wordsOf(row).join(" "), row] as const))("%s", (_name, row) => run(row));
		});
	}

	test("has the files that it sends", () => {
		drive.file("image.bin", image);
		drive.file("secret.bin", rows.secret);
		drive.file("time.bin", rows.time);
		drive.file("namespace.bin", rows.namespace);
	});
	each("identifies", rows.identification);
	each("reads log pages", rows.logs);
	each("is told which log pages there are not", rows.otherLogs);
	test("reads a log page in pieces", async () => {
		const read = async (length: number, offset: number) => {
			const place = [`--log-len=${length}`, `--lpo=${offset}`];
			return (await drive.run(command, ["get-log", "mctp:1,9", "--log-id=5", ...place, "--raw-binary"])).output;
		};
		const whole = await read(4096, 0);
		expect(whole).toHaveLength(4096);
		expect(await read(2048, 0)).toBe(whole.slice(0, 2048));
		expect(await read(4, 24)).toBe("\x01\x00\x00\x00");
		expect(await read(2044, 2052)).toBe(whole.slice(2052));
	});
	each("passes commands through", rows.passed);
	each("manages namespaces", rows.namespaces);
	each("updates firmware", rows.update(image));
	each("formats and sanitizes", rows.media);
	test("sees sanitizing come to its end", async () => {
		const states: number[] = [];
		for (;;) {
			const { status, output } = await drive.run(command, ["sanitize-log", "mctp:1,9", "-o", "json"]);
			expect(status).toBe(0);
			const { sprog, cdw10_info } = JSON.parse(output)["mctp:1,9"];
			expect(cdw10_info).toBe(2);
			states.push(sprog);
			if (0xffff === sprog) break;
		}
		expect(states).toEqual([...states].sort((left, right) => left - right));
		expect(states[0]).toBeLessThan(0xffff);
		await run({ nvme: "smart-log", json: { critical_warning: 0 } });
	});
	test.skipIf(missing)("leaves a trace in which tshark finds nothing malformed, and every integrity check correct", async () => {
		await drive.stop();
		expect(judge(drive.trace)).toBeGreaterThan((2 * image.length) / 4096);
	});
});
