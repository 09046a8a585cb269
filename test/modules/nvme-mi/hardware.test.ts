// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, test } from "vitest";
import { addDrive } from "../../support/drive.js";
import Bench from "../../support/bench.js";
import { packets } from "../../tables/nvme-mi.js";

const health = "08 0000 01 000000 0*8";
const frequency = "08 0000 03 000000 01 02 00 01 0*4";
const getFrequency = "08 0000 04 000000 01 00 00 01 0*4";
const unit = "08 0000 03 000000 03 0000 01 8000 0000";
const getUnit = "08 0000 04 000000 03 0000 01 0*4";
const reset = "08 0000 07 000000 0*8";
const abrupt = "08 0000 0c 000000 00000001 0*4";

let calls: string[];
let able: boolean;
let bench: Bench;

/** Answer to a message, from its status on, without integrity check. */
function ask(message: string): string {
	for (const text of packets(message, "0809", 8, 0)) bench.receive(text);
	const [answer] = bench.pull(undefined, undefined, () => {
		calls.push("sent");
		bench.report(true);
	});
	return answer.replaceAll(" ", "").slice(16, -8);
}

beforeEach(() => {
	calls = [];
	able = true;
	bench = new Bench({ ports: [{ eid: 8 }] });
	const tell = (what: string, effect: number, port: number, value: number) => void calls.push(`${what} ${effect} ${port} ${value}`);
	const hardware = {
		accept(effect: number, port: number, value: number) {
			tell("accept", effect, port, value);
			return able;
		},
		apply: (effect: number, port: number, value: number) => tell("apply", effect, port, value),
	};
	addDrive(bench.endpoint, { ports: [{ pcie: {} }, { twoWire: { largestFrequency: "1000" }, largestUnit: 128 }] }, { hardware });
});

describe("hardware is asked first, and told once the answer has left", () => {
	test.each([
		["frequency", frequency, "1 1 2"],
		["transmission unit", unit, "2 1 128"],
		["reset", reset, "3 0 0"],
		["shutdown", abrupt, "4 0 1"],
	])("%s", (_name, message, effect) => {
		expect(ask(message)).toBe("00000000");
		expect(calls).toEqual([`accept ${effect}`, "sent", `apply ${effect}`]);
	});
});

describe("what it refuses ends with Internal Error, and changes nothing", () => {
	test.each([
		["frequency", frequency, getFrequency, "00010000"],
		["transmission unit", unit, getUnit, "00400000"],
		["reset", reset, health, "00000000"],
		["shutdown", abrupt, health, "00000000"],
	])("%s", (_name, message, look, before) => {
		able = false;
		expect(ask(message)).toBe("02000000");
		expect(calls).toEqual([expect.stringMatching(/^accept/), "sent"]);
		expect(ask(look).slice(0, 8)).toBe(before);
	});
});

test("whatever has no effect is none of its business", () => {
	ask(health);
	expect(calls).toEqual(["sent"]);
	expect(bench.endpoint.exchanges.busy).toBe(0);
});
