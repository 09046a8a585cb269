// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { TestProject } from "vitest/node";
import { buses, machines, usbBuses } from "./emulator.js";

declare module "vitest" {
	interface ProvidedContext {
		/** Why there are no images, or undefined. */
		withoutImages: string | undefined;
		/** Why there is no User-Mode-Linux, or undefined. */
		withoutLinux: string | undefined;
		/** Why there is no guest of QEMU, or undefined. */
		withoutGuest: string | undefined;
	}
}

const here = import.meta.dirname;

/** Builds the images, and the Linux guest, before all tests. What this machine cannot build is told, and its tests are skipped. */
export default async function setup(project: TestProject): Promise<void> {
	let withoutImages: string | undefined = undefined;
	if (0 !== spawnSync("qemu-system-arm", ["--version"]).status) withoutImages = "qemu-system-arm is missing";
	for (const board of Object.keys({ ...machines, ...buses, ...usbBuses })) {
		const { status, stderr } = spawnSync(process.execPath, [join(here, "../../hosts/stm32f405/build.js"), "--board", board], {
			encoding: "utf8",
			stdio: ["ignore", "ignore", "pipe"],
		});
		if (0 !== status && /^this machine lacks /m.test(stderr)) withoutImages ??= stderr.trim();
		else if (0 !== status) throw new Error(`the image for ${board} does not build:\n${stderr}`);
	}
	const script = spawn(join(here, "../linux/setup.sh"), ["all"], { stdio: ["ignore", "pipe", "inherit"] });
	const guests = await text(script.stdout);
	const withoutLinux = guests.includes("uml") ? undefined : "there is no uml guest on this machine";
	const withoutGuest = guests.includes("qemu") ? undefined : "there is no qemu guest on this machine";
	for (const reason of [withoutImages, withoutLinux, withoutGuest]) if (reason) console.log(`skipped: ${reason}`);
	project.provide("withoutImages", withoutImages);
	project.provide("withoutLinux", withoutLinux);
	project.provide("withoutGuest", withoutGuest);
}
