// SPDX-License-Identifier: Apache-2.0
import { command, commandTable, prohibited } from "../command.js";
import { Work } from "../model/work.js";
import { getFeatures, setFeatures } from "./features.js";
import { commitFirmware, downloadFirmware } from "./firmware.js";
import { identify } from "./identify.js";
import { lockdown } from "./lockdown.js";
import { getLogPage } from "./logs.js";
import { formatNvm, sanitize, selfTest } from "./media.js";
import { attachNamespace, manageNamespace } from "./namespace-management.js";
import { receiveSecurity, sendSecurity } from "./security.js";

const mandatory = Object.freeze({ mandatory: true, always: true });
const input = Object.freeze({ input: true });

/**
 * NVMe Admin commands, by opcode (NVMe-MI 1.2, figure 108): those that there are, and those that a management endpoint has
 * to refuse. What is in neither list is not known, and refused as well.
 */
export const adminTable = commandTable([
	prohibited(0x00, "Delete I/O Submission Queue"),
	prohibited(0x01, "Create I/O Submission Queue"),
	command(0x02, "Get Log Page", getLogPage, mandatory),
	prohibited(0x04, "Delete I/O Completion Queue"),
	prohibited(0x05, "Create I/O Completion Queue"),
	command(0x06, "Identify", identify, mandatory),
	prohibited(0x08, "Abort"),
	command(0x09, "Set Features", setFeatures, { always: true, input: true }),
	command(0x0a, "Get Features", getFeatures, mandatory),
	prohibited(0x0c, "Asynchronous Event Request"),
	command(0x0d, "Namespace Management", manageNamespace, { input: true, work: Work.namespace }),
	command(0x10, "Firmware Commit", commitFirmware, { work: Work.commit }),
	command(0x11, "Firmware Image Download", downloadFirmware, input),
	command(0x14, "Device Self-test", selfTest),
	command(0x15, "Namespace Attachment", attachNamespace, { input: true, work: Work.namespace }),
	prohibited(0x18, "Keep Alive"),
	prohibited(0x19, "Directive Send"),
	prohibited(0x1a, "Directive Receive"),
	prohibited(0x1d, "NVMe-MI Send"),
	prohibited(0x1e, "NVMe-MI Receive"),
	prohibited(0x21, "Discovery Information Management"),
	prohibited(0x22, "Fabric Zoning Receive"),
	command(0x24, "Lockdown", lockdown),
	prohibited(0x25, "Fabric Zoning Lookup"),
	prohibited(0x29, "Fabric Zoning Send"),
	prohibited(0x39, "Send Discovery Log Page"),
	prohibited(0x3d, "Track Send"),
	prohibited(0x3e, "Track Receive"),
	prohibited(0x41, "Migration Send"),
	prohibited(0x42, "Migration Receive"),
	prohibited(0x45, "Controller Data Queue"),
	prohibited(0x7c, "Doorbell Buffer Config"),
	prohibited(0x7f, "Fabrics Commands"),
	command(0x80, "Format NVM", formatNvm, { work: Work.format }),
	command(0x81, "Security Send", sendSecurity, input),
	command(0x82, "Security Receive", receiveSecurity),
	command(0x84, "Sanitize", sanitize, { always: true }),
	prohibited(0x85, "Load Program"),
	prohibited(0x88, "Program Activation Management"),
	prohibited(0x89, "Memory Range Set Management"),
]);
