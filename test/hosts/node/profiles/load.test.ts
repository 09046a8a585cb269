// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { builtIn, defaultProfile } from "../../../../hosts/node/profiles/built-in.js";
import { compile } from "../../../../hosts/node/profiles/compile.js";
import { loadProfile, parseProfile, readProfile } from "../../../../hosts/node/profiles/load.js";
import { packageFolder } from "../../../../hosts/node/profiles/schema.js";
import { filesIn, textOf } from "../../../lint/sources.js";

const folder = mkdtempSync(join(tmpdir(), "profiles-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Uint8Array): string {
	writeFileSync(join(folder, name), text);
	return join(folder, name);
}

describe("a built-in profile", () => {
	const profiles = filesIn("modules/device/profiles").filter((path) => path.endsWith(".json") && !path.endsWith("manifest.json"));
	const names = profiles.map((path) => path.replace(/^.*\/|\.json$/g, ""));

	test("stands in a file with its name", () => expect(Object.keys(builtIn).sort()).toEqual(names.sort()));
	test("is the default", () => expect(defaultProfile).toBe(builtIn.endpoint));

	test.each(names)("%s is what its file says, compiled (else: mctp-xs profile compile FILE.json -o FILE.ts)", async (name) => {
		const path = join(packageFolder, `modules/device/profiles/${name}.json`);
		const read = await readProfile(path);
		expect(read.profile).toEqual(builtIn[name]);
		expect(read.profile.name).toBe(name.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase()));
		expect(compile(read, path)).toBe(textOf(`modules/device/profiles/${name}.ts`));
	});

	test("is found by its name", async () => expect(await loadProfile("vendor")).toBe(builtIn.vendor));
	test.each(["vendr", "constructor", "__proto__", ""])("of the name %j there is none", async (name) => {
		await expect(loadProfile(name)).rejects.toThrow(
			`there is no profile ${JSON.stringify(name)}: choose from endpoint, sensor-card, power-supply, nvme, nvme-pldm, vendor, faulty, backplane, or name a file such as ./mine.json`,
		);
	});
});

describe("a file", () => {
	const path = file("drive.json", '\ufeff{ "$schema": "x", "license": "MIT", "name": "drive", "faults": [{ "kind": "drop" }] }');

	test("is a profile without what is for editors and people", async () => {
		expect(await loadProfile(path)).toEqual({ name: "drive", faults: [{ kind: "drop" }] });
	});
	test("may stand in a folder", async () => expect((await loadProfile("./drive.json", folder)).name).toBe("drive"));
	test("needs no folder in its path", async () => expect((await loadProfile("drive.json", folder)).name).toBe("drive"));
	test("needs no such ending", async () => {
		file("drive", '{ "name": "other" }');
		expect((await loadProfile("./drive", folder)).name).toBe("other");
	});
	test("has its relative path in errors", async () => {
		const bad = relative(process.cwd(), file("bad.json", "{}"));
		await expect(loadProfile(bad)).rejects.toThrow(`${bad}:1:1: lacks "name"`);
	});

	test("that is not there", async () => {
		await expect(loadProfile("./none.json", folder)).rejects.toThrow(`cannot read ${join(folder, "none.json")}: there is no such file`);
		await expect(loadProfile("./drive.json/x", folder)).rejects.toThrow("there is no such file");
	});
	test("that is a folder", async () => {
		mkdirSync(join(folder, "folder.json"));
		await expect(loadProfile("folder.json", folder)).rejects.toThrow("folder.json: this is a folder");
	});
	test("that is not UTF-8", async () => {
		await expect(loadProfile(file("latin.json", Uint8Array.of(0x22, 0xfc, 0x22)))).rejects.toThrow("latin.json: this is no text in UTF-8");
	});
	test("that has no end is read up to a limit", async () => {
		await expect(loadProfile("/dev/zero")).rejects.toThrow("/dev/zero: this is no profile or configuration, it has more than 1 MiB");
	});
	test("may have 1 MiB", async () => {
		const text = '{ "name": "x" }'.padEnd(1024 * 1024);
		expect((await loadProfile(file("large.json", text))).name).toBe("x");
		await expect(loadProfile(file("larger.json", `${text} `))).rejects.toThrow("more than 1 MiB");
	});
	test("may be a pipe", async () => {
		const pipe = join(folder, "pipe");
		execFileSync("mkfifo", [pipe]);
		spawn("sh", ["-c", `printf '{ "name": "piped" }' > "$0"`, pipe], { stdio: "inherit" });
		expect((await loadProfile(pipe)).name).toBe("piped");
	});
});

