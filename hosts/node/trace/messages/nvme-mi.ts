// SPDX-License-Identifier: Apache-2.0
import { integrityCheck } from "../../../../modules/mctp/header.js";
import { adminTable } from "../../../../modules/nvme-mi/admin/commands.js";
import { At } from "../../../../modules/nvme-mi/admin/fields.js";
import { structures } from "../../../../modules/nvme-mi/admin/identify.js";
import { logPages } from "../../../../modules/nvme-mi/admin/logs.js";
import type { CommandTable } from "../../../../modules/nvme-mi/command.js";
import { Kind, Message, Parameter } from "../../../../modules/nvme-mi/message.js";
import { managementTable } from "../../../../modules/nvme-mi/mi/commands.js";
import { configurations } from "../../../../modules/nvme-mi/mi/configuration.js";
import { pcieTable } from "../../../../modules/nvme-mi/pcie/commands.js";
import Primitives from "../../../../modules/nvme-mi/primitives.js";
import { Completion, Status } from "../../../../modules/nvme-mi/status.js";
import crc32c from "../../../../modules/wire/crc32c.js";
import { hex } from "../../names.js";
import { featureName } from "../../nvme/feature-names.js";
import { restOf, wordsOf, type Describe, type Field } from "./message.js";

/** Names of NVMe-MI message types, and their commands by opcode. */
const kinds: Readonly<Record<number, { readonly name: string; readonly table?: CommandTable }>> = Object.freeze({
	[Kind.controlPrimitive]: { name: "Control Primitive" },
	[Kind.managementInterface]: { name: "MI Command", table: managementTable },
	[Kind.admin]: { name: "NVMe Admin Command", table: adminTable },
	[Kind.pcie]: { name: "PCIe Command", table: pcieTable },
	[Kind.asynchronousEvent]: { name: "Asynchronous Event" },
});

/** What one command says of itself, from the message type byte on. */
type Details = (message: DataView) => Field[];

const identify: Details = (message) => {
	const cns = message.getUint8(At.dword10);
	return [["structure", structures[cns]?.name ?? hex(cns)], ...partOf(message)];
};
const getLogPage: Details = (message) => {
	const id = message.getUint8(At.dword10);
	return [["page", logPages[id]?.name ?? hex(id)], ...partOf(message)];
};
const feature: Details = (message) => {
	const id = message.getUint8(At.dword10);
	return [["feature", featureName(id) ?? hex(id)]];
};
const configuration: Details = (message) => {
	const id = message.getUint8(8);
	return [["configuration", configurations[id]?.name ?? hex(id)]];
};

/** By kind and opcode. */
const details: Readonly<Record<number, Readonly<Record<number, Details>>>> = Object.freeze({
	[Kind.managementInterface]: { 0x03: configuration, 0x04: configuration },
	[Kind.admin]: { 0x02: getLogPage, 0x06: identify, 0x09: feature, 0x0a: feature },
});

/** An NVMe-MI message (NVMe-MI 1.2, 3 and 4). */
export const describeNvmeMi: Describe = (message, type) => {
	const start = message.position - 1;
	const faults = checkOf(message.memory, start, message.end, type);
	if (0 !== (type & integrityCheck)) message.end = Math.max(message.position, message.end - Message.check);
	const parameters = message.u8();
	message.skip(2);
	const code = message.u8();
	if (message.short) return { name: "NVMe-MI", fields: [], faults: [...faults, "header cut short"] };
	const number = (parameters >> Parameter.kindShift) & Parameter.kindMask;
	const kind = kinds[number] ?? { name: `type ${number}` };
	const fields: Field[] = [["slot", parameters & Parameter.slot]];
	const view = new DataView(message.memory.buffer, message.memory.byteOffset + start, message.end - start);
	if (Kind.asynchronousEvent === number) {
		fields.push(["events", code], ["bytes", restOf(message).length]);
		return { name: `NVMe-MI ${kind.name}`, fields, faults };
	}
	if (0 !== (parameters & Parameter.response)) {
		fields.push(...answerOf(number, code, view), ["bytes", restOf(message).length]);
		return { name: `NVMe-MI ${kind.name} answer`, fields, faults };
	}
	const command = Kind.controlPrimitive === number ? Primitives.rows[code] : kind.table?.[code];
	if (undefined === command) fields.push(["opcode", hex(code)]);
	else if ("handle" in command && undefined === command.handle) fields.push(["prohibited", hex(code)]);
	fields.push(...requestOf(number, code, view), ["bytes", restOf(message).length]);
	return { name: `NVMe-MI ${command?.name ?? kind.name} request`, fields, faults };
};

function requestOf(kind: number, opcode: number, view: DataView): Field[] {
	const fixed = Kind.admin === kind ? At.data : Kind.managementInterface === kind ? 16 : Infinity;
	if (view.byteLength < fixed) return [];
	const fields: Field[] = [];
	if (Kind.admin === kind) {
		const namespace = view.getUint32(At.namespace, true);
		fields.push(["controller", view.getUint16(6, true)]);
		if (0 !== namespace) fields.push(["namespace", 0xffffffff === namespace ? "all" : namespace]);
	}
	return [...fields, ...(details[kind]?.[opcode]?.(view) ?? [])];
}

/** Status, where the parameter is that it is about, and the completion of an NVMe command. */
function answerOf(kind: number, status: number, view: DataView): Field[] {
	const fields: Field[] = [["status", wordsOf(Status, status) ?? hex(status)]];
	if (view.byteLength < 2 * Message.header) return fields;
	if (Status.invalidParameter === status) fields.push(["byte", view.getUint16(6, true)], ["bit", view.getUint8(5) & 7]);
	if (Status.moreProcessingRequired === status) fields.push(["time", `${view.getUint16(6, true) / 10} s`]);
	if (Kind.admin === kind && Status.success === status && view.byteLength >= 20) {
		const completion = (view.getUint16(18, true) >> 1) & 0x7ff;
		fields.push(["completion", 0 === completion ? "success" : (wordsOf(Completion, -completion) ?? hex(completion, 3))]);
	}
	return fields;
}

/** Offset and length of what is asked for. */
function partOf(message: DataView): Field[] {
	const offset = message.getUint32(28, true);
	return [...(0 === offset ? [] : ([["offset", offset]] as Field[])), ["length", message.getUint32(32, true)]];
}

/** The integrity check is over everything before it, from the message type byte on (NVMe-MI 1.2, 3.1.1.1). */
function checkOf(memory: Uint8Array, from: number, end: number, type: number): string[] {
	if (0 === (type & integrityCheck)) return ["integrity check bit clear"];
	if (end - from <= Message.check) return ["no integrity check"];
	const expected = ~crc32c(memory, from, end - from - Message.check, -1) >>> 0;
	const found = new DataView(memory.buffer, memory.byteOffset).getUint32(end - Message.check, true);
	return found === expected ? [] : [`integrity check ${hex(found, 8)}, expected ${hex(expected, 8)}`];
}
