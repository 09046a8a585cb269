// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, type Command } from "commander";
import { builtIn } from "../profiles/built-in.js";
import { compile } from "../profiles/compile.js";
import { readProfile } from "../profiles/load.js";
import { writeText } from "../profiles/text.js";
import { packageFolder, readSchema, schemaFiles, type SchemaName } from "../profiles/schema.js";

const help = `
A profile says what a device is: JSON, with a JSON Schema that editors know what to do with.

  mctp-xs profile schema > profile.schema.json   for "$schema": "./profile.schema.json" in the profile
  mctp-xs profile show vendor > mine.json        something to begin with
  mctp-xs profile check mine.json
  mctp-xs device --profile ./mine.json           the device itself
  mctp-xs profile compile mine.json -o mine.ts   the same for firmware, as module hosts/platform/profile`;

/** Adds the command `profile`. */
export default function (program: Command): void {
	const profile = program.command("profile").description("Check and compile device profiles.").addHelpText("after", help);
	profile
		.command("check")
		.description("Say whether files are valid profiles, and what is wrong with them.")
		.argument("<file...>", "profiles (JSON)")
		.action(checkFiles);
	profile
		.command("compile")
		.description("Turn a profile into a module for the flash of firmware, TypeScript and JavaScript alike.")
		.argument("<file>", "profile (JSON)")
		.option("-o, --output <file>", "where to write it (default: standard output)")
		.action(async (file: string, { output }: { output?: string }) => write(compile(await readProfile(file), file), output));
	profile.command("list").description("List the profiles that come with mctp-xs.").action(list);
	profile
		.command("show")
		.description("Print a profile that comes with mctp-xs.")
		.addArgument(new Argument("<name>", "which").choices(Object.keys(builtIn)))
		.action((name: string) => write(sourceOf(name)));
	profile
		.command("schema")
		.description("Print the JSON Schema of profiles, or of configurations (device --config).")
		.addArgument(new Argument("[name]", "which").choices(Object.keys(schemaFiles)).default("profile"))
		.option("-o, --output <file>", "where to write it (default: standard output)")
		.action((name: SchemaName, { output }: { output?: string }) => write(`${JSON.stringify(readSchema(name), undefined, "\t")}\n`, output));
}

/** Goes on after a bad file, and rejects in the end. */
async function checkFiles(files: readonly string[]): Promise<void> {
	const errors: string[] = [];
	for (const file of files) {
		try {
			const { profile } = await readProfile(file);
			process.stdout.write(`${file}: valid, ${profile.name}${undefined === profile.description ? "" : `: ${profile.description}`}\n`);
		} catch (error) {
			errors.push((error as Error).message);
		}
	}
	if (errors.length > 0) throw new Error(errors.join("\n"));
}

function list(): void {
	const names = Object.keys(builtIn);
	const width = Math.max(...names.map((name) => name.length));
	for (const name of names) process.stdout.write(`${name.padEnd(width)}  ${builtIn[name].description}\n`);
}

/** The text of a built-in profile, with the schema where people find it. */
function sourceOf(name: string): string {
	const text = readFileSync(join(packageFolder, "modules/device/profiles", `${name}.json`), "utf8");
	return text.replace('"../profile.schema.json"', '"./profile.schema.json"');
}

function write(text: string, file?: string): void {
	if (undefined === file) process.stdout.write(text);
	else writeText(file, text);
}
