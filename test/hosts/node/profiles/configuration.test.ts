// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { builtIn } from "../../../../hosts/node/profiles/built-in.js";
import { loadConfiguration } from "../../../../hosts/node/profiles/configuration.js";

const folder = mkdtempSync(join(tmpdir(), "configuration-"));
afterAll(() => rmSync(folder, { recursive: true }));

const uuid = "00112233-4455-6677-8899-AABBCCDDEEFF";
const path = join(folder, "bmc.json");
writeFileSync(join(folder, "fan.json"), JSON.stringify({ name: "fan", identity: { uuid } }));
writeFileSync(join(folder, "bad.json"), '{\n\t"name": "bad",\n\t"memory": 1\n}');

const load = (value: unknown) => {
	writeFileSync(path, "string" === typeof value ? value : JSON.stringify(value));
	return loadConfiguration(path);
};
const errorOf = async (value: unknown) => {
	const error = await load(value).then(
		() => new Error("valid"),
		(reason: Error) => reason,
	);
	return error.message.replaceAll(`${folder}/`, "");
};

test("several devices, each with its profile and its attachments", async () => {
	const configuration = await load({
		$schema: "configuration.schema.json",
		devices: [
			{ name: "plain" },
			{
				name: "fan",
				profile: "./fan.json",
				serial: ["pty", "listen:unix:/tmp/a"],
				usbredir: ["tcp:localhost:4000"],
				eid: 9,
				uuid: "00000000-0000-0000-0000-000000000001",
			},
			{ name: "vendor1", profile: "vendor" },
		],
		trace: "all.pcapng",
		control: "listen:unix:/tmp/control",
	});
	expect(configuration).toEqual({
		devices: [
			{ name: "plain", profile: builtIn.endpoint, serial: [], usbredir: [], i2c: [], i2cAddress: 0x1d, eid: 0, uuid: undefined },
			{
				name: "fan",
				profile: { name: "fan", identity: { uuid } },
				serial: [{ kind: "pty" }, { kind: "listen", address: { path: "/tmp/a" } }],
				usbredir: [{ kind: "connect", address: { host: "localhost", port: 4000 } }],
				i2c: [],
				i2cAddress: 0x1d,
				eid: 9,
				uuid: "00000000-0000-0000-0000-000000000001",
			},
			{ name: "vendor1", profile: builtIn.vendor, serial: [], usbredir: [], i2c: [], i2cAddress: 0x1d, eid: 0, uuid: undefined },
		],
		trace: "all.pcapng",
		control: { path: "/tmp/control" },
	});
});

test.each([
	[{}, 'bmc.json:1:1: lacks "devices"'],
	[{ devices: [] }, "bmc.json:1:2: devices: has 0 elements: allowed are 1 to 256"],
	[{ devices: [{}] }, 'bmc.json:1:13: devices[0]: lacks "name"'],
	[{ devices: [{ name: "a.b" }] }, 'bmc.json:1:14: devices[0].name: must be 1 to 32 letters and digits, a letter first, not "a.b"'],
	[{ devices: [{ name: "a", eid: 7 }] }, "bmc.json:1:25: devices[0].eid: must be 0, or a whole number from 8 to 254, not 7"],
	[{ devices: [{ name: "a", seriel: [] }] }, 'bmc.json:1:25: devices[0].seriel: there is no such property: did you mean "serial"?'],
	[{ devices: [{ name: "a", serial: "pty" }] }, 'bmc.json:1:25: devices[0].serial: must be a list of targets, not "pty"'],
	[{ devices: [{ name: "a", uuid: "1" }] }, 'bmc.json:1:25: devices[0].uuid: must be 32 hexadecimal digits as 8-4-4-4-12, not "1"'],
	[{ devices: [{ name: "a" }], trace: 1 }, 'bmc.json:1:27: trace: must be the path of a file such as "mctp.pcapng", not 1'],
	[{ devices: [{ name: "a" }], control: "nowhere" }, /^bmc\.json:1:27: control: Write pty, /],
	[
		{ devices: [{ name: "a", serial: ["pty", "listen:x"] }] },
		"bmc.json:1:41: devices[0].serial[1]: Write listen:unix:PATH or listen:tcp:[HOST:]PORT.",
	],
	[
		{ devices: [{ name: "a", profile: "fan" }] },
		'bmc.json:1:25: devices[0].profile: there is no profile "fan": choose from endpoint, sensor-card, power-supply, nvme, nvme-pldm, vendor, faulty, backplane, or name a file such as ./mine.json',
	],
	[{ devices: [{ name: "a", profile: "none.json" }] }, "bmc.json:1:25: devices[0].profile: cannot read none.json: there is no such file"],
	[{ devices: [{ name: "a", profile: "bad.json" }] }, "bmc.json:1:25: devices[0].profile: bad.json:3:2: memory: must be an object, not 1"],
	[{ devices: [{ name: "a" }, { name: "a" }] }, "bmc.json:1:27: devices[1].name: another device has this name"],
	[
		{
			devices: [
				{ name: "a", profile: "fan.json" },
				{ name: "b", uuid: uuid.toLowerCase() },
			],
		},
		'bmc.json:1:47: devices[1]: another device has the same UUID: give this one a "uuid" of its own',
	],
	['{ "devices": [ }', "bmc.json:1:16: value expected"],
])("%j is refused", async (value, message) => {
	if ("string" === typeof message) expect(await errorOf(value)).toBe(message);
	else expect(await errorOf(value)).toMatch(message);
});

test("all that is wrong is told at once", async () => {
	expect(await errorOf({ devices: [{ name: "a", serial: ["x"], profile: "y" }], control: "z" })).toMatch(
		/^bmc\.json is not a valid configuration:\n {2}bmc.*profile: .*\n {2}bmc.*serial\[0\]: .*\n {2}bmc.*control: .*$/,
	);
});
