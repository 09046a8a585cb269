// SPDX-License-Identifier: Apache-2.0
import crc32 from "../../../modules/wire/crc32.js";
import crc8 from "../../../modules/wire/crc8.js";
import { seal } from "../../../modules/pldm/fru/table.js";
import Writer from "../../../modules/wire/writer.js";
import { capacity, type TerminusDevice } from "./device.js";
import { content } from "../../support/pldm-store.js";

/** What can be moved in parts, each with the command that does it. */
const kinds = ["record", "table", "choice", "event", "take", "give", "set"] as const;
type Kind = (typeof kinds)[number];
const commandOf: Readonly<Record<Kind, readonly [number, number]>> = {
	record: [2, 0x51],
	table: [4, 2],
	choice: [4, 4],
	event: [2, 0x0b],
	take: [0, 9],
	give: [0, 8],
	set: [4, 3],
};

/** A transfer from its first request on. */
interface Transfer {
	/** What it is about: a record handle, an offset, a letter. */
	readonly what: number;
	/** Handle of the next part, and how far it has come. */
	next: number;
	readonly bytes: number[];
	change: number;
	/** Changes of the device when it began. */
	readonly changes: number;
}

/** A requester with one transfer of each kind at a time; any of them may be left where it is, begun anew, or asked for a part twice. */
export class TerminusRequester {
	readonly #eid: number;
	readonly #transfers = new Map<Kind, Transfer>();
	#instance = 0;
	/** The request that was sent last, and its answer. */
	#last: { head: readonly number[]; body: Uint8Array; answer: Uint8Array; changes: number; kind: Kind } | undefined = undefined;
	/** What has happened, as names. */
	readonly reached: Set<string>;

	constructor(eid: number, reached: Set<string>) {
		this.#eid = eid;
		this.reached = reached;
	}

