// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { command, commandTable } from "../command.js";
import { mostData } from "../message.js";
import { invalidParameter, Status } from "../status.js";
import { writeFields } from "../structure.js";
import { configurationSize, configurationSpace } from "./configuration-space.js";

const lengthAt = 8;
const offsetAt = 12;
const dataAt = 20;
const head = 8;

/** PCIe Configuration Read (NVMe-MI 1.2, 7.1): any part of the space. */
function readConfiguration(call: Call): number {
	const length = call.u16(lengthAt);
	const offset = call.u16(offsetAt);
	if (0 === length || length > mostData) return invalidParameter(lengthAt);
	if (offset + length > configurationSize) return invalidParameter(offsetAt);
	if (!call.open(head, offset, length)) return Status.internalError;
	writeFields(call.window, configurationSpace, call);
	return Status.success;
}

/** PCIe Configuration Write (7.2): denied, because nothing behind the registers would follow. */
function writeConfiguration(call: Call): number {
	const length = call.u16(lengthAt);
	if (call.length !== dataAt + length) return Status.invalidInputSize;
	if (0 === length || length > mostData) return invalidParameter(lengthAt);
	if (call.u16(offsetAt) + length > configurationSize) return invalidParameter(offsetAt);
	return Status.accessDenied;
}

/** PCIe commands, by opcode (figure 128). Memory and I/O space are left out. */
export const pcieTable = commandTable([
	command(0x00, "PCIe Configuration Read", readConfiguration, { always: true }),
	command(0x01, "PCIe Configuration Write", writeConfiguration, { always: true, input: true }),
]);
