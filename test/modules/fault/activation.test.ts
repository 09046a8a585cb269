// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import faultActivation from "../../../modules/fault/activation.js";
import { kindNames } from "../../../modules/fault/kinds.js";
import { call, checkTable, hostile, listen } from "../../support/activation.js";
import Bench from "../../support/bench.js";

function made() {
	const bench = new Bench({ ports: [{ eid: 8 }], responders: ["echo"], faults: [] });
	return { bench, table: faultActivation(bench.faults!) };
}

it("keeps to the contract", () => {
	checkTable(made().table);
	hostile(() => made().table);
});

describe("faults", () => {
	it("are added, and listed with what they did", () => {
		const { bench, table } = made();
		expect(call(table, "add", { kind: "drop", count: 2 })).toEqual({ id: 1 });
		expect(call(table, "add", { kind: "hang" })).toEqual({ id: 2 });
		bench.receive("010809c8 01aa");
		expect(call(table, "list")).toEqual({
			faults: [
				{ id: 1, fault: { kind: "drop", count: 2 }, applied: 1, hanging: false, left: 1 },
				{ id: 2, fault: { kind: "hang" }, applied: 0, hanging: false, left: 1 },
			],
			hurried: 0,
		});
		bench.receive("010809c8 01aa");
		bench.receive("010809c8 01aa");
		expect(call(table, "list")).toMatchObject({ faults: [{ left: 0 }, { applied: 1, hanging: true, left: 0 }] });
	});

	it("without end have no end", () => {
		const { table } = made();
		call(table, "add", { kind: "drop" });
		expect(call(table, "list")).toEqual({ faults: [{ id: 1, fault: { kind: "drop" }, applied: 0, hanging: false }], hurried: 0 });
	});

	it("are removed, one or all", () => {
		const { bench, table } = made();
		for (let count = 0; count < 3; count++) call(table, "add", { kind: "drop", rate: 0 });
		expect(call(table, "remove", { id: 2 })).toBeNull();
		expect(() => call(table, "remove", { id: 2 })).toThrow("id: there is no fault 2: there are 1, 3");
		expect(call(table, "clear")).toBeNull();
		expect(() => call(table, "remove", { id: 1 })).toThrow("id: there is no fault 1: there are none");
		expect(bench.faults!.all).toEqual([]);
	});

	it("that cannot be are refused, with the option that is wrong", () => {
		const { table } = made();
		expect(() => call(table, "add", { kind: "delay" })).toThrow("milliseconds: missing: allowed are whole numbers from 1 to 3600000");
		expect(() => call(table, "add", { kind: "drop", port: 1 })).toThrow("port: 1: allowed are whole numbers from 0 to 0");
	});

	it("that could not hold packets up say so", () => {
		const { bench, table } = made();
		call(table, "add", { kind: "delay", milliseconds: 100, direction: "receive" });
		for (let count = 0; count < 10; count++) bench.receive(`010809c${(8 + (count & 7)).toString(16)} 01aa`);
		expect(call(table, "list")).toMatchObject({ hurried: 2 });
	});
});

it("tells the kinds", () => {
	const kinds = call(made().table, "kinds") as { kind: string }[];
	expect(kinds.map(({ kind }) => kind)).toEqual(kindNames);
	expect(kinds[0]).toEqual({
		kind: "delay",
		description: "holds packets up, and those behind them, so that their order stays",
		needs: ["milliseconds"],
		takes: [],
	});
});

it("tells of each packet that a fault befalls, as the fault has left it", () => {
	const { bench, table } = made();
	const { values, stop } = listen(table, "fault");
	call(table, "add", { kind: "source", eid: 0x33, direction: "transmit" });
	call(table, "add", { kind: "drop", direction: "transmit" });
	bench.goTo(7);
	bench.receive("010809c8 01aa");
	bench.pull();
	stop();
	bench.receive("010809c8 01aa");
	bench.pull();
	const where = { port: 0, direction: "transmit", time: 7, bytes: "010933c001aa" };
	expect(values).toEqual([
		{ id: 1, kind: "source", lost: false, ...where },
		{ id: 2, kind: "drop", lost: true, ...where },
	]);
});
