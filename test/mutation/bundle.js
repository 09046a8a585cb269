// SPDX-License-Identifier: Apache-2.0
// Modules and their tests in one script, which takes milliseconds to begin anew: so each mutant has modules that no other has touched.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { build } from "esbuild";

const here = createRequire(import.meta.url);

/**
 * Of a folder of modules/ below `root`: `files`, its tests and modules, in the order in which they are to be loaded, and `begin()`, which gives a function that loads one.
 * Tables are data, and stay.
 */
export async function bundle(root, folder, libraries) {
	const below = (path) => readdirSync(join(root, path), { recursive: true, encoding: "utf8" }).map((name) => `${path}/${name}`);
	const tests = below(`test/modules/${folder}`).filter((file) => /\.test\.ts$/.test(file));
	/* Those that no test imports have to be loadable, too. */
	const modules = below(`modules/${folder}`).filter((file) => /\.ts$/.test(file) && !/native\//.test(file));
	const files = [...tests.sort(quickFirst), ...modules];
	const tables = (await script(root, below("test/tables"), []))(here);
	const begin = await script(root, files, [forMutants(root)]);
	return {
		files,
		begin() {
			const loaders = begin((name) => libraries[name] ?? tables[name]?.() ?? here(name));
			return (file) => loaders[file]();
		},
	};
}

/** Tables and examples, then activations, which compile schemas, then properties and thousands of damaged frames. */
function quickFirst(one, other) {
	const place = (file) => (/property|damage/.test(file) ? 2 : /activation/.test(file) ? 1 : 0);
	return place(one) - place(other) || one.localeCompare(other);
}

/** A function that gives for each of the files one that loads it; each time all is new. */
async function script(root, files, plugins) {
	const { outputFiles } = await build({
		stdin: { contents: `module.exports = {${files.map((file) => `"${file}": () => require("./${file}")`)}};`, resolveDir: root },
		bundle: true,
		write: false,
		format: "cjs",
		platform: "node",
		target: "node20",
		supported: { "dynamic-import": false },
		packages: "external",
		plugins: [...plugins, placed],
		banner: { js: '"use strict";' },
	});
	const evaluate = vm.compileFunction(outputFiles[0].text, ["module", "require"]);
	return (require) => {
		const module = {};
		evaluate(module, require);
		return module.exports;
	};
}

const forMutants = (root) => ({
	name: "for mutants",
	setup(building) {
		building.onResolve({ filter: /\/check-all\.js$/ }, () => ({ path: join(import.meta.dirname, "check-all.ts") }));
		building.onResolve({ filter: /\/tables\/[^/]+\.js$/ }, ({ resolveDir, path }) => ({
			path: relative(root, resolve(resolveDir, path)).replace(/js$/, "ts"),
			external: true,
		}));
	},
});

/** Where a file stands, for those that read others beside it. */
const placed = {
	name: "placed",
	setup(building) {
		building.onLoad({ filter: /\.ts$/ }, ({ path }) => {
			const place = { "import.meta.dirname": dirname(path), "import.meta.url": pathToFileURL(path).href };
			const contents = readFileSync(path, "utf8").replace(/import\.meta\.(dirname|url)/g, (name) => JSON.stringify(place[name]));
			return { contents, loader: "ts" };
		});
	},
};
