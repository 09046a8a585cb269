// SPDX-License-Identifier: Apache-2.0
import { Completion } from "../../../modules/pldm/completion.js";
import { PldmHeader, pldmMessage } from "../../../modules/pldm/header.js";
import { instanceCount } from "../../../modules/pldm/instances.js";
import { decode, encode, type Values } from "../../../modules/pldm/layout/field.js";
import { usualAttempts, usualTimeout } from "../../../modules/pldm/own-request.js";
import { hex } from "../names.js";
import type Requester from "../requester.js";
import { pldmCommandName, pldmTypeName } from "./commands.js";
import { completionWords } from "./completions.js";
import { messageLayouts } from "./messages.js";

/** The terminus answered with a completion code other than success. */
export class PldmError extends Error {
	readonly completion: number;

	constructor(type: number, code: number, completion: number) {
		const words = completionWords(type, code, completion);
		super(`${nameOf(type, code)}: completion code ${hex(completion)}${undefined === words ? "" : `, ${words}`}`);
		this.name = "PldmError";
		this.completion = completion;
	}
}

export interface PldmClientOptions {
	requester: Requester;
	/** EID of the terminus; 0: whoever has the physical address. */
	eid: number;
	/** Index of the endpoint's port; 0 */
	port?: number;
	/** Address on the medium, where it has addresses; that of the requester */
	physical?: number;
	/** Milliseconds to wait for each answer (PT2); 1000 */
	timeout?: number;
	/** How often a request is sent at most; 3 */
	attempts?: number;
}

/** Bytes of an answer before what the completion code lets through. */
const headLength = 4;

/** Sends PLDM requests to one terminus. */
class PldmClient {
	readonly eid: number;
	readonly #requester: Requester;
	readonly #call: { readonly port: number; readonly physical?: number; readonly timeout: number; readonly attempts: number };
	#instance = 0;

	constructor({ requester, eid, port = 0, physical, timeout = usualTimeout, attempts = usualAttempts }: PldmClientOptions) {
		this.eid = eid;
		this.#requester = requester;
		this.#call = { port, timeout, attempts, ...(undefined === physical ? {} : { physical }) };
	}

	/** Sends a command, and resolves to the fields of its answer. Rejects with a PldmError, or where the answer is no answer. */
	async command(type: number, code: number, values: Values = {}): Promise<Values> {
		const layouts = messageLayouts[type]?.[code];
		const name = nameOf(type, code);
		if (undefined === layouts) throw new Error(`${name}: unknown here, send its bytes`);
		const answer = await this.raw(type, code, encode(layouts.request, values));
		if (Completion.success !== answer[0]) throw new PldmError(type, code, answer[0]);
		try {
			return decode(layouts.answer, answer.subarray(1));
		} catch (error) {
			throw new Error(`${name}: the answer is ${(error as Error).message}`, { cause: error });
		}
	}

	/** Sends a command with these bytes behind its code, and resolves to the answer from the completion code on. */
	async raw(type: number, code: number, body: Uint8Array): Promise<Uint8Array> {
		const instance = this.#instance;
		this.#instance = (instance + 1) % instanceCount;
		const answer = await this.#requester.request({
			...this.#call,
			eid: this.eid,
			type: pldmMessage,
			body: Uint8Array.of(PldmHeader.request | instance, type, code, ...body),
		});
		const isIts = (answer[0] & ~0x20) === instance && (answer[1] & PldmHeader.typeMask) === type && answer[2] === code;
		if (answer.length < headLength || !isIts) throw new Error(`${nameOf(type, code)}: the answer is to something else`);
		return answer.subarray(headLength - 1);
	}
}

function nameOf(type: number, code: number): string {
	return pldmCommandName(type, code) ?? `${pldmTypeName(type) ?? `type ${hex(type)}`} command ${hex(code)}`;
}

export default PldmClient;
