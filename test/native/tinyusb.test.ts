// SPDX-License-Identifier: Apache-2.0
// The class of ESP32 over TinyUSB's own device stack and esp_tinyusb, where they are, under sanitizers: below them a controller of ours and a USB host, above them the tests that
// the fake of TinyUSB passes too, and others.
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { list, root, run } from "./images.js";
import { tinyUsb, unmet } from "./needs.js";

const out = "build/native/tinyusb";
const image = `${root}/${out}/image`;
const missing = unmet(tinyUsb);
if (undefined !== missing) console.log(`skipped: TinyUSB itself: needs ${missing}`);

const build = () =>
	spawnSync("make", ["-f", "test/native/tinyusb/Makefile", "--no-print-directory", "-j2", `OUT=${out}`], { cwd: root, encoding: "utf8" });

describe.skipIf(undefined !== missing)("TinyUSB itself", () => {
	const { status, stdout, stderr } = undefined === missing ? build() : { status: 0, stdout: "", stderr: "" };
	test("builds", () => expect(status, `${stdout}${stderr}`).toBe(0));

	if (0 === status && undefined === missing)
		for (const { number, file, title } of list(image))
			if (!title.startsWith("Zephyr")) test(`${file}: ${title}`, () => run(image, [number]));
});
