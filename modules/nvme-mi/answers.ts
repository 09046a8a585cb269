// SPDX-License-Identifier: Apache-2.0
import { At } from "./admin/fields.js";
import { openLog } from "./admin/log-window.js";
import type Call from "./call.js";
import type { Command } from "./command.js";
import { Kind } from "./message.js";
import { Status } from "./status.js";

/** Commands whose answers can be others than those of the model: by what in the request these are told apart. */
export interface Answerable {
	readonly name: string;
	readonly kind: number;
	readonly opcode: number;
	/** Offsets of two dwords, and the bits of them that count. */
	readonly first: number;
	readonly firstMask: number;
	readonly second: number;
	readonly secondMask: number;
	/** It is of a controller and a namespace. */
	readonly ofController: boolean;
	readonly ofNamespace: boolean;
	/** Answers with zeros, where the structure has `size` bytes. */
	readonly open: (call: Call, size: number) => number;
}

const head = 8;

function openStructure(call: Call, size: number): number {
	call.response = size;
	return call.open(head, 0, size) ? Status.success : Status.internalError;
}

function openIdentify(call: Call, size: number): number {
	return call.transfer(size);
}

function openFeature(call: Call, size: number): number {
	return 0 === size ? Status.success : call.transfer(size, 0, true);
}

/** Data structure: type, port, controller and command set; Identify: CNS, controller, CNS specific; Get Log Page: page, parameter, identifier; Get Features: feature, select, dword 11. */
export const answerables: readonly Answerable[] = Object.freeze([
	row("structure", Kind.managementInterface, 0x00, 8, -1, 12, 0xff, openStructure),
	row("identify", Kind.admin, 0x06, At.dword10, 0xffff00ff | 0, At.dword11, -1, openIdentify),
	row("log", Kind.admin, 0x02, At.dword10, 0x7fff, At.dword11, 0xffff0000 | 0, openLog),
	row("feature", Kind.admin, 0x0a, At.dword10, 0x07ff, At.dword11, -1, openFeature),
	row("pcie", Kind.pcie, 0x00, 8, 0, 12, 0, openStructure),
]);

/** @setup */
function row(
	name: string,
	kind: number,
	opcode: number,
	first: number,
	firstMask: number,
	second: number,
	secondMask: number,
	open: Answerable["open"],
): Answerable {
	const ofNamespace = Kind.admin === kind;
	const ofController = ofNamespace || Kind.pcie === kind;
	return Object.freeze({ name, kind, opcode, first, firstMask, second, secondMask, ofController, ofNamespace, open });
}

/** Bytes that stand at an offset of a structure. */
export interface Patch {
	readonly at: number;
	readonly bytes: Uint8Array;
}

/** An answer that is not that of the model. */
export interface Answer {
	readonly command: Answerable;
	readonly controller: number;
	readonly namespace: number;
	readonly first: number;
	readonly second: number;
	/** It is refused: word of status and parameter error location, or status of the completion; 0: it is not. */
	readonly status: number;
	readonly completion: number;
	/** Completion dword 0; undefined: that of the model. */
	readonly result: number | undefined;
	/** Bytes of the structure, which the model does not know; -1: it does, and writes it first. */
	readonly size: number;
	readonly patches: readonly Patch[];
}

/** Answers of another device, where the model of a drive would give its own. */
class Answers {
	readonly #list: readonly Answer[];

	constructor(list: readonly Answer[]) {
		this.#list = list;
	}

	/** Runs a command. Returns what its handler returns. */
	run(call: Call, kind: number, command: Command): number {
		const answer = this.#find(call, kind, command.opcode);
		if (undefined === answer) return command.handle!(call);
		if (0 !== answer.status) return answer.status;
		if (0 !== answer.completion) return -answer.completion;
		const outcome = answer.size < 0 ? command.handle!(call) : answer.command.open(call, answer.size);
		if (0 !== outcome) return outcome;
		if (undefined !== answer.result) call.result = answer.result;
		const { patches } = answer;
		for (let index = 0; index < patches.length; index++) call.window.bytes(patches[index].at, patches[index].bytes);
		return outcome;
	}

	#find(call: Call, kind: number, opcode: number): Answer | undefined {
		const list = this.#list;
		for (let index = 0; index < list.length; index++) {
			const answer = list[index];
			const { command } = answer;
			if (command.opcode !== opcode || command.kind !== kind) continue;
			if (((call.u32(command.first) & command.firstMask) | 0) !== answer.first) continue;
			if (((call.u32(command.second) & command.secondMask) | 0) !== answer.second) continue;
			if (command.ofController && call.u16(controllerAt) !== answer.controller) continue;
			if (command.ofNamespace && call.u32(At.namespace) !== answer.namespace) continue;
			return answer;
		}
		return undefined;
	}
}

const controllerAt = 6;

Object.freeze(Answers.prototype);
export default Answers;
