// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";
import addConfig from "./nvme/config.js";
import addEvents from "./nvme/events.js";
import addFeatures from "./nvme/features.js";
import addFirmware from "./nvme/firmware.js";
import addHealth from "./nvme/health.js";
import addIdentify from "./nvme/identify.js";
import addLogs from "./nvme/logs.js";
import addMedia from "./nvme/media.js";
import addNamespace from "./nvme/namespace.js";
import addPower from "./nvme/power.js";
import addPrimitive from "./nvme/primitive.js";
import addRaw from "./nvme/raw.js";
import addSecurity from "./nvme/security.js";
import addVpd from "./nvme/vpd.js";

const examples = `
Examples:
  mctp-xs nvme health unix:/tmp/mctp.sock
  mctp-xs nvme id-ctrl unix:/tmp/mctp.sock --json
  mctp-xs nvme smart unix:/tmp/mctp.sock --controller 1
  mctp-xs nvme firmware download unix:/tmp/mctp.sock image.bin --commit --slot 2 --action activate-now
  mctp-xs nvme events follow unix:/tmp/mctp.sock
  mctp-xs nvme raw unix:/tmp/mctp.sock mi 0x01`;

const all = [
	addHealth,
	addIdentify,
	addLogs,
	addFeatures,
	addConfig,
	addVpd,
	addPrimitive,
	addEvents,
	addFirmware,
	addNamespace,
	addMedia,
	addSecurity,
	addPower,
	addRaw,
];

/** Adds the command `nvme`, and those below. */
export default function (program: Command): void {
	const nvme = program
		.command("nvme")
		.description("Ask and operate an NVMe drive by its management interface (NVMe-MI).")
		.addHelpText("after", examples);
	for (const add of all) add(nvme);
}