describe("compiling", () => {
	const text = JSON.stringify({
		license: "MIT",
		name: "all",
		description: 'Quotes ", backslashes \\, ünicode',
		identity: { usb: { vendorId: "0x1209", productId: "0xABCD" } },
		vendor: {
			messages: [
				{
					pci: "0xFFFF",
					exchanges: [
						{ request: "00 .. ?? fF", answer: null },
						{ answer: "", delay: 7 },
					],
				},
				{ iana: 4294967295, exchanges: [{ answer: "000102030405060708090A0B0C0D0E0F10" }] },
			],
		},
		faults: [{ kind: "drop", rate: 0.25 }],
	});

	test("turns texts of bytes and identifiers into numbers, all frozen", async () => {
		const { profile } = await parseProfile("all.json", text);
		expect(profile.identity).toEqual({ usb: { vendorId: 0x1209, productId: 0xabcd } });
		expect(profile.vendor).toEqual({
			messages: [
				{
					pci: 0xffff,
					exchanges: [
						{ request: [0, -1, -1, 255], answer: null },
						{ answer: [], delay: 7 },
					],
				},
				{ iana: 4294967295, exchanges: [{ answer: Array.from({ length: 17 }, (_, index) => index) }] },
			],
		});
		expect(thawed(profile)).toEqual([]);
	});

	test("gives a module, literally", async () => {
		expect(compile(await parseProfile("all.json", text), "some/folder/all.json")).toBe(`// SPDX-License-Identifier: MIT
// Compiled from all.json with "mctp-xs profile compile": change that file, and compile it again.
export default Object.freeze({
	name: "all",
	description: "Quotes \\", backslashes \\\\, ünicode",
	identity: Object.freeze({ usb: Object.freeze({ vendorId: 4617, productId: 43981 }) }),
	vendor: Object.freeze({
		messages: Object.freeze([
			Object.freeze({
				pci: 65535,
				exchanges: Object.freeze([
					Object.freeze({ request: Object.freeze([0x00, -1, -1, 0xff]), answer: null }),
					Object.freeze({ answer: Object.freeze([]), delay: 7 }),
				]),
			}),
			Object.freeze({
				iana: 4294967295,
				exchanges: Object.freeze([
					Object.freeze({
						answer: Object.freeze([
							0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f,
							0x10,
						]),
					}),
				]),
			}),
		]),
	}),
	faults: Object.freeze([Object.freeze({ kind: "drop", rate: 0.25 })]),
});
`);
	});

	test("gives a module that is the profile, frozen", async () => {
		const read = await parseProfile("all.json", text);
		const path = file("all.mjs", compile(read, "all.json"));
		const module = (await import(path)) as { default: object };
		expect(module.default).toEqual(read.profile);
		expect(thawed(module.default)).toEqual([]);
	});

	test("without a licence names none", async () => {
		expect(compile(await parseProfile("x.json", '{ "name": "x" }'), "x.json")).toMatch(/^\/\/ Compiled from x\.json/);
	});
});

/** What is not frozen. */
function thawed(value: unknown): unknown[] {
	if ("object" !== typeof value || null === value) return [];
	return [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(thawed)];
}
