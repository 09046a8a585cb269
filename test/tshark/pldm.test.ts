// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageFolder } from "../../hosts/node/profiles/schema.js";
import bundle from "../hosts/node/support/bundle.js";
import { folder } from "../hosts/node/support/device.js";
import Run from "../hosts/node/support/run.js";
import { fields, missing, tshark } from "./tshark.js";

/** Each fits into an answer, and two of the commands walk them. */
const records = 43;

/** The sensor card without OEM records in its inventory: the dissector does not step over them, and calls the message malformed. */
function profile(): string {
	const card = JSON.parse(readFileSync(join(packageFolder, "modules/device/profiles/sensor-card.json"), "utf8"));
	card.pldm.fru.records = card.pldm.fru.records.filter((record: object) => !("oem" in record));
	const file = join(folder(), "card.json");
	writeFileSync(file, JSON.stringify(card));
	return file;
}

describe.skipIf(missing)("a trace of the sensor card, walked from end to end", () => {
	test("no message is malformed, and the dissector knows the commands and readings", async () => {
		const file = join(folder(), "trace.pcapng");
		const socket = join(folder(), "serial");
		const program = bundle();
		const run = new Run(program, "device", "--profile", profile(), "--serial", `listen:unix:${socket}`, "--trace", file, "--eid", "9");
		await run.until("serial0 listens on ");
		for (const command of ["types", "pdr list", "sensor read", "fru print"]) {
			const asker = new Run(program, "pldm", ...command.split(" "), `unix:${socket}`, "--eid", "9");
			expect(await asker.status, command).toBe(0);
		}
		run.process.kill("SIGTERM");
		expect(await run.status).toBe(0);
		expect(tshark("-r", file, "-Y", "_ws.malformed || !mctp")).toBe("");
		const requests = (filter: string) => fields(file, `${filter} && pldm.direction == 2`, "frame.number").length;
		expect(requests("pldm.baseCommands == 2")).toBe(1);
		expect(requests("pldm.platformCommands == 0x51")).toBe(2 * records);
		expect(requests("pldm.platformCommands == 0x11")).toBe(12);
		expect(requests("pldm.platformCommands == 0x21")).toBe(4);
		expect(requests("pldm.fruCommands == 2")).toBe(1);
	});
});
