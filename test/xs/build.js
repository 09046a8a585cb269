// SPDX-License-Identifier: Apache-2.0
// One image per target, with XS from npm or an SDK.
import { join } from "node:path";
import { fromNpm, fromSdk, make, missing as missingTools, output } from "../../hosts/xs/engine.js";
import { cFiles, link, missingSdk, reach } from "../../hosts/xs/moddable.js";
import { root } from "../../hosts/xs/script.js";
import { counts, hostFiles, locate, nativeFiles, programs } from "./bundle.js";

const here = import.meta.dirname;
const board = ["-M", "mps2-an386", "-display", "none", "-serial", "none", "-monitor", "none"];
/* One instruction takes a nanosecond of virtual time; it also takes QEMU several times as long. */
const counting = ["-icount", "shift=0"];

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
	return ["qemu-system-arm", ...board, ...(counts(program) ? counting : []), "-semihosting-config", start, "-kernel", image];
}

/** What a target lacks on this machine, or undefined. */
export function missing(target) {
	return (target.preloaded ? missingSdk() : undefined) ?? missingTools(target);
}

/** Builds a target's image, telling progress line by line. Returns the image's path. */
export async function build(name, names, progress) {
	const source = targets[name].preloaded ? await preloaded(join(output, name), names) : texts();
	const makefile = join(here, "Makefile");
	const variables = { TARGET: name, ...source.variables, OUT: join(output, name) };
	await make({ makefile, name, compiler: targets[name].compiler, settings: [...source.settings, makefile], variables, progress });
	return join(variables.OUT, "image");
}

/** XS 13.3, which compiles the texts of all modules and programs when it runs. */
function texts() {
	const { settings, variables } = fromNpm;
	return { settings, variables: { ...variables, GENERATED: output, NATIVES: nativeFiles().join(" ") } };
}

/** The SDK's XS with the modules that the programs named lead to in flash. Tables, and what asks the host, are loaded with the program. */
async function preloaded(folder, names) {
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
	return { settings, variables: { ...variables, GENERATED: folder, NATIVES: [...natives, ...hostFiles()].join(" ") } };
}
