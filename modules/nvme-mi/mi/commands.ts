// SPDX-License-Identifier: Apache-2.0
import { command, commandTable } from "../command.js";
import { Work } from "../model/work.js";
import { configurationGet, configurationSet } from "./configuration.js";
import { readDataStructure } from "./data-structures.js";
import { controllerHealth, subsystemHealth } from "./health.js";
import { reset, shutdown } from "./reset.js";
import { vpdRead, vpdWrite } from "./vpd.js";

const mandatory = Object.freeze({ mandatory: true, always: true });

/**
 * Commands of the management interface, by opcode (NVMe-MI 1.2, figure 55). Enclosure services and the management endpoint
 * buffer (08 to 0B) are left out: this is a drive, without such a buffer.
 */
export const managementTable = commandTable([
	command(0x00, "Read NVMe-MI Data Structure", readDataStructure, mandatory),
	command(0x01, "NVM Subsystem Health Status Poll", subsystemHealth, mandatory),
	command(0x02, "Controller Health Status Poll", controllerHealth, mandatory),
	command(0x03, "Configuration Set", configurationSet, { ...mandatory, input: true }),
	command(0x04, "Configuration Get", configurationGet, mandatory),
	command(0x05, "VPD Read", vpdRead, mandatory),
	command(0x06, "VPD Write", vpdWrite, { mandatory: true, input: true }),
	command(0x07, "Reset", reset, { ...mandatory, work: Work.reset }),
	command(0x0c, "Shutdown", shutdown, { always: true, work: Work.reset }),
]);
