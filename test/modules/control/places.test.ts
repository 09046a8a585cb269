// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Known from "../../../modules/control/known.js";
import Places from "../../../modules/control/places.js";

const buses = [
	{ port: 1, addresses: [0x1d, 0x1e] },
	{ port: 2, addresses: [0] },
];

describe("places of endpoints", () => {
	it("are the addresses of all buses, and spare ones that are nowhere", () => {
		const { all } = new Places(buses, 2);
		expect(all.map(({ port, physical, eid, via }) => [port, physical, eid, via])).toEqual([
			[1, 0x1d, 0, undefined],
			[1, 0x1e, 0, undefined],
			[2, 0, 0, undefined],
			[-1, 0, 0, undefined],
			[-1, 0, 0, undefined],
		]);
	});

	it("are found by EID where somebody is, or by the pool of a bridge", () => {
		const places = new Places(buses, 1);
		const [one, two, spare] = [places.all[0], places.all[1], places.all[3]];
		one.eid = 20;
		expect(places.find(20)).toBe(undefined);
		one.present = two.present = true;
		Object.assign(two, { eid: 30, poolFirst: 31, poolSize: 3 });
		expect([20, 30, 31, 33].map((eid) => places.find(eid)?.eid)).toEqual([20, 30, 30, 30]);
		expect([19, 21, 29, 34].map((eid) => places.find(eid))).toEqual([undefined, undefined, undefined, undefined]);
		Object.assign(spare, { port: 1, eid: 32, present: true });
		expect(places.find(32)).toBe(spare);
		spare.port = -1;
		expect(places.find(32)).toBe(two);
		spare.present = false;
		spare.port = 1;
		expect(places.find(32)).toBe(two);
	});

	it("behind a bridge, are where the bridge is, and asked when it is", () => {
		const places = new Places(buses, 2);
		const [bridge, other] = places.all;
		bridge.due = 700;
		const known = places.behind(bridge, 40)!;
		expect(known).toBe(places.all[3]);
		expect([known.port, known.physical, known.via === bridge, known.eid, known.due]).toEqual([1, 0x1d, true, 40, 700]);
		expect(places.behind(bridge, 40)).toBe(known);
		expect(places.behind(other, 40)).toBe(undefined);
		expect(places.behind(other, 41)).toBe(places.all[4]);
		expect(places.behind(other, 42)).toBe(undefined);
	});

	it("behind a bridge, know nothing of who was there before", () => {
		const places = new Places(buses, 1);
		const spare = places.all[3];
		Object.assign(spare, { kind: 0x10, medium: 3, present: true, hasUuid: true, refused: true, listed: true, busy: true, step: 4 });
		Object.assign(spare, { failures: 1, handle: 2, told: 3, poolFirst: 4, poolSize: 5, poolWanted: 6 });
		spare.addType(5);
		const fresh = new Known();
		expect(places.behind(places.all[0], 40)).toBe(spare);
		for (const name of [
			"kind",
			"medium",
			"typeCount",
			"failures",
			"handle",
			"told",
			"poolFirst",
			"poolSize",
			"poolWanted",
			"step",
		] as const)
			expect(spare[name], name).toBe(fresh[name]);
		for (const name of ["present", "hasUuid", "busy", "refused", "listed"] as const) expect(spare[name], name).toBe(false);
	});

	it("of who has an EID, but is on a bus of ours, are not behind anybody", () => {
		const places = new Places(buses, 1);
		places.all[1].eid = 40;
		expect(places.behind(places.all[0], 40)).toBe(places.all[3]);
	});
});

describe("an endpoint that is known", () => {
	it("is a bridge by bits 5 and 4 of its type (DSP0236 12.4)", () => {
		const known = new Known();
		const kinds = [0x00, 0x10, 0x11, 0x1f, 0x20, 0x30, 0xd0];
		expect(kinds.map((kind) => ((known.kind = kind), known.bridge))).toEqual([false, true, true, true, false, false, true]);
	});

	it("is remembered with sixteen message types, and no more", () => {
		const known = new Known();
		for (let type = 1; type <= 17; type++) known.addType(type);
		expect([known.typeCount, known.types[0], known.types[15], known.types.length]).toEqual([16, 1, 16, 16]);
	});
});
