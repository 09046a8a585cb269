// SPDX-License-Identifier: Apache-2.0
import { Kind } from "../../../modules/nvme-mi/message.js";
import { Status } from "../../../modules/nvme-mi/status.js";
import type Requester from "../requester.js";
import { completionLength, headLength } from "./answer.js";
import { AnswerError, CompletionError, NvmeMiError } from "./errors.js";
import { exchange, type Patience } from "./exchange.js";
import { commandName } from "./names.js";
import { adminCommand, managementCommand, pcieCommand, primitive, type AdminFields, type Command } from "./request.js";
import { isReading } from "./reading.js";
import SlotQueue from "./slot-queue.js";

export interface NvmeMiClientOptions extends Partial<Patience> {
	requester: Requester;
	/** EID of the device; 0: whoever has the physical address. */
	eid: number;
	/** Index of the endpoint's port; 0 */
	port?: number;
	/** Address on the medium, where it has addresses; as the requester says */
	physical?: number | undefined;
	/** Command slots that are used, 1 or 2; 2 */
	slots?: number;
	/** The device says that a command needs so many milliseconds more. */
	onProgress?: (name: string, milliseconds: number) => void;
}

/** Codes of control primitives (NVMe-MI 1.2, figure 33). */
export const Primitive = Object.freeze({ pause: 0, resume: 1, abort: 2, getState: 3, replay: 4 } as const);
/** Bit of the response to Replay: the answer is sent once more. */
const replayed = 0x0001;
const tags = 0x100;

/** Milliseconds, as libnvme has them, and hours for a format or the like. */
const usual: Patience = Object.freeze({ timeout: 5000, attempts: 2, longest: 3_600_000 });

/** Answer of a command of the management interface. */
export interface ManagementAnswer {
	/** NVMe Management Response, 24 bits. */
	readonly response: number;
	readonly data: Uint8Array;
}

/** Answer of an NVMe Admin command. */
export interface AdminAnswer {
	/** Completion dword 0. */
	readonly result: number;
	readonly data: Uint8Array;
}

/**
 * Sends NVMe-MI commands (NVMe-MI 1.2) to one device: one at a time in each command slot; those that find no slot free wait.
 * Rejects with an NvmeMiError or CompletionError where the device refuses, with an AnswerError where an answer is none.
 */
class NvmeMiClient {
	readonly eid: number;
	readonly #requester: Requester;
	readonly #to: { readonly port: number; readonly eid: number; readonly physical?: number };
	readonly #patience: Patience;
	readonly #slots: SlotQueue;
	readonly #onProgress: NvmeMiClientOptions["onProgress"];
	#tag = 0;

	constructor(options: NvmeMiClientOptions) {
		const { requester, eid, port = 0, physical, slots = 2, timeout, attempts, longest, onProgress } = options;
		this.eid = eid;
		this.#requester = requester;
		this.#to = { port, eid, ...(undefined === physical ? {} : { physical }) };
		this.#patience = {
			timeout: timeout ?? usual.timeout,
			attempts: attempts ?? usual.attempts,
			longest: longest ?? usual.longest,
		};
		this.#slots = new SlotQueue(slots);
		this.#onProgress = onProgress;
	}

	/** A command of the management interface. */
	async management(opcode: number, dword0 = 0, dword1 = 0, data?: Uint8Array): Promise<ManagementAnswer> {
		const answer = await this.succeed(managementCommand(opcode, dword0, dword1, data));
		return { response: answer[1] | (answer[2] << 8) | (answer[3] << 16), data: answer.subarray(headLength) };
	}

	/** An NVMe Admin command. Data beyond what was asked for is refused. */
	async admin(opcode: number, fields: AdminFields = {}): Promise<AdminAnswer> {
		const name = commandName(Kind.admin, opcode);
		const answer = await this.succeed(adminCommand(opcode, fields));
		const view = new DataView(answer.buffer, answer.byteOffset, answer.length);
		const field = view.getUint16(14, true) >> 1;
		if (0 !== (field & 0x7ff)) throw new CompletionError(name, field);
		const data = answer.subarray(completionLength);
		const { length = 0 } = fields;
		if (data.length > length) throw new AnswerError(name, `it has ${data.length} bytes of data, asked for were ${length}`);
		return { result: view.getUint32(4, true), data };
	}

	/** Reads so many bytes with an NVMe Admin command; fewer are an error. */
	async read(opcode: number, length: number, fields: AdminFields = {}): Promise<Uint8Array> {
		const { data } = await this.admin(opcode, { ...fields, length });
		if (data.length < length)
			throw new AnswerError(commandName(Kind.admin, opcode), `it has ${data.length} bytes of data, asked for were ${length}`);
		return data;
	}

	/** A PCIe command. */
	async pcie(opcode: number, controller: number, offset: number, length: number, data?: Uint8Array): Promise<Uint8Array> {
		return (await this.succeed(pcieCommand(opcode, controller, offset, length, data))).subarray(headLength);
	}

	/** A control primitive to a slot, 0 or 1. Resolves to its response, 16 bits. */
	async primitive(code: number, slot: number, parameter = 0): Promise<number> {
		const tag = (this.#tag = (this.#tag + 1) % tags);
		const name = commandName(Kind.controlPrimitive, code);
		const command = primitive(code, tag, parameter);
		const answer = await this.#exchange(command, slot);
		if (Status.success !== answer[0]) throw new NvmeMiError(name, command.kind, answer);
		if (answer[1] !== tag) throw new AnswerError(name, `its tag is ${answer[1]}, asked was ${tag}`);
		return answer[2] | (answer[3] << 8);
	}

	/** Any command in the slot that is free next. Resolves to the answer from the status on, whatever that is. */
	async send(command: Command): Promise<Uint8Array> {
		const slot = await this.#slots.take();
		try {
			return await this.#exchange(command, slot);
		} finally {
			this.#slots.release(slot);
		}
	}

	/** The same, where only success will do. */
	async succeed(command: Command): Promise<Uint8Array> {
		const answer = await this.send(command);
		if (Status.success !== answer[0]) throw new NvmeMiError(commandName(command.kind, command.opcode), command.kind, answer);
		return answer;
	}

	#exchange(command: Command, slot: number): Promise<Uint8Array> {
		const { kind, opcode } = command;
		const name = commandName(kind, opcode);
		const primitive = Kind.controlPrimitive === kind;
		return exchange(command, {
			...this.#patience,
			requester: this.#requester,
			to: this.#to,
			slot,
			name,
			reading: isReading(command),
			replay: primitive ? undefined : async () => 0 !== ((await this.primitive(Primitive.replay, slot)) & replayed),
			onProgress: (milliseconds) => this.#onProgress?.(name, milliseconds),
		});
	}
}

export default NvmeMiClient;
