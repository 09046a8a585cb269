// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/** Where this package is: schemas and profiles are files in it. */
export const packageFolder = dirname(createRequire(import.meta.url).resolve("mctp-xs/package.json"));

/** The published schemas. */
export const schemaFiles = Object.freeze({
	profile: "modules/device/profile.schema.json",
	scenario: "hosts/node/simulate/scenario.schema.json",
	configuration: "hosts/node/profiles/configuration.schema.json",
} as const);
export type SchemaName = keyof typeof schemaFiles;

type Json = Readonly<Record<string, unknown>>;

/**
 * A published schema as one file: each protocol has its section in a file of its own beside its module, and those that are
 * referred to become definitions.
 */
export function readSchema(name: SchemaName): Json {
	const definitions: Record<string, unknown> = {};

	function read(path: string): Json {
		return rewrite(JSON.parse(readFileSync(path, "utf8")), path) as Json;
	}

	/** Values with their references to other files turned into references to definitions. */
	function rewrite(value: unknown, path: string): unknown {
		if (Array.isArray(value)) return value.map((each) => rewrite(each, path));
		if ("object" !== typeof value || null === value) return value;
		const entries = Object.entries(value).map(([key, each]) => [key, "$ref" === key ? refer(each as string, path) : rewrite(each, path)]);
		return Object.fromEntries(entries);
	}

	function refer(reference: string, path: string): string {
		const [file, pointer = ""] = reference.split("#");
		const target = "" === file ? path : join(dirname(path), file);
		if (target === main) return `#${pointer}`;
		const name = basename(target, ".schema.json");
		if (!(name in definitions)) {
			definitions[name] = undefined; // a file may refer to one that is being read
			definitions[name] = { ...read(target), $schema: undefined };
		}
		return `#/$defs/${name}${pointer}`;
	}

	const main = join(packageFolder, schemaFiles[name]);
	const schema = read(main);
	return { ...schema, $defs: { ...(schema.$defs as Json), ...definitions } };
}
