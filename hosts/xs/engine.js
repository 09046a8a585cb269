// SPDX-License-Identifier: Apache-2.0
// The sources of XS 13.3 from npm, or of an SDK, and what every build with them needs: a cache, a lock, make. Objects of the engine are compiled once per target, compiler
// and settings (engine.mk).
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { engine as sdkEngine, without } from "./moddable.js";
import { root } from "./script.js";

const here = import.meta.dirname;
const engine = join(here, "node_modules/@agoric/xsnap");

export const cache = join(process.env.MCTP_XS_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mctp-xs"), "xs");

/** What builds of this checkout generate. */
export const output = join(cache, hash(root));

/** What runs now, to be ended when this process is. */
export const children = new Set();

/** What of make, a compiler and an emulator this machine lacks, or undefined. */
export function missing({ compiler: [command, ...flags], emulator, packages }) {
	const lacks = [];
	if (!works("make", ["--version"])) lacks.push("make");
	if (!works(command, [...flags, "-E", "-x", "c", "-"], "#include <stdio.h>\n")) lacks.push([command, ...flags].join(" "));
	if (emulator && !works(emulator, ["--version"])) lacks.push(emulator);
	return lacks.length ? `${lacks.join(", ")} (apt-get install ${packages})` : undefined;
}

function works(command, parameters, input = "") {
	return 0 === spawnSync(command, parameters, { input }).status;
}

/** Fetches the sources of XS, and only those: the package's own worker is neither built nor run. */
export function installEngine(print) {
	const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
	const { version } = lock.packages["node_modules/@agoric/xsnap"];
	const installed = join(engine, "package.json");
	if (existsSync(installed) && version === JSON.parse(readFileSync(installed, "utf8")).version) return;
	print(`fetching the sources of XS (@agoric/xsnap ${version}, 65 MB)`);
	execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
		cwd: here,
		stdio: ["ignore", "ignore", "inherit"],
	});
}

/** What images with XS from npm are compiled from: settings and variables for `make`. */
export const fromNpm = Object.freeze({
	settings: Object.freeze([join(engine, "package.json")]),
	variables: Object.freeze({ XS: join(engine, "moddable/xs"), WITHOUT: "xsSnapshot.c" }),
});

/** What images with the SDK's XS are compiled from. */
export function fromSdk() {
	const sources = join(sdkEngine, "sources");
	return {
		settings: readdirSync(sources).map((file) => join(sources, file)),
		variables: { XS: sdkEngine, WITHOUT: without.join(" ") },
	};
}

/**
 * Makes a target of a Makefile that includes engine.mk, telling progress line by line. `settings` are the files that objects of the engine depend on, besides
 * the compiler and what all have.
 */
export async function make({ makefile, name, compiler, settings, variables, progress }) {
	const [command] = compiler;
	const files = [...settings, join(here, "engine.mk"), join(here, "platform.h")].map((path) => readFileSync(path));
	const all = {
		ROOT: root,
		ENGINE_OUT: join(cache, `engine-${name}-${hash(...files, execFileSync(command, ["--version"]))}`),
		...variables,
	};
	const assignments = Object.entries(all).map(([key, value]) => `${key}=${value}`);
	const child = spawn("make", ["-f", makefile, "--no-print-directory", `-j${availableParallelism()}`, ...assignments], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	children.add(child);
	createInterface({ input: child.stdout }).on("line", progress);
	const status = await new Promise((resolve) => child.on("close", resolve));
	children.delete(child);
	if (0 !== status) throw new Error(`the image for ${name} does not build, see above`);
}

/** A short name for these texts and bytes. */
export function hash(...parts) {
	const sum = createHash("sha256");
	for (const part of parts) sum.update(part);
	return sum.digest("hex").slice(0, 12);
}

/** One build at a time in a cache. The lock of a process that is gone is taken over. */
export async function locked(print, work) {
	const path = join(cache, "lock");
	mkdirSync(cache, { recursive: true });
	for (let told = false; !take(path); told = true) {
		if (!told) print("waiting for another build in the same cache");
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	try {
		return await work();
	} finally {
		rmSync(path, { force: true });
	}
}

function take(path) {
	try {
		writeFileSync(path, `${process.pid}`, { flag: "wx" });
		return true;
	} catch (error) {
		if ("EEXIST" !== error.code) throw error;
	}
	try {
		process.kill(Number(readFileSync(path, "utf8")), 0);
	} catch (error) {
		if ("ESRCH" === error.code) rmSync(path, { force: true });
	}
	return false;
}
