// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Command, CommanderError } from "commander";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import add from "../../../../hosts/node/commands/profile.js";
import { textOf } from "../../../lint/sources.js";

const folder = mkdtempSync(join(tmpdir(), "profile-command-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => void vi.restoreAllMocks());

function file(name: string, text: string): string {
	writeFileSync(join(folder, name), text);
	return join(folder, name);
}

/** What a command writes to standard output; errors of usage begin with `usage: `. */
async function run(...words: string[]): Promise<{ output: string; error?: string }> {
	let output = "";
	vi.spyOn(process.stdout, "write").mockImplementation((text) => {
		output += text;
		return true;
	});
	const program = new Command("mctp-xs").exitOverride().configureOutput({ writeErr: () => {} });
	add(program);
	try {
		await program.parseAsync(["profile", ...words], { from: "user" });
		return { output };
	} catch (error) {
		const { message } = error as Error;
		return { output, error: error instanceof CommanderError && 0 !== error.exitCode ? `usage: ${message}` : message };
	}
}

const good = file("good.json", '{ "name": "good", "description": "A good one." }');
const short = file("short.json", '{ "name": "short" }');
const bad = file("bad.json", '{ "name": "b d" }');

describe("check", () => {
	test("tells of good files", async () => {
		expect(await run("check", good, short)).toEqual({ output: `${good}: valid, good: A good one.\n${short}: valid, short\n` });
	});
	test("tells of all files, and fails if one is bad", async () => {
		expect(await run("check", bad, good, "/none.json")).toEqual({
			output: `${good}: valid, good: A good one.\n`,
			error: `${bad}:1:3: name: must be 1 to 32 letters and digits, a letter first, not "b d"\ncannot read /none.json: there is no such file`,
		});
	});
	test("wants a file", async () => expect((await run("check")).error).toMatch(/^usage: .*missing required argument 'file'/));
});

describe("compile", () => {
	const compiled = `// Compiled from short.json with "mctp-xs profile compile": change that file, and compile it again.\nexport default Object.freeze({\n\tname: "short",\n});\n`;
	test("writes to standard output", async () => expect(await run("compile", short)).toEqual({ output: compiled }));
	test("writes to a file", async () => {
		const output = join(folder, "short.ts");
		expect(await run("compile", short, "-o", output)).toEqual({ output: "" });
		expect(readFileSync(output, "utf8")).toBe(compiled);
	});
	test("writes nothing for a bad file", async () => {
		const output = join(folder, "bad.ts");
		expect((await run("compile", bad, "-o", output)).error).toContain("bad.json:1:3: name: ");
		expect(() => readFileSync(output)).toThrow("ENOENT");
	});
	test("says where it cannot write", async () => {
		expect((await run("compile", short, "-o", join(folder, "none/x.ts"))).error).toBe(
			`cannot write ${join(folder, "none/x.ts")}: there is no such folder`,
		);
	});
});

test("list shows all, with what they are", async () => {
	const { output } = await run("list");
	expect(output).toMatch(
		/^endpoint {6}An endpoint with .*\nsensor-card {3}An add-in card .*\npower-supply {2}A power supply.*\nnvme {10}An NVMe drive .*\nnvme-pldm {5}An NVMe drive .*\nvendor {8}A fan controller .*\nfaulty {8}An endpoint .*\nbackplane {5}A .*\n$/,
	);
});

describe("show", () => {
	test("prints the file", async () => {
		const { output } = await run("show", "vendor");
		expect(JSON.parse(output)).toEqual({ ...JSON.parse(textOf("modules/device/profiles/vendor.json")), $schema: "./profile.schema.json" });
	});
	test("prints something that check takes", async () => {
		const path = file("shown.json", (await run("show", "faulty")).output);
		expect((await run("check", path)).error).toBeUndefined();
	});
	test("knows only what list shows", async () =>
		expect((await run("show", "none")).error).toMatch(
			/^usage: .*Allowed choices are endpoint, sensor-card, power-supply, nvme, nvme-pldm, vendor, faulty, backplane\./,
		));
});

describe("schema", () => {
	test.each([
		[[], "a device profile of mctp-xs"],
		[["profile"], "a device profile of mctp-xs"],
		[["configuration"], "a configuration of mctp-xs"],
	])("%j prints one that works alone", async (words, title) => {
		const schema = JSON.parse((await run("schema", ...words)).output) as { title: string };
		expect(schema.title).toBe(title);
		const validate = new Ajv2020({ strict: false }).compile(schema);
		expect(validate({ name: "x", vendor: { messages: [{ pci: "0x1AF4", exchanges: [{ answer: "0" }] }] } })).toBe(false);
		expect(validate({ devices: [{ name: "x" }] })).toBe("configuration" === words[0]);
	});
	test("writes to a file", async () => {
		const output = join(folder, "profile.schema.json");
		expect(await run("schema", "-o", output)).toEqual({ output: "" });
		expect(readFileSync(output, "utf8")).toBe((await run("schema")).output);
	});
	test("knows three", async () =>
		expect((await run("schema", "other")).error).toMatch(/^usage: .*Allowed choices are profile, scenario, configuration\./));
});
