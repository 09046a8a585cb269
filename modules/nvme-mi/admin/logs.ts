// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { indexed } from "../command.js";
import { errorEntries } from "../model/error-log.js";
import { broadcastId } from "../model/namespaces.js";
import { selfTestResults } from "../model/self-test.js";
import { Completion, Status } from "../status.js";
import { writeFields } from "../structure.js";
import { writeAdminEffects, writeFeatureEffects, writeManagementEffects } from "./effects-logs.js";
import { At } from "./fields.js";
import { enduranceLog, healthLog } from "./health-log.js";
import { openLog } from "./log-window.js";
import { openLockdown, writeLockdown } from "./lockdown-log.js";
import { contextAndHeader, openPersistentEvents, persistentEventSize, writePersistentEvents } from "./persistent-events.js";
import { sanitizeLog, telemetryLog, writeChangedNamespaces, writeErrors, writeFirmware, writeSelfTest } from "./state-logs.js";

/** A row: one log page. */
export interface LogPage {
	readonly id: number;
	readonly name: string;
	/** Bytes of the whole page. */
	readonly size: number;
	/** Log specific identifier that it has to be asked for with; 0: with any, and the page is of the controller or of the subsystem. */
	readonly specific: number;
	/** It can be read while the subsystem sanitizes, and in the failure mode. */
	readonly always: boolean;
	/** What the page has of its own in Supported Log Pages (LIDSP). */
	readonly parameter: number;
	/** Makes room for the part that is asked for, or refuses. */
	readonly open: (call: Call, size: number) => number;
	/** Bytes that are not 0; `forget`: what the page tells of is over (Retain Asynchronous Event is clear). */
	readonly write: (call: Call, forget: boolean) => void;
}

/* Offsets of Get Log Page. */
const retainAt = At.dword10 + 1;
const specificAt = At.dword11 + 2;
const retain = 0x80;
/** The only endurance group. There is none with identifier 0 (NVMe Base 2.0, 3.2.3). */
const enduranceGroup = 1;

/** @setup */
function row(
	id: number,
	name: string,
	size: number,
	write: LogPage["write"],
	{ specific = 0, always = false, parameter = 0, open = openLog } = {},
): LogPage {
	return Object.freeze({ id, name, size, write, specific, always, parameter, open });
}

/** Log pages by identifier (NVMe Base 2.0, figure 202). */
export const logPages: readonly (LogPage | undefined)[] = indexed(
	[
		row(0x00, "Supported Log Pages", 1024, writeSupported),
		row(0x01, "Error Information", 64 * errorEntries, writeErrors, { always: true }),
		row(0x02, "SMART / Health Information", 512, (call) => writeFields(call.window, healthLog, call), { always: true }),
		row(0x03, "Firmware Slot Information", 512, writeFirmware),
		row(0x04, "Changed Namespace List", 4096, writeChangedNamespaces, { always: true }),
		row(0x05, "Commands Supported and Effects", 4096, writeAdminEffects),
		row(0x06, "Device Self-test", 4 + 28 * selfTestResults, writeSelfTest),
		row(0x07, "Telemetry Host-Initiated", 512, (call) => writeTelemetry(call, 0x07)),
		row(0x08, "Telemetry Controller-Initiated", 512, (call) => writeTelemetry(call, 0x08)),
		row(0x09, "Endurance Group Information", 512, (call) => writeFields(call.window, enduranceLog, call), { specific: enduranceGroup }),
		row(0x0d, "Persistent Event Log", persistentEventSize, writePersistentEvents, {
			open: openPersistentEvents,
			parameter: contextAndHeader,
		}),
		row(0x12, "Feature Identifiers Supported and Effects", 1024, writeFeatureEffects),
		row(0x13, "NVMe-MI Commands Supported and Effects", 4096, writeManagementEffects),
		row(0x14, "Command and Feature Lockdown", 512, writeLockdown, { open: openLockdown }),
		row(0x81, "Sanitize Status", 512, (call) => writeFields(call.window, sanitizeLog, call.subsystem), { always: true }),
	],
	({ id }) => id,
);

function writeTelemetry(call: Call, id: number): void {
	call.window.u8(0, id);
	writeFields(call.window, telemetryLog, call);
}

/** A dword for each page: whether it is supported (figure 203). */
function writeSupported({ window }: Call): void {
	for (let id = 0; id < logPages.length; id++) {
		const page = logPages[id];
		if (undefined !== page) window.u32(4 * id, 1 | (page.parameter << 16));
	}
}

/** Get Log Page (5.16). */
export function getLogPage(call: Call): number {
	const { sanitize } = call.subsystem;
	const page = logPages[call.u8(At.dword10)];
	if (undefined === page) return Completion.invalidLogPage;
	if (!page.always && sanitize.running) return Completion.sanitizeInProgress;
	if (!page.always && sanitize.failed) return Completion.sanitizeFailed;
	const namespace = call.u32(At.namespace);
	if (0 === page.specific && 0 !== namespace && broadcastId !== namespace) return Completion.invalidField;
	if (0 !== page.specific && call.u16(specificAt) !== page.specific) return Completion.invalidField;
	const status = page.open(call, page.size);
	if (Status.success === status) page.write(call, 0 === (call.u8(retainAt) & retain));
	return status;
}
