// SPDX-License-Identifier: Apache-2.0
// What a board of the SDK makes of its configuration: of the examples, and of mistakes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { root } from "../../lint/sources.js";

const buses: unknown[] = [];

function FakeTarget({ device, data, clock, controllerData, controllerClock, switched, hz }: Record<string, unknown>) {
	buses.push({ device, data, clock, controllerData, controllerClock, switched, hz });
}

beforeEach(() => {
	buses.length = 0;
	vi.resetModules();
	vi.doMock("hosts/platform/configuration", () => import("../../../hosts/moddable/configuration.js"));
	vi.doMock("../../../hosts/common/i2c/target.js", () => ({
		default: FakeTarget,
	}));
	vi.doMock("../../../hosts/common/usb/function.js", () => ({ default: Object }));
});

async function open(mctp: unknown): Promise<unknown> {
	vi.doMock("mc/config", () => ({ default: { mctp } }));
	const { default: open } = await import("../../../hosts/board/ports.js");
	return open(() => {}).map(({ name, network, eid, busOwner, medium, address }) => ({ name, network, eid, busOwner, medium, address }));
}

const configurationOf = (board: string) =>
	(JSON.parse(readFileSync(join(root, `hosts/moddable/boards/${board}.json`), "utf8")) as { config: { mctp: unknown } }).config.mctp;
const i2c = { name: "i2c0", network: 1, eid: 0, busOwner: 16, medium: 0x03, address: 0x1d };
const usb = { name: "usb0", network: 2, eid: 0, busOwner: 0, medium: 0x11, address: undefined };
const unknown = {
	device: undefined,
	data: undefined,
	clock: undefined,
	controllerData: undefined,
	controllerClock: undefined,
	switched: undefined,
};

test.each(["nucleo_f413zh", "stm32u5a9j_dk"])("%s: the bus by its label, and USB", async (board) => {
	expect(await open(configurationOf(board))).toEqual([i2c, usb]);
	expect(buses).toEqual([{ ...unknown, device: "i2c1", hz: 100_000 }]);
});

test("nucleo_h7s3l8: the bus alone", async () => expect(await open(configurationOf("nucleo_h7s3l8"))).toEqual([i2c]));

test("esp32s3: the pins of two controllers, and USB", async () => {
	expect(await open(configurationOf("esp32s3"))).toEqual([i2c, usb]);
	expect(buses).toEqual([{ ...unknown, data: 8, clock: 9, controllerData: 10, controllerClock: 11, hz: 100_000 }]);
});

test("esp32c3: one controller, switched", async () => {
	expect(await open(configurationOf("esp32c3"))).toEqual([i2c]);
	expect(buses).toEqual([{ ...unknown, data: 4, clock: 5, switched: true, hz: 100_000 }]);
});

test("100 kHz is what is usual; 400 kHz is another medium; a static EID is on each port", async () => {
	const ports = { slow: { type: "i2c", address: 29 }, quick: { type: "i2c", address: 30, hz: 400_000 } };
	expect(await open({ eid: 20, ports })).toMatchObject([
		{ name: "slow", network: 1, eid: 20, busOwner: undefined, medium: 0x03 },
		{ name: "quick", network: 2, eid: 20, medium: 0x04, address: 30 },
	]);
	expect(buses).toMatchObject([{ hz: 100_000 }, { hz: 400_000 }]);
});

test.each([
	[{ type: "serial", device: 1 }, "config.mctp.ports.port.type: this board has i2c and usb"],
	[{ type: "i2c" }, 'config.mctp.ports.port: lacks "address"'],
	[{ type: "i2c", address: 120 }, "config.mctp.ports.port.address: must be a whole number from 8 to 119"],
	[{ type: "i2c", address: 29, hz: 5000 }, "config.mctp.ports.port.hz: must be a whole number from 10000 to 1000000"],
	[{ type: "usb", speed: "high" }, "config.mctp.ports.port.speed"],
])("%j is refused, by its path", async (port, message) => {
	await expect(open({ ports: { port } })).rejects.toThrow(message);
});
