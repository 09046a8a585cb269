// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { Effect, noteOf } from "../../../modules/nvme-mi/effect.js";
import { addDrive } from "../../support/drive.js";

const link = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, wake() {} };

test("a transmission unit is that of the port which it was set for, where packets can be larger at all", () => {
	const ports = [
		{ ...link, eid: 8 },
		{ ...link, eid: 9 },
		{ ...link, eid: 10, largestUnit: 64 },
	];
	const endpoint = new Endpoint({ ports });
	const wide = { largestUnit: 250 };
	const { effects, subsystem } = addDrive(endpoint, {
		ports: [
			{ twoWire: {}, ...wide },
			{ pcie: {}, ...wide },
		],
		endpoints: [0, 1, 0],
	});
	const units = () => [0, 1, 2].map((port) => endpoint.port(port).units?.of(20));
	expect(units()).toEqual([64, 64, undefined]);
	effects.apply(noteOf(Effect.unit, 0, 200), 0);
	expect(units()).toEqual([200, 64, undefined]);
	effects.apply(noteOf(Effect.unit, 1, 100), 0);
	expect(units()).toEqual([200, 100, undefined]);
	expect(subsystem.ports.map(({ unit }) => unit)).toEqual([200, 100]);
	effects.powerCycle(0);
	expect(units()).toEqual([64, 64, undefined]);
});
