// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, test } from "vitest";
import Faults from "../../../modules/fault/faults.js";
import { kindNames, kinds } from "../../../modules/fault/kinds.js";
import type { FaultOptions } from "../../../modules/fault/options.js";
import FaultyPort from "../../../modules/fault/port.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import type { Port } from "../../../modules/mctp/port.js";

const port: Port = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 68, eid: 8, wake() {} };
const made = (places?: number) => new Faults(new Endpoint({ ports: [new FaultyPort(port, places)] }));

describe("a fault is refused", () => {
	const cases: Record<string, [object, string]> = {
		"without a kind": [
			{},
			"kind: undefined: allowed are delay, reorder, drop, corrupt, duplicate, source, destination, instance, tag, silence, hang",
		],
		"of a kind that does not exist": [{ kind: "explode" }, 'kind: "explode": allowed are delay, '],
		"of a kind that only all objects have": [{ kind: "toString" }, 'kind: "toString": allowed are delay, '],
		"without what its kind needs": [{ kind: "delay" }, "milliseconds: missing: allowed are whole numbers from 1 to 3600000"],
		"with what its kind has not": [
			{ kind: "drop", bits: 1 },
			"bits: drop has no such option: it has rate, count, seed, direction, port, peer, type, pldmType, command",
		],
		"with what no kind has": [{ kind: "delay", milliseconds: 1, speed: 1 }, "speed: delay has no such option: it has milliseconds, rate, "],
		"with what all objects have": [{ kind: "drop", constructor: 1 }, "constructor: drop has no such option: it has rate, "],
		"with a number too large": [{ kind: "drop", rate: 1.5 }, "rate: 1.5: allowed are numbers from 0 to 1"],
		"with a number too small": [{ kind: "drop", count: 0 }, "count: 0: allowed are whole numbers from 1 to 2147483647"],
		"with a part of a number": [{ kind: "drop", peer: 8.5 }, "peer: 8.5: allowed are whole numbers from 0 to 255"],
		"with no number": [{ kind: "drop", peer: "8" }, 'peer: "8": allowed are whole numbers from 0 to 255'],
		"with nothing for a number": [{ kind: "drop", rate: null }, "rate: null: allowed are numbers from 0 to 1"],
		"with NaN": [{ kind: "drop", rate: NaN }, "rate: null: allowed are numbers from 0 to 1"],
		"with a direction that does not exist": [
			{ kind: "drop", direction: "sideways" },
			'direction: "sideways": allowed are receive and transmit',
		],
		"with a command of no known type": [{ kind: "drop", type: 5, command: 2 }, "command: goes with type 0 or 1 only"],
		"with a command alone": [{ kind: "drop", command: 2 }, "command: goes with type 0 or 1 only"],
		"with a PLDM type of another message type": [{ kind: "drop", type: 0, pldmType: 2 }, "pldmType: goes with type 1 only"],
		"on a port that does not exist": [{ kind: "drop", port: 1 }, "port: 1: allowed are whole numbers from 0 to 0"],
	};

	test.each(Object.entries(cases))("%s", (_name, [options, message]) => {
		expect(() => made().add(options as FaultOptions)).toThrow(RangeError);
		expect(() => made().add(options as FaultOptions)).toThrow(message);
		expect(() => made().add(options as FaultOptions, "faults[2]")).toThrow(`faults[2].${message}`);
	});

	it("when there are 32", () => {
		const faults = made();
		for (let count = 0; count < 32; count++) faults.add({ kind: "drop" });
		expect(() => faults.add({ kind: "drop" }, "faults[32]")).toThrow("faults[32]: there are 32 faults already: remove one");
		expect(faults.remove(7)).toBe(true);
		expect(faults.remove(7)).toBe(false);
		expect(faults.add({ kind: "drop" }).id).toBe(33);
	});
});

test.each(kindNames)("a fault of kind %s is taken with all its options, at their ends", (kind) => {
	const faults = made();
	const { needs, takes } = kinds[kind];
	const all = { milliseconds: 3_600_000, bits: 64, position: 65535, copies: 8, eid: 255, instance: 31, tag: 7 };
	const own = Object.fromEntries([...needs, ...takes].map((name) => [name, all[name as keyof typeof all]]));
	const common = { rate: 1, count: 0x7fffffff, seed: 0x7fffffff, direction: "transmit", port: 0, peer: 255, type: 1 };
	const fault = faults.add({ kind, ...own, ...common, pldmType: 63, command: 255 } as FaultOptions);
	expect(faults.all).toEqual([fault]);
	expect(Object.isFrozen(fault.options)).toBe(true);
});

describe("a faulty port", () => {
	it("has the binding's frames first, and room for packets behind them", () => {
		const wrapped = new FaultyPort({ ...port, largestUnit: 251, frames: 700 }, 5);
		expect(wrapped).toMatchObject({ network: 1, receiveUnit: 64, transmissionUnit: 64, largestUnit: 251, eid: 8 });
		expect(wrapped).toMatchObject({ placesAt: 700, placeSize: 255, frames: 700 + 2 * 5 * 255 });
	});

	it("wakes as the one that it stands for, whatever that is", () => {
		class Woken {
			readonly network = 1;
			readonly receiveUnit = 64;
			readonly transmissionUnit = 64;
			readonly frames = 68;
			count = 0;
			wake() {
				this.count++;
			}
		}
		const woken = new Woken();
		const { wake } = new FaultyPort(woken);
		wake();
		expect(woken.count).toBe(1);
	});

	it("does not take places that are no number", () => {
		expect(() => new FaultyPort(port, -1)).toThrow("fault: -1 places: whole numbers from 0 up");
		expect(() => new FaultyPort(port, 1.5)).toThrow("fault: 1.5 places: whole numbers from 0 up");
	});
});
