// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export const root = join(import.meta.dirname, "../..");

/** What is made, or not ours. */
const foreign = new Set(["node_modules", "dist", "build", "coverage", ".git"]);

/** Paths from the root, with slashes, of the project's own files in a folder. */
export function filesIn(folder = ""): string[] {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		if (foreign.has(entry.name)) return [];
		const path = folder ? `${folder}/${entry.name}` : entry.name;
		if (entry.isDirectory()) return filesIn(path);
		return entry.isFile() ? [path] : [];
	});
}

export function textOf(path: string): string {
	return readFileSync(join(root, path), "utf8");
}

const known = new Map<string, string[]>();

/** What a file imports when it runs: imports of types alone are gone after compilation. */
export function importsOf(text: string): string[] {
	const earlier = known.get(text);
	if (earlier) return earlier;
	const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
	const { outputText } = ts.transpileModule(text, { compilerOptions });
	const names = ts.preProcessFile(outputText).importedFiles.map(({ fileName }) => fileName);
	known.set(text, names);
	return names;
}
