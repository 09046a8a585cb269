// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { call, checkTable, hostile } from "../../support/activation.js";
import Bench from "../../support/bench.js";

const section = {
	tid: 3,
	entities: [{ id: "riser", type: 68, present: false }],
	numericSensors: [
		{ id: 1, unit: "degreesC", resolution: 0.5, thresholds: { upperWarning: 40 }, value: 25 },
		{ id: 2, unit: "none" },
		{ id: 3, unit: "none", entity: "riser", value: 1 },
	],
	stateSensors: [
		{
			id: 4,
			fields: [
				{ set: 1, possible: [1, 3], state: 1 },
				{ set: 2, possible: [1] },
			],
		},
	],
	numericEffecters: [{ id: 5, unit: "none", least: 0, most: 9, value: 4 }],
	stateEffecters: [{ id: 6, fields: [{ set: 17, possible: [2, 1] }] }],
	events: { count: 2, size: 16 },
};

function made(pldm: object = section) {
	const bench = new Bench({ ports: [{ eid: 8 }], memory: { requests: 1 }, pldm });
	return bench.operated!;
}

it("keeps to the contract", () => {
	checkTable(made());
	hostile(() => made());
});

describe("a terminus", () => {
	it("tells of its sensors", () => {
		expect(call(made(), "sensors")).toEqual({
			numeric: [
				{ id: 1, operational: "enabled", value: 25, present: "normal", event: "normal" },
				{ id: 2, operational: "unavailable", value: 0, present: "unknown", event: "unknown" },
			],
			state: [
				{
					id: 4,
					fields: [
						{ operational: "enabled", present: 1 },
						{ operational: "unavailable", present: 0 },
					],
				},
			],
		});
	});

	it("has sensors set", () => {
		const table = made();
		call(table, "setSensor", { id: 1, value: 41 });
		call(table, "setState", { id: 4, state: 3 });
		call(table, "setState", { id: 4, offset: 1, state: 1 });
		call(table, "setOperational", { id: 2, operational: "failed" });
		expect(call(table, "sensors")).toMatchObject({
			numeric: [{ value: 41, present: "upperWarning" }, { operational: "failed" }],
			state: [{ fields: [{ present: 3 }, { operational: "enabled", present: 1 }] }],
		});
		call(table, "setOperational", { id: 4, operational: "inTest" });
		call(table, "setOperational", { id: 4, offset: 1, operational: "disabled" });
		expect(call(table, "sensors")).toMatchObject({
			state: [
				{
					fields: [
						{ operational: "inTest", present: 0 },
						{ operational: "disabled", present: 0 },
					],
				},
			],
		});
	});

	it("tells of its effecters", () => {
		expect(call(made(), "effecters")).toEqual({
			numeric: [{ id: 5, operational: "noUpdatePending", pending: 4, present: 4 }],
			state: [{ id: 6, fields: [{ operational: "noUpdatePending", present: 2 }] }],
		});
	});

	it.each<[string, object, string]>([
		["setSensor", { id: 9, value: 1 }, "there is no numeric sensor 9: there are 1, 2"],
		["setSensor", { id: 3, value: 1 }, "there is no numeric sensor 3: there are 1, 2"],
		["setState", { id: 1, state: 1 }, "there is no state sensor 1: there are 4"],
		["setState", { id: 4, offset: 2, state: 1 }, "state sensor 4 has 2 fields: offset 0 is the first"],
		["setState", { id: 4, state: 2 }, "state sensor 4 can tell 1, 3"],
		["setOperational", { id: 9, operational: "failed" }, "there is no sensor 9: there are 4"],
		["setOperational", { id: 4, offset: 2, operational: "failed" }, "sensor 4 has 2 fields: offset 0 is the first"],
		["raiseEvent", { eventClass: 0xf0, data: "00".repeat(17) }, "17 bytes, at most 16: raise pldm.events.size"],
		["setPresent", { entity: "fan", present: true }, "there is no entity fan to be plugged: there are riser"],
		["setPresent", { entity: "riser", present: true, time: "now" }, "now is no moment such as 2026-01-02T03:04:05Z"],
	])("refuses %s %j", (method, parameters, message) => expect(() => call(made(), method, parameters)).toThrow(message));

	it("without sensors says so", () => {
		expect(() => call(made({}), "setSensor", { id: 1, value: 1 })).toThrow("there is no numeric sensor 1: there are none");
		expect(() => call(made({}), "setPresent", { entity: "riser", present: true })).toThrow(
			'no entity of this profile can be plugged: give one "present"',
		);
		expect(call(made({}), "entities")).toEqual({ entities: [] });
	});

	it("has entities plugged", () => {
		const table = made();
		expect(call(table, "entities")).toEqual({ entities: [{ id: "riser", present: false }] });
		call(table, "setPresent", { entity: "riser", present: true });
		expect(call(table, "entities")).toEqual({ entities: [{ id: "riser", present: true }] });
		call(table, "setSensor", { id: 3, value: 5 });
		expect(call(table, "sensors")).toMatchObject({ numeric: [{ id: 1 }, { id: 2 }, { id: 3, value: 5 }] });
		call(table, "setPresent", { entity: "riser", present: false });
		expect((call(table, "sensors") as { numeric: object[] }).numeric).toHaveLength(2);
	});

	it("raises no event that nobody wants", () => {
		const table = made();
		expect(call(table, "raiseEvent", { eventClass: 0xf0, data: "0102" })).toEqual({ raised: false });
		expect(call(table, "events")).toEqual({ tid: 3, receiver: 0, waiting: [], lost: 0, undelivered: 0 });
	});
});
