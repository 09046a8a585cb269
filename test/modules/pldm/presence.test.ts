// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { Context } from "../../../modules/device/factory.js";
import Fields from "../../../modules/device/fields.js";
import Signals from "../../../modules/device/signals.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import pldm from "../../../modules/pldm/factory.js";
import { later, timestamp } from "../../../modules/pldm/platform/timestamp.js";
import { call } from "../../support/activation.js";
import { asker } from "../../support/ask.js";

test.each([
	["2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z"],
	["2026-01-02T03:04:59Z", "2026-01-02T03:05:00Z"],
	["2026-01-02T03:59:59Z", "2026-01-02T04:00:00Z"],
	["2026-01-02T23:59:59Z", "2026-01-03T00:00:00Z"],
	["2026-01-31T23:59:59Z", "2026-02-01T00:00:00Z"],
	["2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z"],
	["2028-01-31T23:59:59Z", "2028-02-01T00:00:00Z"],
	["2028-02-28T23:59:59Z", "2028-02-29T00:00:00Z"],
	["2028-02-29T23:59:59Z", "2028-03-01T00:00:00Z"],
	["2100-02-28T23:59:59Z", "2100-03-01T00:00:00Z"],
	["2000-02-28T23:59:59Z", "2000-02-29T00:00:00Z"],
	["2026-04-30T23:59:59Z", "2026-05-01T00:00:00Z"],
	["2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z"],
	["2303-12-31T23:59:59Z", "2304-01-01T00:00:00Z"],
])("a second after %s is %s", (before, after) => expect(later(timestamp(before))).toEqual(timestamp(after)));

describe("what is unplugged", () => {
	const section = {
		entities: [
			{ id: "riser", type: 68, present: true },
			{ id: "board", type: 60 },
		],
		numericSensors: [{ id: 1, entity: "riser", unit: "none", thresholds: { upperWarning: 5 }, source: "a.level" }],
		stateSensors: [{ id: 2, entity: "riser", fields: [{ set: 1, possible: [1, 2] }], source: "a.state" }],
		events: { count: 8, size: 32 },
	};

	function made(own: object = section) {
		const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} };
		const endpoint = new Endpoint({ ports: [port], memory: { data: 40_000, requests: 1 } });
		const signals = new Signals();
		const [level, state] = [signals.add("a.level", 1), signals.add("a.state", 1)];
		const identity = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };
		const context = { endpoint, signals, identity, storage: () => undefined } as unknown as Context;
		const part = pldm.create(new Fields({ pldm: own }), context)!;
		for (const responder of part.responders!) endpoint.responders.add(responder);
		const ask = asker(endpoint);
		const table = part.activation!();
		const plug = (present: boolean) => call(table, "setPresent", { entity: "riser", present });
		const waiting = () => (call(table, "events") as { waiting: { eventClass: number; data: string }[] }).waiting.map(({ data }) => data);
		ask("010809c8 01810204 02 00 09");
		return { level, state, ask, plug, waiting, table };
	}

	test("follows its source, and tells nothing", () => {
		const { level, state, ask, plug, waiting } = made();
		plug(false);
		const events = ["020101020300000004000000"];
		expect(waiting()).toEqual([events[0].replace("0300000004000000", "0200000003000000")]);
		level.set(7, 0);
		state.set(2, 0);
		expect(waiting()).toHaveLength(1);
		expect(ask("010809c8 01800211 0100 00")).toBe("80");
		plug(true);
		expect(waiting()).toHaveLength(2);
		expect(ask("010809c8 01800211 0100 00")).toBe("0003000208010807 00".replace(" ", ""));
		level.set(1, 0);
		state.set(1, 0);
		expect(waiting().slice(2)).toEqual(["01000201080301 00".replace(" ", ""), "02000100010 2".replace(" ", "")]);
	});

	test("what is plugged already is not plugged again", () => {
		const { ask, plug, waiting, table } = made();
		const before = ask("010809c8 01800250");
		plug(true);
		call(table, "setPresent", { entity: "riser", present: true, time: "2030-01-02T03:04:05Z" });
		expect(ask("010809c8 01800250")).toBe(before);
		expect(waiting()).toEqual([]);
	});

	/** A riser with so many sensors, of a record each, which its association record is not among. */
	const riser = (sensors: number, size: number) => ({
		entities: [{ id: "riser", type: 68, present: true }],
		stateSensors: Array.from({ length: sensors }, (_, index) => ({ id: index + 1, entity: "riser", fields: [{ set: 1, possible: [1] }] })),
		events: { count: 2, size },
	});

	test.each([
		["fit an event", 3, 2 + 2 + 12, `0201 01 03 02000000 03000000 04000000`],
		["do not fit an event", 4, 2 + 2 + 12, "0000"],
		["are as many as a count can say", 255, 4096, /^020101ff02000000.*00010000$/],
		["are more", 256, 4096, "0000"],
	])("a receiver is told the handles of records that go, if they %s", (_, sensors, size, told) => {
		const { plug, waiting } = made(riser(sensors, size));
		plug(false);
		expect(waiting()).toEqual(["string" === typeof told ? told.replaceAll(" ", "") : expect.stringMatching(told)]);
	});

	test("one change of too many records has a receiver read all, whatever else has changed", () => {
		const { entities, ...rest } = riser(256, 4096);
		const inside = entities.map((entity) => ({ ...entity, container: "card" }));
		const { plug, waiting } = made({
			...rest,
			entities: [{ id: "card", type: 60 }, ...inside, { id: "fan", type: 93, container: "card" }],
		});
		plug(false);
		expect(waiting()).toEqual(["0000"]);
	});

	test("a record that comes back otherwise than it went is one that has come", () => {
		const { waiting, table } = made({
			entities: [
				{ id: "riser", type: 68, present: true },
				{ id: "a", type: 60, container: "riser", present: true },
				{ id: "b", type: 61, container: "riser", present: true },
			],
			events: { count: 8, size: 32 },
		});
		const plug = (entity: string, present: boolean) => call(table, "setPresent", { entity, present });
		plug("riser", false);
		plug("b", false);
		plug("riser", true);
		expect(waiting()).toEqual(["02010101 02000000", "02010201 02000000"].map((data) => data.replace(" ", "")));
	});

	test("what is always there cannot be unplugged", () => {
		expect(() => call(made().table, "setPresent", { entity: "board", present: false })).toThrow(
			"there is no entity board to be plugged: there are riser",
		);
	});
});
