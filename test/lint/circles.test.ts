// SPDX-License-Identifier: Apache-2.0
import { posix } from "node:path";
import { expect, test } from "vitest";
import { filesIn, importsOf, textOf } from "./sources.js";

type Graph = Map<string, string[]>;

function graphOf(texts: [path: string, text: string][]): Graph {
	return new Map(texts.map(([path, text]) => [path, importsOf(text).map((name) => resolve(path, name))]));
}

function resolve(path: string, name: string): string {
	return posix.join(posix.dirname(path), name.replace(/\.js$/, ".ts"));
}

/** A way from a file back to itself, if there is one. */
function circleIn(graph: Graph): string[] | undefined {
	const done = new Set<string>();
	const search = (path: string, way: string[]): string[] | undefined => {
		if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
		if (done.has(path)) return undefined;
		done.add(path);
		for (const next of graph.get(path) ?? []) {
			const circle = search(next, [...way, path]);
			if (circle) return circle;
		}
		return undefined;
	};
	for (const path of graph.keys()) {
		const circle = search(path, []);
		if (circle) return circle;
	}
	return undefined;
}

test("modules import each other without circles", () => {
	const paths = filesIn("modules").filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
	const graph = graphOf(paths.map((path) => [path, textOf(path)]));
	expect(graph.get("modules/wire/crc8.ts")).toEqual(["modules/wire/table.ts"]);
	expect(circleIn(graph)).toBeUndefined();
});

test("a circle is found, and imports of types make none", () => {
	const texts = {
		"a.ts": 'import b from "./b.js"; b();',
		"b.ts": 'import { c, type C } from "./c.js"; c();',
		"c.ts": 'import type a from "./a.js"; import type { B } from "./b.js"; import d from "./d.js"; d();',
		"d.ts": 'import b from "./b.js"; b();',
	};
	const graph = graphOf(Object.entries(texts));
	expect(circleIn(graph)).toEqual(["b.ts", "c.ts", "d.ts", "b.ts"]);
	expect(graph.get("c.ts")).toEqual(["d.ts"]);
	graph.set("d.ts", []);
	expect(circleIn(graph)).toBeUndefined();
});
