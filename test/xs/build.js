// SPDX-License-Identifier: Apache-2.0
// One image per target, with XS from npm or an SDK.
import { join } from "node:path";
import { fromNpm, fromSdk, make, missing as missingTools, output } from "../../hosts/xs/engine.js";
import { cFiles, link, missingSdk, reach } from "../../hosts/xs/moddable.js";
import { root } from "../../hosts/xs/script.js";
import { boards, usual } from "./boards.js";
import { bundle, counts, hostFiles, locate, nativeFiles, programs } from "./bundle.js";

const here = import.meta.dirname;
const board = ["-M", "mps2-an386", "-display", "none", "-serial", "none", "-monitor", "none"];
/* One instruction takes a nanosecond of virtual time; it also takes QEMU several times as long. */
const counting = ["-icount", "shift=0"];

/** `like`: compiled as another target is, for a `board` of its own; `races`: C under the thread sanitizer. */
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
	esp32: {
		board: "esp32",
		like: "debug",
		compiler: ["gcc"],
		packages: "make gcc libc6-dev",
		command: (image, program) => [image, program],
	},
	"esp32-switched": {
		board: "esp32-switched",
		like: "debug",
		compiler: ["gcc"],
		packages: "make gcc libc6-dev",
		command: (image, program) => [image, program],
	},
	"esp32-races": {
		board: "esp32",
		like: "x86-64",
		races: true,
		compiler: ["gcc"],
		packages: "make gcc libc6-dev",
		command: (image, program) => [image, program],
	},
	zephyr: {
		board: "zephyr",
		like: "debug",
		compiler: ["gcc"],
		packages: "make gcc libc6-dev",
		command: (image, program) => [image, program],
	},
	"zephyr-races": {
		board: "zephyr",
		like: "x86-64",
		races: true,
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
	return ["qemu-system-arm", ...board, ...(counts(program) ? counting : []), "-semihosting-config", start, "-kernel", image];
}

/** What a target lacks on this machine, or undefined. */
export function missing(target) {
	return (target.preloaded ? missingSdk() : undefined) ?? missingTools(target);
}

/** Builds a target's image, telling progress line by line. Returns the image's path, and the source maps of its modules by path. */
export async function build(name, names, progress) {
	const { preloaded, board = usual, like = name, races, compiler } = targets[name];
	const folder = board === usual ? output : join(output, board);
	const source = preloaded ? await linked(join(output, name), names) : texts(folder, board);
	const makefile = join(here, "Makefile");
	const options = { FAKES: boards[board].fakes ? "1" : "", RACES: races ? "1" : "" };
	const variables = { TARGET: like, PROGRESS: name, ...options, ...source.variables, OUT: join(output, name) };
	await make({ makefile, name: like, compiler, settings: [...source.settings, makefile], variables, progress });
	return { path: join(variables.OUT, "image"), maps: source.maps };
}

/** Source maps by board. */
const bundled = new Map();

/** XS 13.3, which compiles the texts of all modules and programs when it runs. */
function texts(folder, board) {
	const { settings, variables } = fromNpm;
	const maps = bundled.get(board) ?? bundle(folder, board);
	bundled.set(board, maps);
	return { settings, maps, variables: { ...variables, GENERATED: folder, NATIVES: nativeFiles(board).join(" ") } };
}

/** The SDK's XS with the modules that the programs named lead to in flash. Tables, and what asks the host, are loaded with the program. */
async function linked(folder, names) {
	const modules = await reach(
		root,
		names.map((name) => `${programs}/${name}`),
		locate,
	);
	const natives = cFiles(root, modules);
	const warnings = await link(modules, {
		folder,
		natives: natives.map((path) => join(root, path)),
		preload: ({ path, code }) => !path.startsWith("test/tables/") && !/ from "host";$|\bnative\("\w+"\)\(/m.test(code),
		creation: { chunks: 256 * 1024, moreChunks: 64 * 1024, slots: 32 * 1024, moreSlots: 8 * 1024, stack: 4096, keys: 256, moreKeys: 64 },
	});
	const ours = warnings.filter((warning) => warning.includes(" modules/"));
	if (ours.length) throw new Error(`the SDK's linker warns:\n${ours.join("\n")}`);
	const { settings, variables } = fromSdk();
	return { settings, maps: new Map(), variables: { ...variables, GENERATED: folder, NATIVES: [...natives, ...hostFiles()].join(" ") } };
}
