// SPDX-License-Identifier: Apache-2.0
import { Change } from "../../../modules/nvme-mi/model/change.js";
import { Warning } from "../../../modules/nvme-mi/model/controller.js";
import type NvmeMiClient from "./client.js";
import { bitsOf, viewOf } from "./decode.js";
import { AnswerError } from "./errors.js";
import { Management } from "./management.js";

/** NVM Subsystem Health Data Structure (NVMe-MI 1.2, figure 106). */
export interface SubsystemHealth {
	/** It works; it needs a reset; its media is in the failure mode of sanitize. */
	readonly functional: boolean;
	readonly resetRequired: boolean;
	readonly sanitizeFailed: boolean;
	/** Whether the links of PCIe ports 0 and 1 are active. */
	readonly links: readonly [boolean, boolean];
	/** What SMART warns of. */
	readonly warnings: readonly string[];
	/** Degrees Celsius; undefined: the device does not know. */
	readonly temperature: number | undefined;
	/** Hundredths of the life, up to 255. */
	readonly used: number;
	/** What of some controller has changed since the flags were cleared. */
	readonly changed: readonly string[];
}

/** Controller Health Data Structure (figure 77). */
export interface ControllerHealth {
	readonly controller: number;
	readonly ready: boolean;
	readonly fatal: boolean;
	readonly shutdown: string;
	/** Degrees Celsius. */
	readonly temperature: number;
	readonly used: number;
	readonly spare: number;
	readonly warnings: readonly string[];
	readonly changed: readonly string[];
}

const subsystemSize = 8;
const entrySize = 16;
const clear = 0x80000000;
const celsius = 273;
const shutdowns = Object.freeze(["none", "occurring", "complete", "reserved"]);

/** NVM Subsystem Health Status Poll (5.6). `clearing`: the changed flags begin anew. */
export async function pollSubsystem(client: NvmeMiClient, clearing = false): Promise<SubsystemHealth> {
	const { data } = await client.management(Management.subsystemHealth, 0, clearing ? clear : 0);
	if (data.length < subsystemSize) throw new AnswerError("NVM Subsystem Health Status Poll", `it has ${data.length} of 8 bytes of data`);
	const [status, warnings, temperature, used] = data;
	const bit = (mask: number) => 0 !== (status & mask);
	return {
		functional: bit(0x20),
		resetRequired: !bit(0x10),
		sanitizeFailed: bit(0x40),
		links: [bit(0x08), bit(0x04)],
		warnings: bitsOf(Warning, ~warnings & 0x3f),
		temperature: degrees(temperature),
		used,
		changed: bitsOf(Change, viewOf(data).getUint16(4, true)),
	};
}

/** Composite Temperature: 80h is no data, 81h a failed sensor, C4h 60 below zero or less. */
function degrees(byte: number): number | undefined {
	if (byte < 0x80) return byte;
	return byte < 0xc4 ? undefined : byte - 0x100;
}

const most = 0xff;
const includeAll = 0x80;
const everySelection = 0x8000001f;

/** Controller Health Status Poll (5.3): of all controllers, however many answers that takes. */
export async function pollControllers(client: NvmeMiClient, clearing = false): Promise<ControllerHealth[]> {
	const found: ControllerHealth[] = [];
	for (let first = 0; first <= 0xffff;) {
		const dword0 = (first | (most << 16) | (includeAll << 24)) >>> 0;
		const { response, data } = await client.management(Management.controllerHealth, dword0, clearing ? everySelection : 0x1f);
		const count = response >>> 16;
		if (data.length < count * entrySize)
			throw new AnswerError("Controller Health Status Poll", `${count} entries do not fit ${data.length} bytes of data`);
		for (let index = 0; index < count; index++) found.push(entryOf(data.subarray(index * entrySize)));
		const last = found.at(-1)?.controller ?? 0xffff;
		if (count <= most || last < first) break;
		first = last + 1;
	}
	return found;
}

function entryOf(bytes: Uint8Array): ControllerHealth {
	const view = viewOf(bytes);
	const status = view.getUint16(2, true);
	return {
		controller: view.getUint16(0, true),
		ready: 0 !== (status & 1),
		fatal: 0 !== (status & 2),
		shutdown: shutdowns[(status >> 2) & 3],
		temperature: view.getUint16(4, true) - celsius,
		used: bytes[6],
		spare: bytes[7],
		warnings: bitsOf(Warning, bytes[8]),
		changed: bitsOf(Change, view.getUint16(9, true)),
	};
}
