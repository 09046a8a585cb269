// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { errorEntries } from "../model/error-log.js";
import { selfTestResults } from "../model/self-test.js";
import { noEstimate } from "../model/sanitize.js";
import type Subsystem from "../model/subsystem.js";
import { field, type Field } from "../structure.js";

const errorEntry = 64;
/** Status field of an entry, which has the phase tag as bit 0. */
const statusShift = 1;
const selfTestHead = 4;
const selfTestEntry = 28;
/** Result of an entry that is not used. */
const notUsed = 0x0f;
/** Diagnostic information: the namespace is valid. */
const namespaceValid = 0x01;
const revisionsAt = 8;

/** Error Information (NVMe Base 2.0, figure 206), latest first. */
export function writeErrors({ window, controller }: Call): void {
	const { errors } = controller;
	for (let age = 0; age < errorEntries; age++) {
		const at = age * errorEntry;
		const number = errors.number(age);
		if (0 === number || !window.has(at, errorEntry)) continue;
		window.u64(at, number);
		window.u16(at + 12, errors.status(number) << statusShift);
		window.u16(at + 14, 0xffff);
		window.u32(at + 24, errors.namespace(number));
		window.u8(at + 31, errors.opcode(number));
	}
}

/** Firmware Slot Information (figure 209). */
export function writeFirmware({ window, subsystem }: Call): void {
	const { firmware } = subsystem;
	window.u8(0, firmware.active | (firmware.next << 4));
	for (let index = 0; index < firmware.slots.length; index++) window.bytes(revisionsAt + 8 * index, firmware.slots[index]);
}

/** Changed Namespace List (5.16.1.5), which a requester empties by reading it. */
export function writeChangedNamespaces({ window, controller, subsystem }: Call, forget: boolean): void {
	const { all } = subsystem.namespaces;
	const bit = 1 << controller.index;
	let at = 0;
	for (let index = 0; index < all.length; index++) {
		const namespace = all[index];
		if (0 === (namespace.changed & bit)) continue;
		window.u32(at, namespace.id);
		at += 4;
		if (forget) namespace.changed &= ~bit;
	}
}

/** Device Self-test (figure 213). */
export function writeSelfTest({ window, controller, subsystem }: Call): void {
	const { selfTest } = controller;
	const { time } = subsystem;
	window.u8(0, selfTest.running);
	window.u8(1, selfTest.progress(time));
	for (let age = 0; age < selfTestResults; age++) {
		const at = selfTestHead + age * selfTestEntry;
		if (age >= selfTest.count) {
			window.u8(at, notUsed);
			continue;
		}
		if (!window.has(at, selfTestEntry)) continue;
		window.u8(at, selfTest.outcome(age));
		window.u8(at + 2, 0 === selfTest.namespace(age) ? 0 : namespaceValid);
		window.u64(at + 4, selfTest.hours(age));
		window.u32(at + 12, selfTest.namespace(age));
	}
}

function estimate({ times }: Subsystem): number {
	return times.sanitizeEstimate;
}

function notEstimated(): number {
	return noEstimate;
}

/** Sanitize Status (figure 247), and of NVMe Base 2.1 what would be 0 s if it were left out. */
export const sanitizeLog: readonly Field<Subsystem>[] = Object.freeze([
	field<Subsystem>(0, 2, "SPROG", ({ sanitize, time }) => sanitize.progress(time)),
	field<Subsystem>(2, 2, "SSTAT", ({ sanitize }) => sanitize.status),
	field<Subsystem>(4, 4, "SCDW10", ({ sanitize }) => sanitize.command),
	field<Subsystem>(8, 4, "ETO", estimate),
	field<Subsystem>(12, 4, "ETBE", estimate),
	field<Subsystem>(16, 4, "ETCE", estimate),
	field<Subsystem>(20, 4, "ETOND", notEstimated),
	field<Subsystem>(24, 4, "ETBEND", notEstimated),
	field<Subsystem>(28, 4, "ETCEND", notEstimated),
	field<Subsystem>(32, 4, "ETPVDS", notEstimated),
]);

/** Header of the telemetry logs, without data areas (figures 215 and 216). */
export const telemetryLog: readonly Field<Call>[] = Object.freeze([
	field<Call>(5, 2, "IEEE", ({ subsystem }) => subsystem.identity.oui & 0xffff),
	field<Call>(7, 1, "IEEE", ({ subsystem }) => subsystem.identity.oui >> 16),
]);
