// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { Outcome } from "../../../../modules/binding/i2c/driver.js";
import Transfers from "../../../../modules/binding/i2c/transfers.js";

function make(size = 16) {
	const memory = new Uint8Array(64).fill(0xa5);
	const told: string[] = [];
	let wakes = 0;
	const transfers = new Transfers(memory, 8, size, { wake: () => void wakes++ });
	const add = (name: string, bytes: number) =>
		transfers.make(bytes, { onDone: (outcome, count, now) => void told.push(`${now}: ${name} ${outcome} ${count}`) });
	return { memory, told, transfers, add, wakes: () => wakes };
}

describe("transfers of applications", () => {
	it("have room one behind the other, and no more than there is", () => {
		const { add } = make(8);
		expect(() => add("none", 0)).toThrow("i2c: 0 bytes for a transfer");
		expect(() => add("all and one", 9)).toThrow("raise transfers");
		expect([add("a", 1).offset, add("b", 7).offset]).toEqual([8, 9]);
		expect(() => add("c", 1)).toThrow("raise transfers");
	});

	it("write behind the address byte, by the channel that stands above the address", () => {
		const { memory, transfers, add, wakes } = make();
		const transfer = add("a", 4);
		memory.set([0x11, 0x22, 0x33], transfer.offset);
		expect(transfers.write(transfer, 0x350, 3)).toBe(true);
		expect(Array.from(memory.subarray(7, 13))).toEqual([0xa5, 0xa0, 0x11, 0x22, 0x33, 0xa5]);
		const { active, address, channel, length, count } = transfer;
		expect([active, address, channel, length, count, transfers.first === transfer, wakes()]).toEqual([true, 0x50, 3, 3, 0, true, 1]);
	});

	it("read without touching what stands there", () => {
		const { memory, transfers, add } = make();
		const transfer = add("a", 4);
		expect(transfers.read(transfer, 0x50, 4)).toBe(true);
		expect([memory[8], transfer.length, transfer.count]).toEqual([0xa5, 0, 4]);
	});

	it("must fit: the address byte counts for what is written", () => {
		const { transfers, add } = make();
		const transfer = add("a", 4);
		expect([transfers.write(transfer, 0x50, 4), transfers.read(transfer, 0x50, 5)]).toEqual([false, false]);
		expect([transfers.writeRead(transfer, 0x50, -1, 1), transfers.writeRead(transfer, 0x50, 1, -1)]).toEqual([false, false]);
		expect([transfer.active, transfers.first]).toEqual([false, undefined]);
		expect(transfers.writeRead(transfer, 0x50, 3, 4)).toBe(true);
	});

	it("wait in line, each once", () => {
		const { told, transfers, add, wakes } = make();
		const [a, b, c] = ["a", "b", "c"].map((name) => add(name, 4));
		for (const transfer of [a, b, c]) expect(transfers.read(transfer, 0x50, 1)).toBe(true);
		expect(transfers.read(b, 0x51, 1)).toBe(false);
		expect(wakes()).toBe(3);
		transfers.finish(Outcome.done, 1, 10);
		expect([a.active, transfers.first === b]).toEqual([false, true]);
		expect(transfers.read(a, 0x52, 1)).toBe(true);
		transfers.finish(Outcome.noAddress, 0, 11);
		transfers.finish(Outcome.done, 1, 12);
		expect(transfers.first).toBe(a);
		transfers.finish(Outcome.done, 1, 13);
		expect([transfers.first, told]).toEqual([undefined, ["10: a 0 1", "11: b 1 0", "12: c 0 1", "13: a 0 1"]]);
		expect(transfers.read(c, 0x50, 1)).toBe(true);
		expect([transfers.first === c, c.next]).toEqual([true, undefined]);
	});

	it("try again where arbitration is lost, for so long from the first loss on, and so often", () => {
		const { transfers, add } = make();
		const transfer = add("a", 4);
		transfers.read(transfer, 0x50, 1);
		expect([100, 150, 200, 201].map((now) => transfers.again(now, 100, 2))).toEqual([true, true, true, false]);
		transfers.finish(Outcome.arbitrationLost, 0, 201);
		transfers.read(transfer, 0x50, 1);
		expect(transfer.losses).toBe(0);
		expect([300, 400, 401].map((now) => transfers.again(now, 100, 2))).toEqual([true, true, false]);
		transfers.finish(Outcome.arbitrationLost, 0, 401);
		transfers.read(transfer, 0x50, 1);
		expect([500, 700, 701].map((now) => transfers.again(now, 100, 2))).toEqual([true, true, false]);
	});

	it("end with a time-out when all is reset; one that is begun meanwhile does not", () => {
		const { memory, told } = make();
		const transfers = new Transfers(memory, 8, 16, { wake() {} });
		const a = transfers.make(4, {
			onDone: (outcome, count, now) => {
				told.push(`${now}: a ${outcome} ${count}`);
				transfers.read(a, 0x50, 1);
			},
		});
		const b = transfers.make(4, { onDone: (outcome, count, now) => void told.push(`${now}: b ${outcome} ${count}`) });
		transfers.reset(1);
		transfers.read(a, 0x50, 1);
		transfers.read(b, 0x50, 1);
		transfers.reset(7);
		expect([told, transfers.first === a, a.active, b.active]).toEqual([["7: a 4 0", "7: b 4 0"], true, true, false]);
	});

	it("have nothing to end once all are over", () => {
		const { told, transfers, add } = make();
		transfers.read(add("a", 4), 0x50, 1);
		transfers.finish(Outcome.done, 1, 0);
		transfers.reset(5);
		expect(told).toEqual(["0: a 0 1"]);
	});
});
