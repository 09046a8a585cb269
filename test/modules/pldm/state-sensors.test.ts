// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { GlobalEnable } from "../../../modules/pldm/platform/event.js";
import Platform from "../../../modules/pldm/platform/platform.js";
import type StateSensor from "../../../modules/pldm/platform/state-sensor.js";
import { SensorOperational } from "../../../modules/pldm/platform/states.js";
import Pldm from "../../../modules/pldm/pldm.js";
import { asker } from "../../support/ask.js";
import { hex } from "../../support/text.js";

const { enabled, disabled, failed } = SensorOperational;
const options = {
	numericSensors: [{ id: 0x102, dataSize: 0, resolution: 1, offset: 0, modifier: 0, value: 5 }],
	stateSensors: [
		{
			id: 0x101,
			fields: [
				{ stateSet: 1, possible: [1, 2, 3], state: 1 },
				{ stateSet: 13, possible: [1, 2], state: 2 },
			],
		},
	],
};

/** A terminus whose events wait to be polled. */
function made(): { sensor: StateSensor; platform: Platform; ask: (packet: string) => string; events: () => string[] } {
	const endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
		memory: { data: Pldm.size() + Platform.size(options), requests: 1 },
	});
	let platform: Platform | undefined = undefined;
	endpoint.responders.add(new Pldm({ endpoint, protocols: (terminus) => [(platform = new Platform(endpoint, terminus, options))] }));
	const { events, stateSensors } = platform!;
	events.enable = GlobalEnable.polling;
	const { queue } = events;
	const told = () => {
		const all = Array.from({ length: queue.count }, (_, index) => hex(endpoint.memory, queue.at(index)!.offset, queue.at(index)!.length));
		queue.clear();
		return all;
	};
	return { sensor: stateSensors.get(0x101)!, platform: platform!, ask: asker(endpoint), events: told };
}
const settings = ({ fields }: StateSensor) => fields.map(({ eventEnable }) => eventEnable);

describe("events of a state sensor", () => {
	test("are on where nothing else is said", () => expect(settings(made().sensor)).toEqual([2, 2]));

	test("are set by SetStateSensorEnables, and stay with 0", () => {
		const { sensor, ask } = made();
		expect(ask("010809c8 01810220 0101 02 0001 0004")).toBe("00");
		expect(settings(sensor)).toEqual([1, 4]);
		expect(ask("010809c8 01820220 0101 02 0000 0003")).toBe("00");
		expect(settings(sensor)).toEqual([1, 3]);
	});

	test("are set by InitStateSensor: 0 is on, 1 off, and they stay with FF", () => {
		const { sensor, ask } = made();
		expect(ask("010809c8 01810222 0101 02 000001 0000ff")).toBe("00");
		expect(settings(sensor)).toEqual([1, 2]);
		expect(ask("010809c8 01820222 0101 02 0000ff 000001")).toBe("00");
		expect(settings(sensor)).toEqual([1, 1]);
		expect(ask("010809c8 01830222 0101 02 000000 0000ff")).toBe("00");
		expect(settings(sensor)).toEqual([2, 1]);
	});

	/** Setting; that it fails; that it works and has another state. */
	test.each<[string, number, string[], string[]]>([
		["none", 0, [], []],
		["disabled", 1, [], []],
		["enabled", 2, ["0101000400"], ["0101000004", "010101000300"]],
		["operational only", 3, ["0101000400"], ["0101000004"]],
		["state only", 4, [], ["010101000300"]],
	])("%s: tell of what was asked for", (_, setting, fails, works) => {
		const { sensor, platform, events } = made();
		sensor.fields[0].eventEnable = setting;
		sensor.setOperational(0, failed, 0);
		expect(events()).toEqual(fails);
		sensor.update(0, 3, 0);
		expect(events()).toEqual(works);
		const numeric = platform.numericSensors.get(0x102)!;
		numeric.eventEnable = setting;
		numeric.setOperational(failed, 0);
		expect(events()).toEqual(fails.map((event) => event.replace("0101", "0201")));
	});

	test("tell nothing of one that was unplugged", () => {
		const { sensor, events } = made();
		sensor.hidden = true;
		sensor.setOperational(0, failed, 0);
		sensor.update(0, 3, 0);
		expect(events()).toEqual([]);
	});

	test("tell nothing where nothing has changed", () => {
		const { sensor, events } = made();
		sensor.update(0, 1, 0);
		sensor.setOperational(0, enabled, 0);
		expect(events()).toEqual([]);
		sensor.setOperational(0, failed, 0);
		expect(events()).toHaveLength(1);
		sensor.setOperational(0, failed, 0);
		expect(events()).toEqual([]);
	});
});

