// SPDX-License-Identifier: Apache-2.0
import { check, mostTail } from "../../../modules/pldm/fru/table.js";
import { TerminusDevice } from "../terminus/device.js";
import { isRecord, TerminusRequester } from "../terminus/requester.js";
import { content } from "../../support/pldm-store.js";
import type { Life, Target } from "../target.js";

/** Milliseconds within which everything that was begun has ended. */
const bound = 20_000;
const answerSizes = [64, 80, 128, 300] as const;
const waits = [0, 1, 20, 500, 1000, 2999, 6000, -100] as const;
const entities = ["riser", "drive"] as const;

/** A terminus whose parts come and go and whose inventory is set, with three requesters in the midst of transfers, each an event receiver at times. */
class TerminusLife implements Life {
	#device: TerminusDevice;
	readonly #answerSize: number;
	readonly #reached = new Set<string>();
	readonly #requesters = [9, 10, 11].map((eid) => new TerminusRequester(eid, this.#reached));
	/** Counts what changes records or inventory. */
	#changes = 0;
	#generation: number;
	#told: string;
	taken = 0;

	constructor([choice]: Uint8Array) {
		this.#answerSize = answerSizes[(choice >> 1) & 3];
		this.#device = new TerminusDevice(0 !== (choice & 1), this.#answerSize);
		this.#generation = this.#device.fru.generation;
		this.#told = `answers of ${this.#answerSize} bytes, ${this.#device.writable ? "an inventory that can be set" : "entities that come and go"}`;
	}

	step(input: Uint8Array, at: number): void {
		const [kind, a, b, c, d] = input.subarray(at, at + 5);
		const device = this.#device;
		const requester = this.#requesters[a % this.#requesters.length];
		this.taken++;
		if (kind < 0x80) {
			this.#told = requester.move(device, this.#changes, kind, 0 === (b & 7), c, d);
		} else if (kind < 0x90) this.#again(requester);
		else if (kind < 0xa8) this.#plug(a, b);
		else if (kind < 0xb8) this.#sense(a, b, c);
		else if (kind < 0xc8) this.#receiver(requester, a, b, c);
		else if (kind < 0xd8) this.#answer(a, b);
		else if (kind < 0xe8) this.#pass(a, b);
		else if (kind < 0xee) this.#negotiate(requester, a, b);
		else if (kind < 0xf4) this.#fail(a);
		else if (kind < 0xf8) this.#bounce();
		else this.#power();
		if (this.#generation !== this.#device.fru.generation) this.#changes++;
		this.#generation = this.#device.fru.generation;
	}

	#again(requester: TerminusRequester): void {
		this.#told = "the same again";
		requester.again(this.#device, this.#changes);
	}

	#plug(a: number, b: number): void {
		const { platform, now } = this.#device;
		const [entity, present] = [entities[a & 1], 0 !== (b & 1)];
		this.#told = `${entity} ${present ? "plugged" : "unplugged"}`;
		if (undefined === platform.presence) return;
		if (platform.presence.plug(entity, present, now)) {
			this.#changes++;
			this.#reached.add(this.#told);
		}
		this.#device.pass(0);
	}

