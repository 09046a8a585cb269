// SPDX-License-Identifier: Apache-2.0
// Sources of XS from npm, tools, and one image per target. Objects of the engine are compiled once per target, compiler and settings.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { nativeFiles, root } from "./bundle.js";

const here = import.meta.dirname;
const engine = join(here, "node_modules/@agoric/xsnap");
const cache = join(process.env.MCTP_XS_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mctp-xs"), "xs");

/** Generated sources, objects and images of this checkout. */
export const output = join(cache, hash(root));

/** What runs now, to be ended when this process is. */
export const children = new Set();

const board = ["-M", "mps2-an386", "-icount", "shift=0", "-display", "none", "-serial", "none", "-monitor", "none"];

export const targets = {
	"x86-64": {
		compiler: ["gcc"],
		packages: "make gcc libc6-dev",
		command: (image, program) => [image, program],
	},
	i386: {
		compiler: ["gcc", "-m32"],
		packages: "make gcc-multilib",
		command: (image, program) => [image, program],
	},
	debug: {
		compiler: ["gcc"],
		packages: "make gcc libc6-dev",
		command: (image, program) => [image, program],
	},
	"cortex-m4": {
		compiler: ["arm-none-eabi-gcc", "-mcpu=cortex-m4"],
		emulator: "qemu-system-arm",
		packages: "make gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm",
		command: (image, program) => [
			"qemu-system-arm",
			...board,
			"-semihosting-config",
			`enable=on,target=native,arg=image,arg=${program}`,
			"-kernel",
			image,
		],
	},
};

/** What a target lacks on this machine, or undefined. */
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

/** Builds a target's image, telling progress line by line. Returns the image's path. */
export async function build(name, progress) {
	const [command] = targets[name].compiler;
	const settings = [join(engine, "package.json"), join(here, "Makefile"), join(here, "host/platform.h")].map((path) => readFileSync(path));
	const variables = {
		TARGET: name,
		ROOT: root,
		XS: join(engine, "moddable/xs"),
		GENERATED: output,
		ENGINE_OUT: join(cache, `engine-${name}-${hash(...settings, execFileSync(command, ["--version"]))}`),
		OUT: join(output, name),
		NATIVES: nativeFiles().join(" "),
	};
	const assignments = Object.entries(variables).map(([key, value]) => `${key}=${value}`);
	const make = spawn("make", ["-C", here, "--no-print-directory", `-j${availableParallelism()}`, ...assignments], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	children.add(make);
	createInterface({ input: make.stdout }).on("line", progress);
	const status = await new Promise((resolve) => make.on("close", resolve));
	children.delete(make);
	if (0 !== status) throw new Error(`the image for ${name} does not build, see above`);
	return join(variables.OUT, "image");
}

function hash(...parts) {
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
