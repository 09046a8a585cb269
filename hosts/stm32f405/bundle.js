// SPDX-License-Identifier: Apache-2.0
// main.ts and all it leads to, as one script, with the board's modules in place of hosts/platform and twins in C in place of scripts that have one.
import { existsSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { root, script } from "../xs/script.js";

const platform = "hosts/platform/";

/**
 * `replaced`: paths from the root, by name of the platform's module, for those that are not in `folder`. Returns the text. Constant numbers stand where they are used: each name
 * that a function takes from outside of it costs a slot.
 */
export async function bundle(folder, replaced) {
	const modules = {
		name: "modules",
		setup({ onResolve, onLoad }) {
			onResolve({ filter: /./ }, ({ path, importer, kind }) => {
				if ("entry-point" === kind) return { path };
				if (path.startsWith(platform)) {
					const name = path.slice(platform.length);
					return { path: name in replaced ? join(root, replaced[name]) : join(folder, `${name}.ts`) };
				}
				return { path: twin(join(dirname(importer), path).replace(/\.js$/, ".ts")) };
			});
			onLoad({ filter: /./ }, ({ path }) => ({ contents: script(relative(root, path)).code, loader: "js" }));
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

/** The twin in C of modules/wire/crc8.ts is modules/wire/native/crc8.ts. */
function twin(path) {
	const native = join(dirname(path), "native", basename(path));
	return existsSync(native) ? native : path;
}
