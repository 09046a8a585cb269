// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import Units from "../../../modules/mctp/units.js";

const eid = 20;

/** Units of 200 bytes that three losses in a row lower; `losses` messages to each EID have been lost. */
function made(losses: number): Units {
	const units = new Units(64, 3);
	units.set(eid, eid + 1, 200);
	for (let index = 0; index < losses; index++) lose(units);
	return units;
}

/** A message to each of two EIDs is lost; returns whether it was one too many. */
function lose(units: Units): boolean[] {
	return [eid, eid + 1].map((each) => (units.next(each), units.lost(each)));
}

it("three losses in a row are too many, for every EID of a range", () => {
	const units = made(2);
	expect([units.of(eid), units.of(eid + 1)]).toEqual([200, 200]);
	expect(lose(units)).toEqual([true, true]);
	expect([units.of(eid), units.of(eid + 1)]).toEqual([64, 64]);
});

it("losses count anew once a unit is set anew, for every EID of the range", () => {
	const units = made(2);
	units.set(eid, eid + 1, 100);
	expect(lose(units)).toEqual([false, false]);
	expect(lose(units)).toEqual([false, false]);
	expect(lose(units)).toEqual([true, true]);
});

it("messages before a unit was set do not end a row of losses, for every EID of the range", () => {
	const units = made(0);
	for (const each of [eid, eid + 1]) for (let index = 0; index < 2; index++) units.next(each);
	units.set(eid, eid + 1, 100);
	expect([lose(units), lose(units), lose(units)]).toEqual([
		[false, false],
		[false, false],
		[true, true],
	]);
});

it.each([2, 3, 255, 256, 257, 1000])("a message that arrived ends a row of losses, and so do the %d since the last one", (count) => {
	const units = made(2);
	for (let index = 0; index < count; index++) units.next(eid);
	expect(units.lost(eid)).toBe(false);
	expect(units.of(eid)).toBe(200);
});

it("there is nothing below 64 bytes", () => {
	const units = new Units(64, 3);
	expect(Array.from({ length: 6 }, () => units.lost(eid))).toEqual([false, false, false, false, false, false]);
	expect(units.of(eid)).toBe(64);
});
