// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { indexed } from "../command.js";
import { errorEntries } from "../model/error-log.js";
import { broadcastId } from "../model/namespaces.js";
import { Scope } from "../model/lockdown.js";
import { selfTestResults } from "../model/self-test.js";
import { Completion, Status } from "../status.js";
import { writeFields } from "../structure.js";
import { writeAdminEffects, writeFeatureEffects, writeManagementEffects } from "./effects-logs.js";
import { At } from "./fields.js";
import { enduranceLog, healthLog } from "./health-log.js";
import {
	persistentEventLog,
	persistentEventSize,
	sanitizeLog,
	telemetryLog,
	writeChangedNamespaces,
	writeErrors,
	writeFirmware,
	writeSelfTest,
} from "./state-logs.js";

/** A row: one log page. */
export interface LogPage {
	readonly id: number;
	readonly name: string;
	/** Bytes of the whole page. */
	readonly size: number;
	/** Only with the namespace identifiers that stand for the controller: 0 and all. */
	readonly ofController: boolean;
	/** Log specific identifier that it has to be asked for with; 0: with any. */
	readonly specific: number;
	/** Bytes that are not 0; `forget`: what the page tells of is over (Retain Asynchronous Event is clear). */
	readonly write: (call: Call, forget: boolean) => void;
}

/* Offsets of Get Log Page behind command dword 10. */
const retainAt = At.dword10 + 1;
const countAt = At.dword10 + 2;
const specificAt = At.dword11 + 2;
const offsetAt = At.dword12;
const offsetTypeAt = At.dword14 + 2;
const retain = 0x80;
const byIndex = 0x80;
/** The only endurance group. There is none with identifier 0 (NVMe Base 2.0, 3.2.3). */
const enduranceGroup = 1;

/** @setup */
function row(
	id: number,
	name: string,
	size: number,
	write: LogPage["write"],
	{ ofController = false, specific = 0 } = {},
): LogPage {
	return Object.freeze({ id, name, size, write, ofController, specific });
}

/** Log pages by identifier (NVMe Base 2.0, figure 202). */
export const logPages: readonly (LogPage | undefined)[] = indexed(
	[
		row(0x00, "Supported Log Pages", 1024, writeSupported),
		row(0x01, "Error Information", 64 * errorEntries, writeErrors),
		row(0x02, "SMART / Health Information", 512, (call) => writeFields(call.window, healthLog, call), { ofController: true }),
		row(0x03, "Firmware Slot Information", 512, writeFirmware),
		row(0x04, "Changed Namespace List", 4096, writeChangedNamespaces),
		row(0x05, "Commands Supported and Effects", 4096, writeAdminEffects),
		row(0x06, "Device Self-test", 4 + 28 * selfTestResults, writeSelfTest),
		row(0x07, "Telemetry Host-Initiated", 512, (call) => writeTelemetry(call, 0x07)),
		row(0x08, "Telemetry Controller-Initiated", 512, (call) => writeTelemetry(call, 0x08)),
		row(0x09, "Endurance Group Information", 512, (call) => writeFields(call.window, enduranceLog, call), { specific: enduranceGroup }),
		row(0x0d, "Persistent Event Log", persistentEventSize, (call) => writeFields(call.window, persistentEventLog, call)),
		row(0x12, "Feature Identifiers Supported and Effects", 1024, writeFeatureEffects),
		row(0x13, "NVMe-MI Commands Supported and Effects", 4096, writeManagementEffects),
		row(0x14, "Command and Feature Lockdown", 512, writeLockdown),
		row(0x81, "Sanitize Status", 512, (call) => writeFields(call.window, sanitizeLog, call.subsystem)),
	],
	({ id }) => id,
);

function writeTelemetry(call: Call, id: number): void {
	call.window.u8(0, id);
	writeFields(call.window, telemetryLog, call);
}

/** A dword for each page: whether it is supported (figure 203). */
function writeSupported({ window }: Call): void {
	for (let id = 0; id < logPages.length; id++) if (undefined !== logPages[id]) window.u32(4 * id, 1);
}

/** Opcodes or identifiers of the scope in the log specific parameter that are prohibited (figure 238). */
function writeLockdown(call: Call): void {
	const { window, subsystem } = call;
	const scope = call.u8(retainAt) & 0x0f;
	if (scope > Scope.pcie) return;
	let count = 0;
	for (let code = 0; code < 256; code++) if (subsystem.lockdown.has(scope, code)) window.u8(4 + count++, code);
	window.u8(0, scope);
	window.u8(3, count);
}

/** The dwords that are asked for of a page of `size` bytes, from an offset on; what lies behind its end is 0. */
export function openLog(call: Call, size: number): number {
	const offset = call.u64(offsetAt);
	if (0 !== (call.u8(offsetTypeAt) & byIndex) || 0 !== (offset & 3) || offset > size) return Completion.invalidField;
	return call.transfer(4 * (call.u32(countAt) + 1), offset);
}

/** Get Log Page (5.16). */
export function getLogPage(call: Call): number {
	const page = logPages[call.u8(At.dword10)];
	if (undefined === page) return Completion.invalidLogPage;
	const namespace = call.u32(At.namespace);
	if (page.ofController && 0 !== namespace && broadcastId !== namespace) return Completion.invalidField;
	if (0 !== page.specific && call.u16(specificAt) !== page.specific) return Completion.invalidField;
	const status = openLog(call, page.size);
	if (Status.success === status) page.write(call, 0 === (call.u8(retainAt) & retain));
	return status;
}
