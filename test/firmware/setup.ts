// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { TestProject } from "vitest/node";
import { folderOf, images, type Image } from "./images.js";

declare module "vitest" {
	interface ProvidedContext {
		/** Why images are not there, by image. */
		withoutImage: Partial<Record<Image, string>>;
		/** Why there is no User-Mode-Linux, or undefined. */
		withoutLinux: string | undefined;
	}
}

const here = import.meta.dirname;

/** Builds the images, and the Linux guest, before all tests. What this machine cannot build is told, and its tests are skipped. */
export default async function setup(project: TestProject): Promise<void> {
	const withoutImage: Partial<Record<Image, string>> = {};
	for (const image of Object.keys(images) as Image[]) {
		const reason = 0 === spawnSync("qemu-system-arm", ["--version"]).status ? build(image) : "qemu-system-arm is missing";
		if (undefined === reason) continue;
		withoutImage[image] = reason;
		console.log(`skipped: ${image}, ${reason}`);
	}
	const script = spawn(join(here, "../linux/setup.sh"), ["uml"], { stdio: ["ignore", "pipe", "inherit"] });
	const guests = await text(script.stdout);
	const withoutLinux = guests.includes("uml") ? undefined : "there is no uml guest on this machine";
	if (withoutLinux) console.log(`skipped: ${withoutLinux}`);
	project.provide("withoutImage", withoutImage);
	project.provide("withoutLinux", withoutLinux);
}

/** Returns what this machine lacks for the image. */
function build(image: Image): string | undefined {
	const { board, options } = images[image];
	const parameters = [join(here, "../../hosts/stm32f405/build.js"), "--board", board, ...options, "--out", folderOf(image)];
	const { status, stderr } = spawnSync(process.execPath, parameters, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
	if (0 === status) return undefined;
	const [lacking] = /^this machine lacks .*$/m.exec(stderr) ?? [];
	if (undefined === lacking) throw new Error(`the image ${image} does not build:\n${stderr}`);
	return lacking;
}
