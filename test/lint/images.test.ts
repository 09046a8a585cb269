// SPDX-License-Identifier: Apache-2.0
import { posix } from "node:path";
import { expect, test } from "vitest";
import { folders, programNames, programs } from "../xs/bundle.js";
import { importsOf, textOf } from "./sources.js";

const inImage = (path: string) => folders.some((folder) => path.startsWith(`${folder}/`));

/** Imports that lead out of an image, from a file on. */
function outside(path: string, seen: Set<string>): string[] {
	if (seen.has(path)) return [];
	seen.add(path);
	return importsOf(textOf(path))
		.filter((name) => name.startsWith("."))
		.map((name) => posix.join(posix.dirname(path), name.replace(/\.js$/, ".ts")))
		.flatMap((next) => (inImage(next) ? outside(next, seen) : [`${path} imports ${next}`]));
}

test("what programs on XS import is in their images", () => {
	const seen = new Set<string>();
	expect(programNames().flatMap((name: string) => outside(`${programs}/${name}.ts`, seen))).toEqual([]);
	expect([...seen]).toContain("hosts/node/i2c/timeline.ts");
});