describe("the state before (DSP0248 19.2) is another than the present one", () => {
	const read = "010809c8 01800221 0101 00 00";

	test("at first nothing was known", () => expect(made().ask(read)).toBe("00 02 00010001 00020002".replaceAll(" ", "")));

	test("it stays while the state does", () => {
		const { sensor, ask } = made();
		sensor.update(0, 3, 0);
		sensor.update(0, 3, 0);
		expect(ask(read)).toBe("00 02 00030103 00020002".replaceAll(" ", ""));
	});

	test("of one that does not work it is the last that was known, also once it works again", () => {
		const { sensor, ask } = made();
		sensor.setOperational(0, failed, 0);
		sensor.setOperational(0, disabled, 0);
		sensor.setOperational(0, disabled, 0);
		expect(ask(read)).toBe("00 02 01000100 00020002".replaceAll(" ", ""));
		sensor.setOperational(0, enabled, 0);
		expect(ask(read)).toBe("00 02 00000100 00020002".replaceAll(" ", ""));
	});

	test("of a numeric sensor as well", () => {
		expect(made().ask("010809c8 01800211 0201 00")).toBe("00 00 00 02 01 00 01 05".replaceAll(" ", ""));
	});
});

describe("InitStateSensor (DSP0248 19.3)", () => {
	const read = "010809c8 01800221 0101 00 00";

	test("unavailable: the state is not taken", () => {
		const { ask } = made();
		expect(ask("010809c8 01810222 0101 02 0202ff 0000ff")).toBe("00");
		expect(ask(read)).toBe("00 02 02000100 00020002".replaceAll(" ", ""));
	});

	test("enabled, with the state 0: it stays as it is", () => {
		const { ask } = made();
		expect(ask("010809c8 01810222 0101 02 0000ff 0001ff")).toBe("00");
		expect(ask(read)).toBe("00 02 00010001 00010201".replaceAll(" ", ""));
	});
});

test("a terminus of which nothing is said has nothing", () => {
	const { endpoint, terminus } = made().platform;
	expect(Platform.size({})).toBe(16 * 64);
	const bare = new Platform(
		new Endpoint({ ports: [endpoint.port(0).port], memory: { data: Platform.size({}), requests: 1 } }),
		terminus,
		{},
	);
	const { numericSensors, stateSensors, numericEffecters, stateEffecters, repository, updated } = bare;
	expect([numericSensors, stateSensors, numericEffecters, stateEffecters].map(({ size }) => size)).toEqual([0, 0, 0, 0]);
	expect([repository.count, updated]).toEqual([0, new Array(13).fill(0)]);
});

test("a link that goes down takes the event receiver along, one that comes up does not", () => {
	const { platform } = made();
	platform.link(0, true);
	expect(platform.events.enable).toBe(GlobalEnable.polling);
	platform.link(0, false);
	expect(platform.events.enable).toBe(GlobalEnable.disabled);
});

test("a terminus waits for the first of its effecters", () => {
	const { endpoint, terminus } = made().platform;
	const effecter = { dataSize: 0, resolution: 1, offset: 0, modifier: 0, least: 0, most: 9, value: 0 };
	const numericEffecters = [
		{ ...effecter, id: 1, delay: 50 },
		{ ...effecter, id: 2, delay: 70 },
	];
	const slow = new Platform(new Endpoint({ ports: [endpoint.port(0).port], memory: { data: Platform.size({}), requests: 1 } }), terminus, {
		numericEffecters,
	});
	for (const id of [1, 2]) slow.numericEffecters.get(id)!.set(5, 0);
	expect([slow.tick(0), slow.tick(50), slow.tick(70)]).toEqual([50, 20, 0x7fffffff]);
});
