// SPDX-License-Identifier: Apache-2.0
// Sources of XS from npm or an SDK, tools, and one image per target. Objects of the engine are compiled once per target, compiler and settings.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { cFiles, engine as sdkEngine, link, missingSdk, reach, without } from "../../hosts/xs/moddable.js";
import { locate, nativeFiles, programs, root } from "./bundle.js";

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
		command: emulate,
	},
	"cortex-m4-rom": {
		preloaded: true,
		compiler: ["arm-none-eabi-gcc", "-mcpu=cortex-m4"],
		emulator: "qemu-system-arm",
		packages: "make gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm",
		command: emulate,
	},
};

function emulate(image, program) {
	const start = `enable=on,target=native,arg=image,arg=${program}`;
	return ["qemu-system-arm", ...board, "-semihosting-config", start, "-kernel", image];
}

/** What a target lacks on this machine, or undefined. */
export function missing({ compiler: [command, ...flags], emulator, packages, preloaded }) {
	if (preloaded && missingSdk()) return missingSdk();
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
export async function build(name, names, progress) {
	const [command] = targets[name].compiler;
	const source = targets[name].preloaded ? await preloaded(join(output, name), names) : texts();
	const settings = [...source.settings, join(here, "Makefile"), join(here, "host/platform.h")].map((path) => readFileSync(path));
	const variables = {
		TARGET: name,
		ROOT: root,
		...source.variables,
		ENGINE_OUT: join(cache, `engine-${name}-${hash(...settings, execFileSync(command, ["--version"]))}`),
		OUT: join(output, name),
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

/** XS 13.3, which compiles the texts of all modules and programs when it runs. */
function texts() {
	return {
		settings: [join(engine, "package.json")],
		variables: { XS: join(engine, "moddable/xs"), WITHOUT: "xsSnapshot.c", GENERATED: output, NATIVES: nativeFiles().join(" ") },
	};
}

/** The SDK's XS with the modules that the programs named lead to in flash. Tables, and what asks the host, are loaded with the program. */
async function preloaded(folder, names) {
	const modules = await reach(
		root,
		names.map((name) => `${programs}/${name}`),
		locate,
	);
	const warnings = await link(modules, {
		folder,
		preload: ({ path, code }) => !path.startsWith("test/tables/") && !/ from "host";$|\bnative\("\w+"\)\(/m.test(code),
		creation: { chunks: 256 * 1024, moreChunks: 64 * 1024, slots: 32 * 1024, moreSlots: 8 * 1024, stack: 4096, keys: 256, moreKeys: 64 },
	});
	const ours = warnings.filter((warning) => warning.includes(" modules/"));
	if (ours.length) throw new Error(`the SDK's linker warns:\n${ours.join("\n")}`);
	const sources = join(sdkEngine, "sources");
	return {
		settings: readdirSync(sources).map((file) => join(sources, file)),
		variables: { XS: sdkEngine, WITHOUT: without.join(" "), GENERATED: folder, NATIVES: cFiles(root, modules).join(" ") },
	};
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
