// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { filesIn, root, textOf } from "./lint/sources.js";
import { build, readManifest } from "./support/manifest.js";

const top = join(root, "manifest.json");
const manifests = ["manifest.json", ...filesIn("modules"), ...filesIn("hosts")].filter((path) => path.endsWith("manifest.json"));
const named = manifests.flatMap((path) => Object.keys(readManifest(join(root, path)).platforms ?? {}));
const platforms = [...new Set(named.filter((name) => "..." !== name)), "unknown", "unknown/board"];
const served = platforms.filter((platform) => 0 === build(top, platform).errors.length);

/** Path from the root, without extension. */
const plain = (path: string) => relative(root, path).replace(/\.\w+$/, "");

test("some platforms are served, and what nobody serves says so", () => {
	expect(served).toEqual(expect.arrayContaining(["lin", "x-cli-lin"]));
	expect(served).toEqual(expect.arrayContaining(["esp32", "zephyr", "zephyr/nucleo_f413zh"]));
	for (const platform of platforms.filter((name) => !served.includes(name)))
		expect(build(top, platform).errors[0], platform).toMatch(/unsupported platform/);
	expect(served).not.toContain("unknown");
	expect(served).not.toContain("unknown/board");
});

describe.each(served)("the firmware for %s", (platform) => {
	const { modules, preload, problems } = build(top, platform);

	test("has every file, module and import", () => {
		expect(problems).toEqual([]);
		expect(modules.get("main")).toBe(join(root, "main.ts"));
	});

	test("names modules by their paths; the twins in C by those of the scripts; what main.ts imports by hosts/platform", () => {
		for (const [name, path] of modules) {
			const own = plain(path).replace("/native/", "/");
			const names = own.startsWith("hosts/") ? [own, `hosts/platform/${basename(own)}`, `mc/${basename(own)}`] : [own];
			expect(names, path).toContain(name);
		}
	});

	test("has all that main.ts asks of a platform", () => {
		for (const name of ["configuration", "health", "loop", "panel", "ports", "profile", "registry", "storage", "unique"])
			expect([...modules.keys()]).toContain(`hosts/platform/${name}`);
	});

	test("preloads each of modules/, by its full name: mcconfig expands no asterisk for TypeScript", () => {
		const names = [...modules.keys()].filter((name) => name.startsWith("modules/"));
		expect([...preload].sort()).toEqual(names.sort());
	});
});

test.each(filesIn("test/moddable").filter((path) => path.endsWith("manifest.json")))("%s lists what it needs", (path) => {
	for (const platform of ["lin", "x-cli-lin"]) expect(build(join(root, path), platform).problems).toEqual([]);
});

test("every module folder can be included alone", () => {
	for (const path of manifests.filter((name) => name.startsWith("modules/")))
		for (const platform of platforms) expect(build(join(root, path), platform).problems, `${path} on ${platform}`).toEqual([]);
});

test("every file of modules/, and every C source with functions for scripts, is in some build", () => {
	const builds = manifests.flatMap((path) => platforms.map((platform) => build(join(root, path), platform)));
	const listed = new Set(builds.flatMap(({ modules, natives, omitted }) => [...modules.values(), ...natives, ...omitted]));
	const scripts = filesIn("modules").filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
	const natives = [...filesIn("modules"), ...filesIn("hosts")].filter(
		(path) => path.endsWith(".c") && !/^hosts\/(stm32f405|xs)\//.test(path) && /\bxs_\w+\(xsMachine \*/.test(textOf(path)), // bare metal has its own build
	);
	expect(natives).toContain("modules/wire/native/crc8.c");
	expect([...scripts, ...natives].filter((path) => !listed.has(join(root, path)))).toEqual([]);
});

describe("a manifest that is wrong", () => {
	const folder = mkdtempSync(join(tmpdir(), "manifests-"));
	afterAll(() => rmSync(folder, { recursive: true }));

	/** Problems of a build, with paths from the folder. */
	function problemsOf(files: Record<string, unknown>, platform = "any"): string[] {
		for (const [path, content] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), "string" === typeof content ? content : JSON.stringify(content));
		}
		return build(join(folder, "manifest.json"), platform).problems.map((problem) => problem.replaceAll(`${folder}/`, ""));
	}

	test("includes what is not there", () => {
		expect(problemsOf({ "manifest.json": { include: ["./no/manifest.json", "$(MODDABLE)/manifest.json"] } })).toEqual([
			"include: there is no no/manifest.json",
		]);
	});

	test("lists or preloads what is not there", () => {
		const manifest = { modules: { "a/*": "./missing/*", b: ["./missing", "$(MODDABLE)/b"] }, preload: ["a/*"] };
		expect(problemsOf({ "manifest.json": manifest })).toEqual([
			"modules: nothing matches missing/*",
			"modules: nothing matches missing",
			"preload: there is no module a/*",
		]);
	});

	test("gives one name to two files", () => {
		const files = { "x/a.ts": "", "y/a.ts": "", "manifest.json": { modules: { "a/*": ["./x/*", "./y/*"] } } };
		expect(problemsOf(files)).toEqual(["a/a: both x/a.ts and y/a.ts"]);
		expect(problemsOf({ "manifest.json": { modules: { "~": "./y/a", "a/*": ["./x/*", "./y/*"] } } })).toEqual([]);
	});

	test("gives names under which imports find nothing, or another file", () => {
		const files = {
			"x/a.ts":
				'import "./c.js"; import "../y/b.js"; import type { D } from "./d.js"; import "embedded:io/i2c"; import "hosts/platform/ports";',
			"x/c.ts": "",
			"y/b.ts": "",
			"z/c.ts": "",
		};
		const complete = { "x/*": "./x/*", "y/*": "./y/*", "hosts/platform/ports": "./z/c" };
		expect(problemsOf({ ...files, "manifest.json": { modules: complete } })).toEqual([]);
		expect(problemsOf({ "manifest.json": { modules: { a: "./x/a" } } })).toEqual([
			"a: imports ./c.js, and there is no module c",
			"a: imports ../y/b.js, and there is no module ../y/b",
			"a: imports hosts/platform/ports, which is not there",
		]);
		const other = { ...complete, "x/a": "./x/a", "x/c": "./z/c", "x/*": [], "hosts/platform/ports": "./y/b" };
		expect(problemsOf({ "manifest.json": { modules: other } })).toEqual(["x/a: imports ./c.js and gets z/c.ts"]);
	});

	test("has a wrong section for one platform", () => {
		const wrong = { modules: { a: "./missing" } };
		const platformsOf = (key: string) => ({ "manifest.json": { platforms: { [key]: wrong, "...": { error: "unsupported platform" } } } });
		expect(problemsOf(platformsOf("esp32"), "esp32/board")).toHaveLength(1);
		expect(problemsOf(platformsOf("esp32/*"), "esp32/board")).toHaveLength(1);
		expect(problemsOf(platformsOf("*/board"), "esp32/board")).toHaveLength(1);
		expect(problemsOf(platformsOf("esp32/board"), "esp32")).toEqual([]);
		expect(build(join(folder, "manifest.json"), "esp32").errors).toEqual(["unsupported platform"]);
	});
});
