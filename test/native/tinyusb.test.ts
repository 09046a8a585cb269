// SPDX-License-Identifier: Apache-2.0
// The class of ESP32 over TinyUSB's own device stack and esp_tinyusb, where they are, under sanitizers: below them a controller of ours and a USB host, above them the tests that
// the fake of TinyUSB passes too, and others.
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { list, root, run } from "./images.js";
import { tinyUsb, unmet } from "./needs.js";

const out = "build/native/tinyusb";
const missing = unmet(tinyUsb);
if (undefined !== missing) console.log(`skipped: TinyUSB itself: needs ${missing}`);

function build(): string {
	const parameters = ["-f", "test/native/tinyusb/Makefile", "--no-print-directory", "-j2", `OUT=${out}`];
	const { status, stdout, stderr } = spawnSync("make", parameters, { cwd: root, encoding: "utf8" });
	return 0 === status ? "" : `${stdout}${stderr}`;
}

describe.skipIf(undefined !== missing)("TinyUSB itself", () => {
	const failure = undefined === missing ? build() : "";
	test("builds", () => expect(failure).toBe(""));
	if (undefined !== missing || "" !== failure) return;

	/* Only a controller of ours refuses transfers, or tells that they failed. */
	const images = [
		{ name: "on a controller of ours", image: "image", left: /^Zephyr/ },
		{ name: "on its driver of the chip's controller", image: "image-dwc2", left: /^Zephyr|a stack that refuses|a transfer that failed/ },
	];
	describe.each(images)("$name", ({ image, left }) => {
		const path = `${root}/${out}/${image}`;
		const listed = list(path).filter(({ title }) => !left.test(title));
		for (const { number, file, title } of listed) test(`${file}: ${title}`, () => run(path, [number]));
	});
});
