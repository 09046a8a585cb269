// SPDX-License-Identifier: Apache-2.0
// transpile.js FOLDER: makes the JavaScript of all FILE-tsconfig.json that mcconfig has written into it, without looking at types: those are checked by `npm run types`.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { transformSync } from "esbuild";

const [, , build] = process.argv;
for (const file of readdirSync(build, { recursive: true })) if (file.endsWith("-tsconfig.json")) make(join(build, file));

function make(project) {
	const {
		compilerOptions: { outDir, rootDir },
		files: [source],
	} = JSON.parse(readFileSync(project, "utf8"));
	const target = join(outDir, source.slice(rootDir.length - 1).replace(/\.ts$/, ".js"));
	const made = statSync(target, { throwIfNoEntry: false });
	if (undefined !== made && made.mtimeMs > statSync(source).mtimeMs) return;
	const { code, map } = transformSync(readFileSync(source, "utf8"), {
		loader: "ts",
		format: "esm",
		target: "es2022",
		sourcefile: source,
		sourcemap: "external",
		tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, target: "es2022" } },
	});
	const folder = dirname(target);
	mkdirSync(folder, { recursive: true });
	/* xsc wants the path of the source relative to the map, and a module that says that it is one. */
	writeFileSync(`${target}.map`, JSON.stringify({ ...JSON.parse(map), sources: [relative(folder, source)] }));
	writeFileSync(target, `${code || "export {};\n"}//# sourceMappingURL=${basename(target)}.map\n`);
}
