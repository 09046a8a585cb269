// SPDX-License-Identifier: Apache-2.0
import { At } from "../../../modules/nvme-mi/admin/fields.js";
import { Kind, Message } from "../../../modules/nvme-mi/message.js";
import type { Command } from "./request.js";

/** Whether a command changes nothing, by the byte at an offset of its figure. */
type Condition = (byte: (at: number) => number) => boolean;

const always: Condition = () => true;
/** Clear Status is not set. */
const keepsFlags: Condition = (byte) => 0 === (byte(15) & 0x80);

/** Commands that change nothing, by kind and opcode: these may be sent again where no answer comes. */
const readings: Readonly<Record<number, Readonly<Record<number, Condition>>>> = Object.freeze({
	/* Pause, Resume, Get State without clearing, Replay: twice is the same as once. */
	[Kind.controlPrimitive]: { 0x00: always, 0x01: always, 0x03: (byte) => 0 === (byte(6) & 1), 0x04: always },
	/* Read NVMe-MI Data Structure, health polls, Configuration Get, VPD Read. */
	[Kind.managementInterface]: { 0x00: always, 0x01: keepsFlags, 0x02: keepsFlags, 0x04: always, 0x05: always },
	/* Get Log Page that retains events, Identify, Get Features; Security Receive of information about protocols, not of their own messages. */
	[Kind.admin]: {
		0x02: (byte) => 0 !== (byte(At.dword10 + 1) & 0x80),
		0x06: always,
		0x0a: always,
		0x82: (byte) => 0 === byte(At.dword10 + 3),
	},
	[Kind.pcie]: { 0x00: always },
});

export function isReading({ kind, opcode, body }: Command): boolean {
	return readings[kind]?.[opcode]?.((at) => body[at - Message.code - 1] ?? 0) ?? false;
}
