// SPDX-License-Identifier: Apache-2.0
// What an image is made of with the XS of an installed Moddable SDK: modules that its linker has run, in flash with their objects and what they use of the library.
import { join } from "node:path";
import { fromSdk } from "../xs/engine.js";
import { cFiles, link, reach } from "../xs/moddable.js";
import { root } from "../xs/script.js";
import { locate } from "./bundle.js";

/** The only module that runs on the board: the linker has no board. */
const entry = "main";

/** Writes the sources of an image into `folder`; returns settings and variables for `make`. */
export async function generate(folder, { replaced, memory }) {
	const modules = await reach(root, [entry], (name) => locate(name, replaced));
	const main = modules.get(entry);
	const { slots, moreSlots, chunks, moreChunks, scriptStack, keys } = memory;
	const creation = { chunks, moreChunks, slots, moreSlots, stack: scriptStack, keys };
	const natives = cFiles(root, modules);
	const warnings = await link(modules, {
		folder,
		natives: natives.map((path) => join(root, path)),
		preload: (module) => module !== main,
		creation,
	});
	if (warnings.length) throw new Error(`the SDK's linker warns:\n${warnings.join("\n")}`);
	const { settings, variables } = fromSdk();
	const twins = natives.filter((path) => path.startsWith("modules/"));
	return { settings, variables: { ...variables, ARCHIVE: 1, TWINS: twins.join(" ") }, definitions: {} };
}
