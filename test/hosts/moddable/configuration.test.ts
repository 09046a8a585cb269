// SPDX-License-Identifier: Apache-2.0
// Where a device is attached: the schema that people see, and what the firmware reads.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { filesIn, root } from "../../lint/sources.js";

const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as Record<string, never>;
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(read("hosts/moddable/configuration.schema.json"));
const boards = filesIn("hosts").filter((path) => path.startsWith("hosts/moddable/boards/"));

beforeEach(() => {
	vi.resetModules();
	vi.stubGlobal("trace", () => {});
	vi.doMock("hosts/platform/configuration", () => import("../../../hosts/moddable/configuration.js"));
	vi.doMock("hosts/platform/loop", () => ({ clock: () => 0 }));
	vi.doMock("embedded:io/socket/tcp", () => ({ default: Object }));
	vi.doMock("embedded:io/socket/listener", () => ({ default: Object }));
});

/** What the firmware on the desktop makes of a configuration. */
async function openOnDesktop(mctp: unknown): Promise<unknown> {
	vi.doMock("mc/config", () => ({ default: { mctp } }));
	await import("../../../hosts/moddable/configuration.js");
	const { default: open } = await import("../../../hosts/sim/ports.js");
	return open(() => {}).map(({ name, network, eid, busOwner, medium }) => ({ name, network, eid, busOwner, medium }));
}

describe("examples", () => {
	test.each(["hosts/sim/simulator/manifest.json", "test/moddable/simulator/manifest.json", ...boards])("%s fits the schema", (path) => {
		const { config } = read(path) as unknown as { config: { mctp: unknown } };
		validate(config.mctp);
		expect(validate.errors).toBeNull();
	});

	test("there is one for each board", () =>
		expect(boards.map((path) => path.split("/").at(-1))).toEqual([
			"esp32c3.json",
			"esp32s3.json",
			"nucleo_f413zh.json",
			"nucleo_h7s3l8.json",
			"stm32f405.json",
			"stm32u5a9j_dk.json",
		]));
});

const serial = { type: "serial", listen: 0 };

test("ports come in their order, with their names", async () => {
	const mctp = {
		eid: 20,
		ports: { left: { ...serial, busOwner: 0 }, gone: null, right: { type: "usbredir", connect: 7000, host: "127.0.0.1" } },
	};
	expect(validate(mctp)).toBe(true);
	expect(await openOnDesktop(mctp)).toEqual([
		{ name: "left", network: 1, eid: 20, busOwner: 0, medium: 0x24 },
		{ name: "right", network: 2, eid: 20, busOwner: undefined, medium: 0x11 },
	]);
});

test("the profile is that of the package, unless the configuration names another module", async () => {
	vi.doMock("mc/config", () => ({ default: { mctp: { ports: {} } } }));
	expect((await import("../../../hosts/moddable/configuration.js")).profile).toBe("modules/device/profiles/endpoint");
});

test.each([
	[{}, 'config.mctp: lacks "ports"'],
	[{ ports: [] }, "config.mctp.ports: must be an object"],
	[{ ports: {}, pors: 1 }, "config.mctp.pors: there is no such property: allowed are profile, eid, storage, ports"],
	[{ eid: 255, ports: {} }, "config.mctp.eid: must be a whole number from 0 to 254"],
	[{ ports: { "0": serial } }, "config.mctp.ports.0: names are 1 to 32 letters and digits, a letter first"],
	[{ ports: { a: {} } }, 'config.mctp.ports.a: lacks "type"'],
	[{ ports: { a: { type: "can", listen: 0 } } }, "config.mctp.ports.a.type: the desktop has serial and usbredir"],
	[{ ports: { a: { type: "serial" } } }, 'config.mctp.ports.a: needs either "listen" or "connect", a TCP port'],
	[{ ports: { a: { ...serial, connect: 1 } } }, 'config.mctp.ports.a: needs either "listen" or "connect", a TCP port'],
	[{ ports: { a: { ...serial, listen: 65536 } } }, "config.mctp.ports.a.listen: must be a whole number from 0 to 65535"],
	[{ ports: { a: { ...serial, busOwner: 128 } } }, "config.mctp.ports.a.busOwner: must be a whole number from 0 to 127"],
	[{ ports: { a: { ...serial, baud: 9600 } } }, "config.mctp.ports.a.baud: there is no such property"],
])("%j is refused, by the schema too", async (mctp, message) => {
	expect(validate(mctp)).toBe(false);
	await expect(openOnDesktop(mctp)).rejects.toThrow(message);
});
