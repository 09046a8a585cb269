// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import nvmeMiActivation from "../../../modules/nvme-mi/activation.js";
import { call, checkTable, hostile, listen } from "../../support/activation.js";
import Bench from "../../support/bench.js";

const section = {
	ports: [{ pcie: {} }, { twoWire: {} }],
	health: { temperature: 20 },
	controllers: [{ id: 0 }, { id: 7, enabled: false }],
	namespaces: {
		most: 3,
		capacity: 0x100000,
		list: [
			{ blocks: 8, controllers: [0, 7] },
			{ blocks: 16, controllers: [7] },
		],
	},
	firmware: { slots: [{ revision: "1.0" }, {}] },
};

function made() {
	const bench = new Bench({ ports: [{ eid: 8 }], responders: ["drive"], drive: section });
	return { bench, table: nvmeMiActivation(bench.drive!, bench.packets) };
}

it("keeps to the contract", () => {
	checkTable(made().table);
	hostile(() => made().table);
	expect(made().table.name).toBe("drive");
});

describe("a drive", () => {
	it("tells how it is", () => {
		expect(call(made().table, "status")).toEqual({
			functional: true,
			removed: false,
			seconds: 0,
			controllers: [
				{ id: 0, enabled: true, ready: true, fatal: false, temperature: 20, spare: 100, used: 0, warning: 0, changed: 0x21 },
				{ id: 7, enabled: false, ready: false, fatal: false, temperature: 20, spare: 100, used: 0, warning: 0, changed: 0 },
			],
			namespaces: [
				{ id: 1, blocks: 8, blockSize: 512, controllers: [0, 7] },
				{ id: 2, blocks: 16, blockSize: 512, controllers: [7] },
			],
			firmware: { active: 1, next: 0, slots: ["1.0", ""], imageLength: 0, imageCheck: 0 },
			sanitize: { running: false, failed: false, progress: 0xffff },
		});
	});

	it("changes as a whole, or one controller of it, and tells", () => {
		const { table } = made();
		const { values, stop } = listen(table, "changed");
		call(table, "setTemperature", { temperature: 71 });
		call(table, "setWear", { used: 120, controller: 7 });
		stop();
		call(table, "setSpare", { spare: 3 });
		expect(values).toEqual([
			{ controller: 0, changed: 0x1200 },
			{ controller: 7, changed: 0x1200 },
			{ controller: 7, changed: 0x0400 },
		]);
		expect(call(table, "status")).toMatchObject({ controllers: [{ warning: 3 }, { warning: 3, used: 120 }] });
	});

	it("knows its controllers and PCIe ports", () => {
		const { table } = made();
		expect(() => call(table, "setWear", { used: 1, controller: 1 })).toThrow("controller: there are 0, 7");
		expect(() => call(table, "setLink", { port: 1, up: false })).toThrow("port: this is no PCIe port");
		expect(() => call(table, "setLink", { port: 0, up: false })).not.toThrow();
	});

	it("fails and is mended, as a whole or in one controller", () => {
		const { table } = made();
		call(table, "fail", { fatal: true, controller: 0 });
		expect(call(table, "status")).toMatchObject({ functional: true, controllers: [{ fatal: true, ready: false }, { fatal: false }] });
		call(table, "fail", { fatal: true });
		expect(call(table, "status")).toMatchObject({ functional: false, controllers: [{ fatal: true }, { fatal: true }] });
		call(table, "fail", { fatal: false });
		expect(call(table, "status")).toMatchObject({ functional: true, controllers: [{ ready: true }, { ready: false }] });
	});

	it("is taken out, with the links, and put back, with power", () => {
		const { bench, table } = made();
		call(table, "remove", { removed: false });
		call(table, "remove", { removed: true });
		expect(bench.endpoint.port(0).up).toBe(false);
		call(table, "remove", { removed: true });
		expect(bench.drive!.subsystem.counters.powerCycles).toBe(0);
		call(table, "remove", { removed: false });
		expect(bench.endpoint.port(0).up).toBe(true);
		expect(bench.drive!.subsystem.counters.powerCycles).toBe(1);
		expect(bench.drive!.subsystem.counters.unsafeShutdowns).toBe(1);
	});

	it("has whatever an operator moves, in one controller or all", () => {
		const { bench, table } = made();
		const [one, two] = bench.drive!.subsystem.controllers;
		const both = (method: string, parameters: object, read: (controller: typeof one) => unknown) => {
			call(table, method, parameters);
			return [read(one), read(two)];
		};
		expect(both("setSpare", { spare: 50 }, ({ spare }) => spare)).toEqual([50, 50]);
		expect(both("setSpare", { spare: 40, controller: 7 }, ({ spare }) => spare)).toEqual([50, 40]);
		expect(both("setReadOnly", { readOnly: true, controller: 7 }, ({ readOnly }) => readOnly)).toEqual([false, true]);
		expect(both("setReadOnly", { readOnly: true }, ({ readOnly }) => readOnly)).toEqual([true, true]);
		expect(both("setEnabled", { enabled: true, controller: 7 }, ({ enabled }) => enabled)).toEqual([true, true]);
		expect(both("setEnabled", { enabled: false }, ({ enabled }) => enabled)).toEqual([false, false]);
		expect(both("setTemperature", { temperature: -100 }, ({ temperature }) => temperature)).toEqual([173, 173]);
		expect(both("setTemperature", { temperature: 0, controller: 0 }, ({ temperature }) => temperature)).toEqual([273, 173]);
		expect(both("fail", { fatal: true, controller: 7 }, ({ fatal }) => fatal)).toEqual([false, true]);
	});

	it("wakes the endpoint for everything that it may tell of", () => {
		const wakes: readonly (readonly [string, object])[] = [
			["setTemperature", { temperature: 30 }],
			["setSpare", { spare: 9 }],
			["setWear", { used: 9 }],
			["setReadOnly", { readOnly: true }],
			["setEnabled", { enabled: false }],
			["setLink", { port: 0, up: false }],
			["fail", { fatal: true }],
			["reset", {}],
			["powerCycle", {}],
		];
		for (const [method, parameters] of wakes) {
			const { bench, table } = made();
			let count = 0;
			const { port } = bench.endpoint.port(0);
			Object.assign(port, { wake: () => count++ });
			call(table, method, parameters);
			expect(count, method).toBeGreaterThan(0);
		}
	});

	it("sanitizes, and fails at it if told to", () => {
		const { bench, table } = made();
		const { sanitize } = bench.drive!.subsystem;
		call(table, "failSanitize");
		sanitize.start(2, 0, 100, 0);
		expect(call(table, "status")).toMatchObject({ sanitize: { running: true, failed: false, progress: 0 } });
		sanitize.advance(100);
		expect(call(table, "status")).toMatchObject({ sanitize: { running: false, failed: true, progress: 0xffff } });
	});

	it("tells of its firmware and its time", () => {
		const { bench, table } = made();
		const { subsystem } = bench.drive!;
		subsystem.firmware.download(0, Uint8Array.of(0x31), 0, 1);
		subsystem.firmware.next = subsystem.firmware.replace(2);
		subsystem.time = 2999;
		expect(call(table, "status")).toMatchObject({
			seconds: 2,
			firmware: { active: 1, next: 2, slots: ["1.0", "83DCEFB7"], imageLength: 1, imageCheck: 0x83dcefb7 },
		});
	});

	it("is reset: firmware is activated, commands under way are over", () => {
		const { bench, table } = made();
		const { subsystem, endpoints } = bench.drive!;
		subsystem.firmware.download(0, Uint8Array.of(0x31), 0, 1);
		subsystem.firmware.next = subsystem.firmware.replace(2);
		endpoints[0].paused = true;
		call(table, "reset");
		expect([subsystem.firmware.active, endpoints[0].paused, endpoints[0].wasReset]).toEqual([2, false, true]);
	});

	it("says that it was taken out", () => {
		const { table } = made();
		call(table, "remove", { removed: true });
		expect(call(table, "status")).toMatchObject({ removed: true });
	});
});