	/** Sends a command with these bytes behind its code. */
	ask(device: TerminusDevice, type: number, command: number, body: readonly number[] | Uint8Array): Uint8Array {
		this.#instance = (this.#instance + 1) & 0x1f;
		return device.ask(this.#eid, 0, [0x80 | this.#instance, type, command], Uint8Array.from(body));
	}

	/** Begins a transfer, or goes on with it. Returns what was done, in words. */
	move(device: TerminusDevice, changes: number, choice: number, anew: boolean, what: number, size: number): string {
		const kind = kinds[choice % kinds.length];
		let transfer = this.#transfers.get(kind);
		const first = anew || undefined === transfer;
		if (undefined === transfer || first) transfer = { what, next: 0, bytes: [], change: 0, changes };
		this.#transfers.set(kind, transfer);
		const body = this.#request(kind, transfer, first, size);
		const [type, command] = commandOf[kind];
		this.#instance = (this.#instance + 1) & 0x1f;
		const head = [0x80 | this.#instance, type, command];
		const answer = device.ask(this.#eid, 0, head, body);
		this.#last = { head, body, answer, changes, kind };
		const done = this.#take(device, kind, transfer, answer, changes);
		if (done) this.#transfers.delete(kind);
		const result = 0 === answer[0] ? (done ? "all" : "part") : `0x${answer[0].toString(16)}`;
		this.reached.add(`${kind} ${first ? "begun" : "continued"}: ${result}`);
		return `EID ${this.#eid} ${kind} ${first ? `begun, ${what}` : "continued"}: ${result}`;
	}

	/** The answer got lost: the same request again has the same answer, as long as nothing has changed. */
	again(device: TerminusDevice, changes: number): void {
		if (undefined === this.#last) return;
		const { head, body, answer, kind } = this.#last;
		const second = device.ask(this.#eid, 0, head, body);
		/* Whether an event still waits, and a transfer is still known, is up to others. */
		if (changes !== this.#last.changes || "event" === kind || "take" === kind || "give" === kind || "set" === kind) return;
		if (Buffer.compare(second, answer)) throw new Error(`${kind}: another answer to the same request`);
		this.reached.add(`${kind} asked again`);
	}

	forget(): void {
		this.#transfers.clear();
		this.#last = undefined;
	}

	#request(kind: Kind, transfer: Transfer, first: boolean, size: number): Uint8Array {
		const memory = new Uint8Array(1024);
		const to = new Writer(memory);
		to.reset(0, memory.length);
		const { what, next, bytes } = transfer;
		const operation = first ? 1 : 0;
		switch (kind) {
			case "record":
				to.u32(what % 20);
				to.u32(next);
				to.u8(operation);
				to.u16(1 + (size % 200));
				to.u16(first ? 0 : transfer.change);
				break;
			case "table":
				to.u32(next);
				to.u8(operation);
				break;
			case "choice":
				to.u32(next);
				to.u16(0);
				to.u16(what % 4);
				to.u8((what >> 2) & 1);
				to.u8(0);
				to.u8(operation);
				break;
			case "event":
				to.u8(1);
				to.u8(operation);
				to.u32(next);
				to.u16(first ? 0 : 0xffff);
				break;
			case "take":
				to.u8(7);
				to.u8(first ? 0 : 0 === size % 7 ? 4 : 1 === size % 31 ? 2 : 1);
				to.u32(what & 3);
				to.u32(next);
				to.u32(what << 5);
				to.u32(700);
				break;
			case "give":
				this.#give(to, transfer, first, size);
				break;
			case "set": {
				const table = tableOf(what);
				const part = table.subarray(bytes.length, bytes.length + 20 + (size & 0x7f));
				const last = bytes.length + part.length === table.length;
				to.u32(next);
				to.u8(first ? (last ? 5 : 1) : last ? 4 : 2);
				for (const byte of part) to.u8(byte);
				transfer.change = part.length;
				break;
			}
		}
		return memory.slice(0, to.length);
	}

	#give(to: Writer, transfer: Transfer, first: boolean, size: number): void {
		const { what, next, bytes } = transfer;
		const offset = what << 2;
		const part = content.subarray(offset + bytes.length, offset + bytes.length + Math.min(300 - bytes.length, 1 + size));
		const last = bytes.length + part.length === 300;
		const all = Uint8Array.from([...bytes, ...part]);
		transfer.change = part.length;
		to.u8(7);
		to.u8(first ? (last ? 5 : 1) : last ? 4 : 2);
		to.u32(4 + (what & 3));
		to.u32(next);
		to.u32(last ? 0 : next + 1);
		to.u32(offset);
		to.u32(300);
		to.u32(part.length);
		for (const byte of part) to.u8(byte);
		to.u32(~crc32(all, 0, all.length, -1) + (0xff === size ? 1 : 0));
	}

	/** Takes what an answer has. Returns whether the transfer has ended. */
	#take(device: TerminusDevice, kind: Kind, transfer: Transfer, answer: Uint8Array, changes: number): boolean {
		if (0 !== answer[0]) return true;
		const view = new DataView(answer.buffer, answer.byteOffset);
		const { bytes } = transfer;
		switch (kind) {
			case "record": {
				const length = view.getUint16(10, true);
				bytes.push(...answer.subarray(12, 12 + length));
				if (bytes.length >= 8) transfer.change = bytes[6] | (bytes[7] << 8);
				transfer.next = view.getUint32(5, true);
				if (0 !== transfer.next) return false;
				const record = Uint8Array.from(bytes);
				if (4 === answer[9] && answer[12 + length] !== crc8(record, 0, record.length, 0)) throw new Error("a record with a wrong CRC-8");
				if (changes === transfer.changes) isRecord(device, record);
				return true;
			}
			case "table":
			case "choice":
				bytes.push(...answer.subarray(6));
				transfer.next = view.getUint32(1, true);
				if (0 !== transfer.next) return false;
				if (!isSealed(bytes)) throw new Error(`a ${kind} with a wrong CRC-32`);
				return true;
			case "event":
				return this.#event(device, transfer, answer, view);
			case "take":
				if (8 === answer[1]) return true;
				bytes.push(...answer.subarray(10, 10 + view.getUint32(6, true)));
				transfer.next = view.getUint32(2, true);
				return 0 === transfer.next;
			case "give":
				if (1 === answer[1]) {
					const at = (transfer.what << 2) + bytes.length;
					bytes.push(...content.subarray(at, at + transfer.change));
					transfer.next++;
				}
				return 3 === answer[1];
			case "set":
				bytes.push(...tableOf(transfer.what).subarray(bytes.length, bytes.length + transfer.change));
				transfer.next = view.getUint32(1, true);
				return 0 === transfer.next;
		}
	}

	#event(device: TerminusDevice, transfer: Transfer, answer: Uint8Array, view: DataView): boolean {
		const { bytes } = transfer;
		const id = view.getUint16(2, true);
		if (0 === id || 0xffff === id) return true;
		transfer.next = view.getUint32(4, true);
		const length = view.getUint32(10, true);
		bytes.push(...answer.subarray(14, 14 + length));
		if (0 !== transfer.next) return false;
		const data = Uint8Array.from(bytes);
		if (view.getUint32(14 + length, true) !== ~crc32(data, 0, data.length, -1) >>> 0) throw new Error("an event with a wrong CRC-32");
		const done = this.ask(device, 2, 0x0b, [1, 2, 0, 0, 0, 0, id & 0xff, id >> 8]);
		this.reached.add(`event acknowledged: ${done[0]}`);
		return true;
	}
}

function isSealed(bytes: readonly number[]): boolean {
	const table = Uint8Array.from(bytes);
	const length = table.length - 4;
	return length > 0 && new DataView(table.buffer).getUint32(length, true) === ~crc32(table, 0, length, -1) >>> 0;
}

/** What was read in parts is what the repository has. */
export function isRecord({ platform: { repository } }: TerminusDevice, record: Uint8Array): void {
	const index = repository.find(new DataView(record.buffer).getUint32(0, true));
	if (index < 0) throw new Error("a record that is not there");
	const at = repository.offsets[index];
	if (Buffer.compare(record, repository.memory.subarray(at, at + repository.length(index)))) throw new Error("another record");
}

/** A table with one record, whose size and letters `what` says; of some it is too large, or damaged. */
export function tableOf(what: number): Uint8Array {
	const length = (what * 3) % (capacity - 4);
	const memory = new Uint8Array(capacity + 16);
	memory.set([1 + (what & 1), 0, 1, 1, 1, 2, length]);
	memory.fill(0x41 + (what % 26), 7, 7 + length);
	const table = memory.slice(0, seal(memory, 0, 7 + length));
	if (0xff === what) table[table.length - 1] ^= 1;
	return table;
}
