// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { laneFree, laneSending, laneWaiting } from "../../../../modules/binding/i2c/lane.js";
import Lanes from "../../../../modules/binding/i2c/lanes.js";
import Mux from "../../../../modules/binding/i2c/mux.js";

const never = 0x7fffffff;
const mux = () => new Mux(0x70, 100);

/** Lanes whose packets wait for their turn. */
function waiting(...dues: number[]) {
	const lanes = new Lanes(dues.length, 0);
	const all = dues.map((due, index) => {
		const lane = lanes.free()!;
		return Object.assign(lane, { stage: laneWaiting, due, physical: 0x20 + index, address: 0x20 + index });
	});
	return { lanes, all };
}

describe("lanes", () => {
	it("have a longest frame each, one behind the other", () => {
		const lanes = new Lanes(2, 100);
		const first = lanes.free()!;
		first.stage = laneSending;
		expect([first.offset, lanes.free()!.offset]).toEqual([100, 100 + 259]);
	});

	it("are free or have a packet to an address", () => {
		const { lanes, all } = waiting(0, 0);
		expect([lanes.free(), lanes.has(0x20), lanes.has(0x21), lanes.has(0x22)]).toEqual([undefined, true, true, false]);
		all[0].stage = laneFree;
		expect([lanes.free() === all[0], lanes.has(0x20), lanes.has(0x21)]).toEqual([true, false, true]);
		all[1].stage = laneSending;
		expect(lanes.has(0x21)).toBe(true);
	});

	it("have their turn one after the other, if they wait and it is time", () => {
		const { lanes, all } = waiting(0, 0, 0);
		const turn = () => all.indexOf(lanes.due(0, mux())!);
		expect([turn(), turn(), turn(), turn()]).toEqual([1, 2, 0, 1]);
		all[2].due = 1;
		expect([turn(), turn()]).toEqual([0, 1]);
		all[0].stage = laneSending;
		expect([turn(), turn()]).toEqual([1, 1]);
		all[1].stage = laneFree;
		expect(lanes.due(0, mux())).toBe(undefined);
		expect(lanes.due(1, mux())).toBe(all[2]);
	});

	it("wait for their channel, too", () => {
		const { lanes, all } = waiting(0, 0);
		const busy = mux();
		busy.channel = 1;
		busy.keep(0x11d, 0);
		all[0].channel = 1;
		all[1].channel = 2;
		expect([lanes.due(0, busy), lanes.due(0, busy)]).toEqual([all[0], all[0]]);
	});

	it("say when the next one may begin; a clock set back ends the wait", () => {
		const { lanes, all } = waiting(105, 103);
		expect([lanes.tick(100), lanes.tick(103), lanes.tick(104)]).toEqual([3, 0, 0]);
		expect([lanes.tick(96), lanes.tick(93)]).toEqual([7, 0]);
		all[1].stage = laneSending;
		expect([lanes.tick(100), lanes.tick(96), lanes.tick(95)]).toEqual([5, 9, 0]);
		all[0].stage = laneFree;
		expect(lanes.tick(100)).toBe(never);
	});

	it("are all free after a reset", () => {
		const { lanes, all } = waiting(0, 0);
		lanes.busy = 2;
		all[1].stage = laneSending;
		lanes.reset();
		expect([lanes.busy, all.map(({ stage }) => stage), lanes.free() === all[0]]).toEqual([0, [laneFree, laneFree], true]);
	});
});
