// SPDX-License-Identifier: Apache-2.0
// What stands below the classes I2CTarget and UsbFunction: C of a board, and what takes the place of its hardware.
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { files, root } from "../../hosts/xs/script.js";

const common = files("hosts/common/native", ".c");
/** Theirs takes the place of the post of common: messages go through a queue as the SDK's machine has one (boards/fakes/messages.c). */
const ofSdk = common.filter((path) => !path.endsWith("/post.c"));

const esp32 = [
	...ofSdk,
	"hosts/esp32/i2c.c",
	"hosts/esp32/i2c-lines.c",
	"test/native/check.c",
	"test/native/support/esp32.c",
	"test/native/support/esp32-i2c.c",
	"test/native/support/tinyusb.c",
];

/**
 * By name: `natives`, C files; `overlays`, folders whose files take the place of those of the same name in programs/fixtures, the first that has one; `modules`,
 * scripts that stand for those of the SDK; `fakes`: whether headers of
 * the platform are those of test/native/fakes, and interrupts come from another thread.
 */
export const boards = Object.freeze({
	stm32f405: {
		natives: [...common, ...files("hosts/stm32f405/peripherals", ".c"), ...files("hosts/stm32f405/model", ".c")],
		overlays: [],
	},
	esp32: { natives: esp32, overlays: ["test/xs/boards/esp32", "test/xs/boards/fakes"], fakes: true },
	"esp32-switched": {
		natives: esp32,
		overlays: ["test/xs/boards/esp32-switched", "test/xs/boards/esp32", "test/xs/boards/fakes"],
		fakes: true,
	},
	zephyr: {
		natives: [
			...ofSdk,
			"hosts/zephyr/i2c.c",
			"test/native/check.c",
			"test/native/support/zephyr.c",
			"test/native/support/zephyr-usb.c",
			"test/native/support/zephyr-settings.c",
			"test/native/support/flash-model.c",
		],
		modules: { "embedded:storage/key-value": "test/xs/boards/zephyr/key-value.ts" },
		overlays: ["test/xs/boards/zephyr", "test/xs/boards/fakes"],
		fakes: true,
	},
});

/** The board of most targets, and of the image whose modules lie in flash. */
export const usual = "stm32f405";

/** Path of a fixture, or another file, as this board has it. */
export function overlaid(path, board) {
	if (!path.startsWith("test/xs/programs/fixtures/")) return path;
	const paths = boards[board].overlays.map((folder) => `${folder}/${basename(path)}`);
	return paths.find((other) => existsSync(join(root, other))) ?? path;
}

/** C files that no fixture stands for. */
export function boardFiles(board) {
	const { natives, overlays } = boards[board];
	return [...new Set([...natives, ...overlays.flatMap((folder) => files(folder, ".c"))])];
}
