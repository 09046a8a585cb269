// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { adminData } from "../call.js";
import { Completion, Status } from "../status.js";
import { field, octets, writeFields, type Field } from "../structure.js";
import { At } from "./fields.js";
import { openLog } from "./log-window.js";

/** Bytes of the persistent event log: its header, with no events behind it. */
export const persistentEventSize = 512;

/** Persistent Event Log header (figure 221). */
export const persistentEventLog: readonly Field<Call>[] = Object.freeze([
	field<Call>(0, 1, "LID", () => 0x0d),
	field<Call>(8, 8, "TLL", () => persistentEventSize),
	field<Call>(16, 1, "REV", () => 3),
	field<Call>(18, 2, "LHL", () => persistentEventSize - 20),
	field<Call>(20, 8, "Timestamp", ({ subsystem }) => subsystem.time),
	field<Call>(28, 16, "POH", ({ subsystem }) => subsystem.counters.hours(subsystem.time)),
	field<Call>(44, 8, "PCC", ({ subsystem }) => subsystem.counters.powerCycles),
	field<Call>(52, 2, "VID", ({ subsystem }) => subsystem.identity.vendor),
	field<Call>(54, 2, "SSVID", ({ subsystem }) => subsystem.identity.subsystemVendor),
	octets<Call>(56, 20, "SN", ({ subsystem }) => subsystem.identity.serialNumber),
	octets<Call>(76, 40, "MN", ({ subsystem }) => subsystem.identity.model),
	octets<Call>(116, 256, "SUBNQN", ({ subsystem }) => subsystem.identity.name),
]);

/** Supported Log Pages: action 3 of this page is supported (figure 204). */
export const contextAndHeader = 0x0001;

/** What a requester does with the reporting context (figure 220); one ends with a reset, too. */
const actionMask = 0x03;
const Action = Object.freeze({ read: 0, establish: 1, release: 2, establishAndReadHeader: 3 } as const);
/** Reporting Context Information: there was one before, by way of a management endpoint. */
const contextAt = 374;
const contextExists = 0x00060000;

function actionOf(call: Call): number {
	return call.u8(At.dword10 + 1) & actionMask;
}

/** Whether the controller has a reporting context. */
function hasContext({ controller, subsystem }: Call): boolean {
	return 0 !== (subsystem.logContexts & (1 << controller.index));
}

/** Only who has a context can read, and nobody has two; the header is read in any case. */
export function openPersistentEvents(call: Call, size: number): number {
	const action = actionOf(call);
	if (Action.release === action) return call.open(adminData, 0, 0) ? Status.success : Status.internalError;
	if (Action.establishAndReadHeader === action) return call.transfer(size);
	if ((Action.read === action) !== hasContext(call)) return Completion.commandSequenceError;
	return openLog(call, size);
}

export function writePersistentEvents(call: Call): void {
	const { controller, subsystem, window } = call;
	const existed = hasContext(call);
	writeFields(window, persistentEventLog, call);
	if (existed) window.u32(contextAt, contextExists | call.endpoint.port.id);
	if (Action.release === actionOf(call)) subsystem.logContexts &= ~(1 << controller.index);
	else subsystem.logContexts |= 1 << controller.index;
}
