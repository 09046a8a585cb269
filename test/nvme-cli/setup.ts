// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

/** A program of Debian. */
export interface Client {
	/** Such as 2.16 */
	readonly version: string;
	readonly command: string;
}

declare module "vitest" {
	interface ProvidedContext {
		/** Every nvme-cli that this machine has; why there is none has been printed. */
		clients: readonly Client[];
		/** The command mi-probe; "": this machine cannot have it, and the reason has been printed. */
		probe: string;
		/** The library that preload.c becomes; "": there is no gcc, which has been printed. */
		preload: string;
	}
}

const here = import.meta.dirname;
const skip = (reason: string) => console.error(`skipped: ${reason}`);

/** Before all tests: builds the library, and finds the clients. */
export default function setup(project: TestProject): void {
	const newer = newerClients();
	const commands = ["nvme", "/usr/sbin/nvme", ...(undefined === newer ? [] : [join(newer, "nvme")])];
	const clients = commands.flatMap((command) => clientOf(command) ?? []);
	const different = clients.filter(({ version }, index) => index === clients.findIndex((other) => other.version === version));
	if (0 === different.length) skip("nvme-cli is missing; run: apt-get install --no-install-recommends nvme-cli");
	project.provide("clients", different);
	project.provide("probe", undefined === newer ? "" : join(newer, "mi-probe"));
	project.provide("preload", buildPreload());
}

function clientOf(command: string): Client | undefined {
	const { status, stdout } = spawnSync(command, ["version"], { encoding: "utf8" });
	const version = 0 === status ? /version ([\d.]+)/.exec(stdout) : null;
	return null === version ? undefined : { version: version[1], command };
}

/** Folder of Debian's newer nvme-cli, and of mi-probe; setup.sh says why there is none. */
function newerClients(): string | undefined {
	const { error, status, signal, stdout } = spawnSync(join(here, "setup.sh"), { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
	if (undefined !== error) skip(error.message);
	else if (0 === status) return stdout.trim();
	else if (77 !== status) throw new Error(`setup.sh: ${status ?? signal}`);
	return undefined;
}

function buildPreload(): string {
	const folder = join(here, "../../build/test/nvme-cli");
	const library = join(folder, "preload.so");
	mkdirSync(folder, { recursive: true });
	const options = [
		"-O2",
		"-Wall",
		"-Wextra",
		"-Werror",
		"-shared",
		"-fPIC",
		"-o",
		library,
		...["preload.c", "patience.c"].map((file) => join(here, file)),
	];
	const { error, status, stderr } = spawnSync("gcc", options, { encoding: "utf8" });
	if (undefined === error && 0 === status) return library;
	if (undefined === error) throw new Error(`gcc ${options.join(" ")}: ${status}\n${stderr}`);
	skip("gcc is missing; run: apt-get install --no-install-recommends gcc libc6-dev");
	return "";
}
