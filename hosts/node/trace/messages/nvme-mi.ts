// SPDX-License-Identifier: Apache-2.0
import { integrityCheck } from "../../../../modules/mctp/header.js";
import crc32c from "../../../../modules/wire/crc32c.js";
import { hex } from "../../names.js";
import { restOf, type Describe, type Field } from "./message.js";

/** NVMe-MI message types (NVMe-MI 2.0, figure 20). */
const kinds = ["Control Primitive", "MI Command", "NVMe Admin Command", "", "PCIe Command", "Asynchronous Event"];
const answerBit = 0x80;
const checkLength = 4;

/** The header of an NVMe-MI message, and its integrity check. */
export const describeNvmeMi: Describe = (message, type) => {
	const faults = checkOf(message.memory, message.position - 1, message.end, type);
	if (0 !== (type & integrityCheck)) message.end = Math.max(message.position, message.end - checkLength);
	const parameters = message.u8();
	message.skip(2);
	const code = message.u8();
	if (message.short) return { name: "NVMe-MI", fields: [], faults: [...faults, "header cut short"] };
	const number = (parameters >> 3) & 0x0f;
	const isAnswer = 0 !== (parameters & answerBit);
	const fields: Field[] = [
		["slot", parameters & 1],
		isAnswer ? ["status", 0 === code ? "success" : hex(code)] : ["opcode", hex(code)],
		["bytes", restOf(message).length],
	];
	return { name: `NVMe-MI ${kinds[number] || `type ${number}`} ${isAnswer ? "answer" : "request"}`, fields, faults };
};

/** The integrity check is over everything before it, from the message type byte on (NVMe-MI 2.0, 3.1.1.1). */
function checkOf(memory: Uint8Array, from: number, end: number, type: number): string[] {
	if (0 === (type & integrityCheck)) return ["integrity check bit clear"];
	if (end - from <= checkLength) return ["no integrity check"];
	const expected = ~crc32c(memory, from, end - from - checkLength, -1) >>> 0;
	const found = new DataView(memory.buffer, memory.byteOffset).getUint32(end - checkLength, true);
	return found === expected ? [] : [`integrity check ${hex(found, 8)}, expected ${hex(expected, 8)}`];
}