	#sense(a: number, b: number, c: number): void {
		const { platform, now } = this.#device;
		const id = 1 + (a & 3);
		this.#told = `sensor ${id}: ${b}`;
		if (c & 0x80) platform.numericSensors.get(id)?.setOperational(b & 7, now);
		else platform.numericSensors.get(id)?.update(b, now);
		platform.stateSensors.get(id)?.update(0, b & 1 ? 1 : 3, now);
		this.#device.pass(0);
	}

	#receiver(requester: TerminusRequester, a: number, b: number, c: number): void {
		const mode = b & 3;
		this.#told = `SetEventReceiver ${mode}`;
		requester.ask(this.#device, 2, 0x0d, [c, 0]);
		const [completion] = requester.ask(this.#device, 2, 0x04, [mode, 0, 9 + (a % 3), 1 + (c & 3), 0]);
		this.#reached.add(`${this.#told}: ${completion}`);
		this.#device.pass(0);
	}

	#answer(a: number, b: number): void {
		const { asked } = this.#device;
		this.#told = undefined === asked ? "nothing to answer" : `an event of EID ${asked.eid} answered`;
		if (undefined !== asked) this.#reached.add(`event ${b & 4 ? "answered to something else" : a & 1 ? "refused" : "taken"}`);
		this.#device.answer(a & 1, 0 !== (b & 4));
		this.#device.pass(0);
	}

	#pass(a: number, b: number): void {
		const wait = waits[a & 7];
		this.#told = `${wait} ms, ${1 + (b & 3)} times`;
		for (let count = b & 3; count >= 0; count--) this.#device.pass(wait);
	}

	#negotiate(requester: TerminusRequester, a: number, b: number): void {
		const size = 1 + ((b & 7) << 7);
		this.#told = `parts of ${size}`;
		const [completion] = requester.ask(this.#device, 0, 0x07, [size & 0xff, size >> 8, 0x80, 0, 0, 0, 0, 0, 0, a & 1]);
		this.#reached.add(`NegotiateTransferParameters: ${completion}`);
	}

	#fail(a: number): void {
		const { storage, store } = this.#device;
		storage.works = 0 !== (a & 1);
		store.full = 0 !== (a & 2);
		this.#told = `storage ${storage.works ? "works" : "fails"}, store ${store.full ? "full" : "empty"}`;
	}

	#bounce(): void {
		this.#told = "the link goes down and comes up";
		this.#device.bounce();
		if (this.#device.store.open.size > 0) throw new Error("a transfer outlives the link");
	}

	/** The power goes. What was set and stored is there afterwards. */
	#power(): void {
		this.#told = "the power goes";
		const before = this.#device;
		const { fru, storage, writable } = before;
		const kept = storage.works ? inventoryOf(fru) : undefined;
		this.#device = new TerminusDevice(writable, this.#answerSize, storage);
		this.#device.now = before.now;
		this.#changes++;
		for (const each of this.#requesters) each.forget();
		if (writable && undefined !== kept && 0xff !== storage.bytes[3] && Buffer.compare(kept, inventoryOf(this.#device.fru)))
			throw new Error("the inventory that was stored is another");
	}

	/** Nothing is stuck, and everybody is served. */
	async end(): Promise<void> {
		const device = this.#device;
		const { endpoint, store } = device;
		for (let passed = 0; passed < bound; passed += 500) device.pass(500);
		if (store.open.size > 0) throw new Error("a transfer is left");
		const [one] = this.#requesters;
		if (0 !== one.ask(device, 2, 0x04, [0, 0, 0, 0, 0])[0]) throw new Error("no way to have no event receiver");
		for (let passed = 0; passed < bound; passed += 500) device.pass(500);
		if (0 !== endpoint.exchanges.busy) throw new Error("an exchange is left");
		if (undefined !== endpoint.requests.active) throw new Error("a request is left");
		this.#walk(one);
		const { memory, table, tableLength } = device.fru;
		if (device.fru.recordsLength > 0 && check(memory, table, tableLength) !== device.fru.recordsLength)
			throw new Error("the inventory is damaged");
		for (const each of this.#requesters.slice(0, 2)) this.#read(each);
	}

	/** All records, and what the repository says of itself; sensors answer if their record is there. */
	#walk(requester: TerminusRequester): void {
		const device = this.#device;
		const info = new DataView(requester.ask(device, 2, 0x50, []).buffer);
		const [count, size, largest] = [info.getUint32(28, true), info.getUint32(32, true), info.getUint32(36, true)];
		let handle = 0;
		let [records, bytes, most] = [0, 0, 0];
		do {
			const answer = requester.ask(device, 2, 0x51, [...word(handle), ...word(0), 1, 0x00, 0x04, 0, 0]);
			const view = new DataView(answer.buffer);
			if (0 !== answer[0] || 5 !== answer[9]) throw new Error(`record ${handle}: ${answer[0]}`);
			const record = answer.slice(12, 12 + view.getUint16(10, true));
			isRecord(device, record);
			records++;
			bytes += record.length;
			most = Math.max(most, record.length);
			handle = view.getUint32(1, true);
		} while (0 !== handle && records <= count);
		if (records !== count || bytes !== size || most !== largest) throw new Error("the repository is not what it says");
		for (const id of [1, 2, 3]) {
			const answer = requester.ask(device, 2, 0x11, [id, 0, 0]);
			const isThere = device.platform.numericSensors.has(id);
			if (isThere !== (0 === answer[0])) throw new Error(`sensor ${id}: ${answer[0]}`);
		}
	}

	/** A whole section, as somebody reads it who was never disturbed. */
	#read(requester: TerminusRequester): void {
		const device = this.#device;
		requester.ask(device, 0, 0x07, [0x00, 0x01, 0x80, 0, 0, 0, 0, 0, 0, 0]);
		const bytes: number[] = [];
		let next = 0;
		do {
			const answer = requester.ask(device, 0, 0x09, [7, bytes.length > 0 ? 1 : 0, ...word(1), ...word(next), ...word(100), ...word(600)]);
			if (0 !== answer[0]) throw new Error(`nobody gives a section: ${answer[0]}`);
			const view = new DataView(answer.buffer);
			bytes.push(...answer.subarray(10, 10 + view.getUint32(6, true)));
			next = view.getUint32(2, true);
		} while (0 !== next);
		if (Buffer.compare(Uint8Array.from(bytes), content.subarray(100, 700))) throw new Error("another section");
	}

	told(): string {
		return this.#told;
	}

	reached(): Iterable<string> {
		return this.#reached;
	}
}

function inventoryOf({ memory, table, tableLength }: TerminusDevice["fru"]): Uint8Array {
	if (tableLength < mostTail - 3) throw new Error("no inventory");
	return memory.slice(table, table + tableLength);
}

function word(value: number): readonly number[] {
	return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24];
}

/** A PLDM terminus that changes while it is read. */
export const terminus: Target = {
	name: "terminus",
	description:
		"a PLDM terminus whose parts come and go, while three requesters move parts of everything: what is read is whole, and nothing is left behind",
	unit: "steps",
	most: 80,
	begin: (first) => new TerminusLife(first),
};
