// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { field, type Field } from "../structure.js";

const mostSensors = 8;
const sensorsAt = 200;

/** SMART / Health Information (NVMe Base 2.0, figure 207). */
export const healthLog: readonly Field<Call>[] = Object.freeze([
	field<Call>(0, 1, "Critical Warning", ({ controller }) => controller.warning),
	field<Call>(1, 2, "Composite Temperature", ({ controller }) => controller.temperature),
	field<Call>(3, 1, "Available Spare", ({ controller }) => controller.spare),
	field<Call>(4, 1, "Available Spare Threshold", ({ controller }) => controller.options.health.spareThreshold),
	field<Call>(5, 1, "Percentage Used", ({ controller }) => Math.min(controller.used, 0xff)),
	field<Call>(6, 1, "Endurance Group Critical Warning Summary", ({ controller }) => controller.warning & 0x0d),
	field<Call>(32, 16, "Data Units Read", ({ subsystem }) => subsystem.counters.unitsRead(subsystem.time)),
	field<Call>(48, 16, "Data Units Written", ({ subsystem }) => subsystem.counters.unitsWritten(subsystem.time)),
	field<Call>(64, 16, "Host Read Commands", ({ subsystem }) => subsystem.counters.reads(subsystem.time)),
	field<Call>(80, 16, "Host Write Commands", ({ subsystem }) => subsystem.counters.writes(subsystem.time)),
	field<Call>(96, 16, "Controller Busy Time", ({ subsystem }) => subsystem.counters.busy(subsystem.time)),
	field<Call>(112, 16, "Power Cycles", ({ subsystem }) => subsystem.counters.powerCycles),
	field<Call>(128, 16, "Power On Hours", ({ subsystem }) => subsystem.counters.hours(subsystem.time)),
	field<Call>(144, 16, "Unsafe Shutdowns", ({ subsystem }) => subsystem.counters.unsafeShutdowns),
	field<Call>(160, 16, "Media and Data Integrity Errors", ({ subsystem }) => subsystem.counters.mediaErrors),
	field<Call>(176, 16, "Number of Error Information Log Entries", ({ controller }) => controller.errors.count),
	...Array.from({ length: mostSensors }, (_, index) => {
		const sensor = index + 1;
		return field<Call>(sensorsAt + 2 * index, 2, `Temperature Sensor ${sensor}`, ({ controller }) => controller.temperatureOf(sensor));
	}),
]);

/** Endurance Group Information (figure 217): of the only group there is. */
export const enduranceLog: readonly Field<Call>[] = Object.freeze([
	field<Call>(0, 1, "Critical Warning", ({ controller }) => controller.warning & 0x0d),
	field<Call>(3, 1, "Available Spare", ({ controller }) => controller.spare),
	field<Call>(4, 1, "Available Spare Threshold", ({ controller }) => controller.options.health.spareThreshold),
	field<Call>(5, 1, "Percentage Used", ({ controller }) => Math.min(controller.used, 0xff)),
	field<Call>(48, 16, "Data Units Read", ({ subsystem }) => subsystem.counters.unitsRead(subsystem.time)),
	field<Call>(64, 16, "Data Units Written", ({ subsystem }) => subsystem.counters.unitsWritten(subsystem.time)),
	field<Call>(80, 16, "Media Units Written", ({ subsystem }) => subsystem.counters.unitsWritten(subsystem.time)),
	field<Call>(96, 16, "Host Read Commands", ({ subsystem }) => subsystem.counters.reads(subsystem.time)),
	field<Call>(112, 16, "Host Write Commands", ({ subsystem }) => subsystem.counters.writes(subsystem.time)),
	field<Call>(128, 16, "Media and Data Integrity Errors", ({ subsystem }) => subsystem.counters.mediaErrors),
	field<Call>(144, 16, "Number of Error Information Log Entries", ({ controller }) => controller.errors.count),
	field<Call>(160, 16, "Total Endurance Group Capacity", ({ subsystem }) => subsystem.namespaces.capacity),
	field<Call>(176, 16, "Unallocated Endurance Group Capacity", ({ subsystem }) => subsystem.namespaces.unallocated),
]);
