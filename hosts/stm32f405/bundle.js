// SPDX-License-Identifier: Apache-2.0
// main.ts and all it leads to, with the board's modules in place of hosts/platform and twins in C in place of scripts that have one: as one script.
import { existsSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { root, script } from "../xs/script.js";

const platform = "hosts/platform/";

/**
 * Path of a module from the root, by its name as in manifests. `replaced`: paths, by name of the platform's module, for those that are not in this folder.
 */
export function locate(name, replaced) {
	if (!name.startsWith(platform)) return twin(`${name}.ts`);
	const own = name.slice(platform.length);
	return replaced[own] ?? `hosts/stm32f405/${own}.ts`;
}

/** Returns the text. Numbers that do not change stand where they are used: each name that a function takes from outside of it costs a slot. */
export async function bundle(replaced) {
	const modules = {
		name: "modules",
		setup({ onResolve, onLoad }) {
			onResolve({ filter: /./ }, ({ path, importer, kind }) => {
				if ("entry-point" === kind) return { path };
				const name = path.startsWith(".") ? relative(root, join(dirname(importer), path)).replace(/\.js$/, "") : path;
				return { path: join(root, locate(name, replaced)) };
			});
			onLoad({ filter: /./ }, ({ path: whole }) => {
				const path = relative(root, whole);
				return { contents: pure(bare(path, script(path).code)), loader: "js" };
			});
		},
	};
	const { outputFiles } = await build({
		entryPoints: [join(root, "main.ts")],
		bundle: true,
		write: false,
		format: "esm",
		target: "es2022",
		minifySyntax: true,
		plugins: [modules],
		logLevel: "warning",
	});
	return outputFiles[0].text;
}

/** `#name` becomes a field or method whose name has that of the module in it: each private name that a function uses costs it a slot. */
function bare(path, code) {
	return code.replace(/(?<=[\s.])#(?=[a-z])/g, `${path.slice(0, -3).replace(/\W/g, "_")}$`);
}

/** A table is left out if nobody asks for it: making one has no effect. */
function pure(code) {
	return code.replace(/\bObject\.(?:freeze\((?=[[{]|Object\.)|keys\()/g, "/* @__PURE__ */ $&");
}

/** The twin in C of modules/wire/crc8.ts is modules/wire/native/crc8.ts. */
function twin(path) {
	const native = join(dirname(path), "native", basename(path));
	return existsSync(join(root, native)) ? native : path;
}
