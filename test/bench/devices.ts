// SPDX-License-Identifier: Apache-2.0
// A program that opens as many devices as its argument says, and tells what memory they take.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Device from "../../hosts/node/device.js";
import lineFor from "../../hosts/node/line/lines.js";
import { parseTarget } from "../../hosts/node/line/target.js";
import Log from "../../hosts/node/log.js";

const count = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), "mctp-xs-"));
const log = new Log("error");
const devices: Device[] = [];
for (let index = 0; index < count; index++) {
	const line = lineFor(parseTarget(`listen:unix:${join(folder, String(index))}`));
	devices.push(new Device({ attachments: [{ transport: "serial", line }], eid: 9, uuid: "00000000-0000-0000-0000-000000000000", log }));
}
for (const device of devices) await device.open();
for (let round = 0; round < 3; round++) {
	await new Promise((resolve) => setTimeout(resolve, 10));
	globalThis.gc!();
}
const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
process.stdout.write(JSON.stringify({ heap: heapUsed, arrays: arrayBuffers, rss }));
for (const device of devices) await device.close();
rmSync(folder, { recursive: true });
