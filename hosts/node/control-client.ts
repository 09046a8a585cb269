// SPDX-License-Identifier: Apache-2.0
import { Command, ControlHeader } from "../../modules/control/command.js";
import { Completion } from "../../modules/control/completion.js";
import type Requester from "./requester.js";

/** The other endpoint answered with a completion code other than success. */
export class CompletionError extends Error {
	readonly completion: number;

	constructor(command: string, completion: number) {
		super(`${command}: completion code ${completion} (${nameOf(Completion, completion) ?? "specific to the command"})`);
		this.name = "CompletionError";
		this.completion = completion;
	}
}

export type CommandName = Exclude<keyof typeof Command, "transportSpecific">;

const controlType = 0x00;
const instances = 32;
/** Header byte, command code, completion code. */
const headLength = 3;

/** Sends requests of the MCTP control protocol (DSP0236 12) by one port. */
class ControlClient {
	readonly #requester: Requester;
	readonly #port: number;
	readonly #physical: number;
	#instance = 0;

	constructor(requester: Requester, port: number, physical = 0) {
		this.#requester = requester;
		this.#port = port;
		this.#physical = physical;
	}

	/** Resolves to what follows the completion code. Rejects with a CompletionError if that is not success. */
	async command(eid: number, name: CommandName, ...data: number[]): Promise<Uint8Array> {
		const code = Command[name];
		const instance = (this.#instance = (this.#instance + 1) % instances);
		const answer = await this.#requester.request({
			port: this.#port,
			eid,
			physical: this.#physical,
			type: controlType,
			body: Uint8Array.of((ControlHeader.request >> 8) | instance, code, ...data),
		});
		if (answer.length < headLength || answer[0] !== instance || answer[1] !== code)
			throw new Error(`${name}: the answer is to something else`);
		if (Completion.success !== answer[2]) throw new CompletionError(name, answer[2]);
		return answer.subarray(headLength);
	}
}

function nameOf(table: Record<string, number>, value: number): string | undefined {
	return Object.keys(table).find((name) => table[name] === value);
}

export default ControlClient;
