// SPDX-License-Identifier: Apache-2.0
// What mcconfig of the Moddable SDK makes of a manifest, as far as the project's own files go: what $(MODDABLE) and other variables lead to is left out.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { importsOf } from "../lint/sources.js";

type Sources = Record<string, string | string[]>;

interface Section {
	include?: string | string[];
	modules?: Sources;
	preload?: string | string[];
	error?: string;
}

interface Manifest extends Section {
	platforms?: Record<string, Section>;
}

/** One manifest, with all it includes, built for one platform. */
export interface Build {
	/** Why mcconfig refuses to build. */
	errors: string[];
	/** Source paths of scripts, by module name. */
	modules: Map<string, string>;
	/** Paths of C sources. */
	natives: string[];
	/** Names of modules that go to flash. */
	preload: string[];
	/** Paths that module names leave out (`~`). */
	omitted: Set<string>;
	/** What is wrong with the manifests. */
	problems: string[];
}

export function readManifest(path: string): Manifest {
	return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}

export function build(path: string, platform: string): Build {
	const result: Build = { errors: [], modules: new Map(), natives: [], preload: [], omitted: new Set(), problems: [] };
	const sections: { folder: string; section: Section }[] = [];
	collect(path, platform, new Set(), sections, result.problems);
	const modules: [pattern: string, folder: string, target: string][] = [];
	for (const { folder, section } of sections) {
		if (section.error) result.errors.push(section.error);
		result.preload.push(...list(section.preload));
		for (const [name, targets] of Object.entries(section.modules ?? {}))
			for (const target of list(targets)) if (!target.startsWith("$(")) modules.push([name, folder, target]);
	}
	const isOmission = ([name]: (typeof modules)[number]) => "~" === name;
	for (const [, folder, target] of modules.filter(isOmission))
		for (const { path } of match(folder, target, result.problems)) result.omitted.add(path);
	for (const [name, folder, target] of modules.filter((each) => !isOmission(each)))
		for (const { path, rest } of match(folder, target, result.problems)) {
			if (!result.omitted.has(path)) add(result, name.endsWith("*") ? name.slice(0, -1) + rest : name, path);
		}
	for (const name of result.preload) if (!result.modules.has(name)) result.problems.push(`preload: there is no module ${name}`);
	for (const [name, path] of result.modules) checkImports(result, name, path);
	return result;
}

/** Manifests come before those that include them; in each, the platform's section comes last. */
function collect(
	path: string,
	platform: string,
	seen: Set<string>,
	sections: { folder: string; section: Section }[],
	problems: string[],
): void {
	if (seen.has(path)) return;
	seen.add(path);
	if (!existsSync(path)) {
		problems.push(`include: there is no ${path}`);
		return;
	}
	const manifest = readManifest(path);
	const folder = dirname(path);
	const own = sectionOf(manifest, platform);
	for (const include of [...list(manifest.include), ...list(own.include)])
		if (!include.startsWith("$(")) collect(join(folder, include), platform, seen, sections, problems);
	sections.push({ folder, section: manifest }, { folder, section: own });
}

/** The first entry that matches `platform/sub` or `platform`, else the entry `...`. */
function sectionOf({ platforms = {} }: Manifest, platform: string): Section {
	for (let name = platform; ; name = dirname(name)) {
		for (const [key, section] of Object.entries(platforms)) {
			if (key === name) return section;
			if (key.endsWith("/*") && name.startsWith(key.slice(0, -1))) return section;
			if (key.startsWith("*/") && name.endsWith(key.slice(1))) return section;
		}
		if (!name.includes("/")) return platforms["..."] ?? {};
	}
}

/** Files that a target stands for, without extension; `rest`: what stands in for its asterisk. */
function match(folder: string, target: string, problems: string[]): { path: string; rest: string }[] {
	const directory = join(folder, dirname(target));
	const pattern = basename(target);
	const prefix = pattern.endsWith("*") ? pattern.slice(0, -1) : undefined;
	const entries = existsSync(directory) ? readdirSync(directory, { withFileTypes: true }) : [];
	const found = [];
	for (const entry of entries) {
		const name = entry.name.replace(/(\.d)?\.\w+$/, "");
		const fits = undefined === prefix ? pattern === name || pattern === entry.name : name.startsWith(prefix);
		if (entry.isFile() && !entry.name.startsWith(".") && fits)
			found.push({ path: join(directory, entry.name), rest: name.slice(prefix?.length) });
	}
	if (0 === found.length) problems.push(`modules: nothing matches ${join(folder, target)}`);
	return found;
}

function add({ modules, natives, problems }: Build, name: string, path: string): void {
	if (path.endsWith(".c")) natives.push(path);
	if (!/\.([jt]s|json)$/.test(path) || path.endsWith(".d.ts") || basename(path).startsWith("manifest")) return;
	const other = modules.get(name);
	if (undefined !== other && other !== path) problems.push(`${name}: both ${other} and ${path}`);
	modules.set(name, path);
}

/** A relative import counts from the module's name, not from its path: both must lead to the same file, or to its twin in `native/`. */
function checkImports({ modules, problems }: Build, name: string, path: string): void {
	for (const specifier of importsOf(readFileSync(path, "utf8"))) {
		if (!specifier.startsWith(".")) {
			if (/^(modules|hosts)\//.test(specifier) && !modules.has(specifier))
				problems.push(`${name}: imports ${specifier}, which is not there`);
			continue;
		}
		const steps = specifier.match(/^(\.\.\/)+/)?.[0].length ?? 0;
		const target = join(dirname(name), specifier).replace(/\.js$/, "");
		const wanted = join(dirname(path), specifier).replace(/\.js$/, ".ts");
		const source = modules.get(target);
		const reachable = steps / 3 < name.split("/").length && !target.startsWith("..");
		if (!reachable || undefined === source) problems.push(`${name}: imports ${specifier}, and there is no module ${target}`);
		else if (source !== wanted && source !== join(dirname(wanted), "native", basename(wanted)))
			problems.push(`${name}: imports ${specifier} and gets ${source}`);
	}
}

function list(value: string | string[] = []): string[] {
	return [value].flat();
}
