// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";
import addEffecter from "./pldm/effecter.js";
import addEvents from "./pldm/events.js";
import addFru from "./pldm/fru.js";
import addPdr from "./pldm/pdr.js";
import addRaw from "./pldm/raw.js";
import addSensor from "./pldm/sensor.js";
import addTypes from "./pldm/types.js";

const examples = `
Examples:
  mctp-xs pldm types unix:/tmp/mctp.sock
  mctp-xs pldm sensor watch unix:/tmp/mctp.sock
  mctp-xs pldm effecter set unix:/tmp/mctp.sock 201 80
  mctp-xs pldm raw unix:/tmp/mctp.sock 2 0x11 01 00 00`;

/** Adds the command `pldm`, and those below. */
export default function (program: Command): void {
	const pldm = program
		.command("pldm")
		.description("Ask a PLDM terminus: sensors, effecters, inventory, events.")
		.addHelpText("after", examples);
	for (const add of [addTypes, addPdr, addSensor, addEffecter, addFru, addEvents, addRaw]) add(pldm);
}
