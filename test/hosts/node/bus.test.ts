// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import OwnedBuses, { formatTree, type Listed } from "../../../hosts/node/bus.js";
import clock from "../../../hosts/node/clock.js";
import Device from "../../../hosts/node/device.js";
import LineBus from "../../../hosts/node/i2c/line-bus.js";
import lineFor from "../../../hosts/node/line/lines.js";
import { parseTarget } from "../../../hosts/node/line/target.js";
import Log from "../../../hosts/node/log.js";
import { builtIn } from "../../../hosts/node/profiles/built-in.js";

const folder = mkdtempSync(join(tmpdir(), "bus-"));
afterAll(() => rmSync(folder, { recursive: true }));
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of open.splice(0)) await each.close();
});

const log = new Log("error");
let count = 0;
const socket = () => `unix:${join(folder, `s${count++}`)}`;
const line = (target: string) => lineFor(parseTarget(target));

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function owner(targets: Parameters<typeof line>[0][], addresses: readonly number[], events: string[] = []): Promise<OwnedBuses> {
	const buses = new OwnedBuses({
		attachments: targets.map((target) => ({ transport: target.includes("serial") ? "serial" : "i2c", line: line(target) }) as const),
		eid: 8,
		addresses,
		interval: 100,
		listener: { onFound: ({ eid }) => events.push(`found ${eid}`), onLost: ({ eid }) => events.push(`lost ${eid}`) },
		log,
	});
	open.push(buses);
	await buses.open();
	await until(() => buses.settled(clock()));
	return buses;
}

async function device(options: Partial<ConstructorParameters<typeof Device>[0]>): Promise<Device> {
	const made = new Device({ attachments: [], eid: 0, log, ...options });
	open.unshift(made);
	await made.open();
	return made;
}

const brief = ({ eid, kind, bus, behind }: Listed): unknown => [eid, kind, bus, behind.map(brief)];

test("three devices of one process on one bus, each at its address", async () => {
	const target = socket();
	const shared = new LineBus(line(`listen:${target}`), 0);
	for (const address of [0x1d, 0x1e, 0x1f])
		await device({ name: `d${address}`, attachments: [{ transport: "i2c", line: shared.line, i2c: { address, shared } }] });
	const buses = await owner([target], [0x1d, 0x1e, 0x1f, 0x20]);
	expect(buses.list().map(({ eid, address }) => [eid, address])).toEqual([
		[9, 0x1d],
		[10, 0x1e],
		[11, 0x1f],
	]);
	expect(formatTree(buses.list()).split("\n")[0]).toMatch(
		/^├─ EID 9 {2}i2c0 0x1D {2}endpoint {2}Vendor Defined, PCI {2}[0-9a-f-]{36} {2}unit 64$/,
	);
});

test("a backplane: 24 endpoints behind one bridge, plugged and unplugged", async () => {
	const target = socket();
	const made = await device({ profile: builtIn.backplane, attachments: [{ transport: "i2c", line: line(`listen:${target}`) }] });
	const events: string[] = [];
	const buses = await owner([target], [0x1d], events);
	await until(() => 25 === events.length);
	const [bridge] = buses.list();
	expect(bridge.pool).toEqual({ first: 10, count: 24 });
	expect(bridge.behind.map(({ eid }) => eid)).toEqual(Array.from({ length: 24 }, (_, index) => 10 + index));
	const slots = made.activation().children!.find(({ name }) => "slots" === name)!;
	const { eid } = (slots.methods.list.run({}, 0) as { eid: number }[])[5];
	slots.methods.unplug.run({ slot: 5 }, 0);
	await until(() => events.includes(`lost ${eid}`));
	slots.methods.plug.run({ slot: 5 }, 0);
	await until(() => 26 === events.filter((event) => event.startsWith("found")).length);
	expect(events.slice(-1)).toEqual([`found ${eid}`]);
});

test("a bridge between I2C and a serial line", async () => {
	const upper = socket();
	const lower = `${socket()}serial`;
	await device({
		name: "bridge",
		profile: { ...builtIn.endpoint, control: { bridge: { pool: 4 } } },
		attachments: [
			{ transport: "serial", line: line(`listen:${lower}`) },
			{ transport: "i2c", line: line(`listen:${upper}`) },
		],
	});
	await device({ name: "behind", attachments: [{ transport: "serial", line: line(lower) }] });
	const events: string[] = [];
	const buses = await owner([upper], [0x1d], events);
	await until(() => 2 === events.length);
	expect(buses.list().map(brief)).toEqual([[9, "bridge", "i2c0", [[10, "endpoint", "i2c0", []]]]]);
});
