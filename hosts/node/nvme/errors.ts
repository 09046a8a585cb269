// SPDX-License-Identifier: Apache-2.0
import { Kind } from "../../../modules/nvme-mi/message.js";
import { Status } from "../../../modules/nvme-mi/status.js";
import { hex } from "../names.js";
import { completionNames, doNotRetry, statusHints, statusNames } from "./statuses.js";

/** The device refused a command, with the status of an NVMe-MI response message. */
export class NvmeMiError extends Error {
	readonly status: number;
	/** Where in the request the parameter is that it does not like: byte from the message type on, and bit. Undefined: it does not say. */
	readonly byte: number | undefined;
	readonly bit: number | undefined;

	/** `answer` is what came, from the status on. */
	constructor(name: string, kind: number, answer: Uint8Array) {
		const [status] = answer;
		const hasLocation = Status.invalidParameter === status && Kind.controlPrimitive !== kind && answer.length >= 4;
		const byte = hasLocation ? answer[2] | (answer[3] << 8) : 0;
		const bit = hasLocation ? answer[1] & 7 : 0;
		/* Bytes 0 to 3 are the message header: there is no parameter that one could be told of. */
		const where = byte > 3 ? `: byte ${byte}, bit ${bit}${fieldAt(kind, byte)}` : "";
		const hint = statusHints[status];
		const text = statusNames[status] ?? (status >= 0xe0 ? "specific to the vendor" : "unknown");
		super(`${name}: ${text} (status ${hex(status)}${where})${undefined === hint ? "" : `: ${hint}`}`);
		this.name = "NvmeMiError";
		this.status = status;
		this.byte = byte > 3 ? byte : undefined;
		this.bit = byte > 3 ? bit : undefined;
	}
}

/** The controller completed an NVMe command with an error. */
export class CompletionError extends Error {
	/** Status code type and status code: 3 and 8 bits. */
	readonly status: number;
	/** Trying again will not help. */
	readonly final: boolean;

	/** `field` is the status field: the upper 15 bits of completion dword 3. */
	constructor(name: string, field: number) {
		const status = field & 0x7ff;
		const final = 0 !== (field & doNotRetry);
		const known = completionNames[status] ?? (0x7 === status >> 8 ? "specific to the vendor" : "unknown");
		super(`${name}: ${known} (NVMe status ${hex(status, 3)}${final ? "" : ", may be tried again"})`);
		this.name = "CompletionError";
		this.status = status;
		this.final = final;
	}
}

/** What the device sent is no answer to the command. */
export class AnswerError extends Error {
	constructor(name: string, reason: string) {
		super(`${name}: the answer is refused: ${reason}`);
		this.name = "AnswerError";
	}
}

/** Fields of requests, by the kind and the first byte of each (NVMe-MI 1.2, figures 53, 110 and 129). */
const fieldNames: Readonly<Record<number, readonly (readonly [first: number, name: string])[]>> = Object.freeze({
	[Kind.managementInterface]: [
		[4, "opcode"],
		[8, "NVMe Management dword 0"],
		[12, "NVMe Management dword 1"],
		[16, "data"],
	],
	[Kind.admin]: [
		[4, "opcode"],
		[5, "command flags"],
		[6, "controller"],
		[8, "namespace"],
		[12, "dwords 2 to 5"],
		[28, "data offset"],
		[32, "data length"],
		[36, "reserved"],
		[44, "dword 10"],
		[48, "dword 11"],
		[52, "dword 12"],
		[56, "dword 13"],
		[60, "dword 14"],
		[64, "dword 15"],
		[68, "data"],
	],
	[Kind.pcie]: [
		[4, "opcode"],
		[6, "controller"],
		[8, "length"],
		[12, "offset"],
		[20, "data"],
	],
});

function fieldAt(kind: number, byte: number): string {
	const field = (fieldNames[kind] ?? []).filter(([first]) => byte >= first).at(-1);
	return undefined === field ? "" : `, ${field[1]}`;
}
