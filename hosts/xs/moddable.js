// SPDX-License-Identifier: Apache-2.0
// Modules of an image as an installed Moddable SDK ($MODDABLE) compiles and links them: bytecode and objects in flash, what no module uses left out.
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, posix } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { plain } from "./script.js";

const sdk = process.env.MODDABLE ?? "";
const tool = (name) => join(sdk, "build/bin/lin/release", name);

/** What an image with the SDK's engine is compiled from. */
export const engine = join(sdk, "xs");

/** Sources of the engine that are not for such an image: the linker replaces the first, devices have no use for the others. */
export const without = Object.freeze(["xsDefaults.c", "xsSnapshot.c", "xsum.c", "xsffi.c", "xsLockdown.c"]);

/** What of the SDK this machine lacks, or undefined. */
export function missingSdk() {
	if ("" === sdk) return "an installed Moddable SDK (set MODDABLE to its folder)";
	const lacking = [tool("xsc"), tool("xsid"), tool("xsl"), join(engine, "sources/xsAll.h")].find((path) => !existsSync(path));
	return undefined === lacking ? undefined : `${lacking}, which an SDK in $MODDABLE would have once its tools are built`;
}

/**
 * The modules that `entries` lead to, by name: path and text without types. Names are as in manifests; relative imports resolve against the importer's name. `locate`
 * gives the path of a name, relative to `root`.
 */
export async function reach(root, entries, locate) {
	const modules = new Map();
	await build({
		entryPoints: entries,
		bundle: true,
		write: false,
		outdir: root,
		format: "esm",
		target: "esnext",
		logLevel: "error",
		plugins: [
			{
				name: "names",
				setup({ onResolve, onLoad }) {
					onResolve({ filter: /./ }, ({ path, importer }) => ({
						path: (path.startsWith(".") ? posix.join(posix.dirname(importer), path) : path).replace(/\.js$/, ""),
						namespace: "xs",
					}));
					onLoad({ filter: /./, namespace: "xs" }, ({ path: name }) => {
						const path = locate(name);
						const { code } = plain(path);
						modules.set(name, { path, code });
						return { contents: code, loader: "js" };
					});
				},
			},
		],
	});
	return new Map([...modules].sort());
}

/** Paths of the C files of modules that have one beside them. */
export function cFiles(root, modules) {
	return [...modules.values()].map(({ path }) => path.replace(/\.\w+$/, ".c")).filter((path) => existsSync(join(root, path)));
}

/**
 * Compiles and links modules into `folder`: mc.xs.c, the image's library and modules, and mc.xs.h, the identifiers of modules and of `natives`, paths of C files.
 * `preload` tells of a module (its path and code) whether it runs here, so that its objects lie in flash; `creation` are the sizes of the machine. Returns the
 * linker's warnings.
 */
export async function link(modules, { folder, natives, preload, creation }) {
	const base = join(folder, "modules");
	rmSync(base, { recursive: true, force: true });
	const names = [...modules.keys()];
	const queue = names.values();
	const compileAll = async () => {
		for (const name of queue) await compile(base, name, modules.get(name).code);
	};
	await Promise.all(Array.from({ length: availableParallelism() }, compileAll));
	const identifiers = await Promise.all(natives.map((path, index) => identify(join(base, "natives", `${index}`), path)));
	const parameters = [
		...["-b", base, "-o", folder, "-s", "*", "-c", sizes(creation)],
		...names.filter((name) => preload(modules.get(name))).flatMap((name) => ["-p", `${name}.xsb`]),
		...names.map((name) => join(base, `${name}.xsb`)),
		...identifiers,
	];
	const { status, signal, stdout, stderr } = spawnSync(tool("xsl"), parameters, { encoding: "utf8", maxBuffer: Infinity });
	if (0 !== status) throw new Error(`the SDK's linker fails (${signal ?? status}):\n${stdout}${stderr}`);
	return `${stdout}${stderr}`.split("\n").filter((line) => line.includes("warning"));
}

async function compile(base, name, code) {
	const file = join(base, `${name}.js`);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, code);
	await promisify(execFile)(tool("xsc"), [file, "-c", "-e", "-o", dirname(file), "-r", posix.basename(name)]);
}

/** What a C file asks for as xsID_name, in a folder of its own, because names of C files occur twice. */
async function identify(folder, path) {
	mkdirSync(folder, { recursive: true });
	await promisify(execFile)(tool("xsid"), [path, "-o", folder]);
	return join(folder, `${posix.basename(path)}.xsi`);
}

/** In the order of the linker's option -c. */
function sizes({ chunks, moreChunks = 0, slots, moreSlots = 0, stack, keys, moreKeys = 0, main = "main" }) {
	return [chunks, moreChunks, slots, moreSlots, stack, keys, moreKeys, 127, 31, 1024, 17, 0, main, 0].join();
}
