// SPDX-License-Identifier: Apache-2.0
// The sources for Zephyr and ESP32 against the real headers, where they are: types and names, with every warning an error. No code is made of it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { tinyUsb, unmet, variable, type Needs } from "./needs.js";

const root = join(import.meta.dirname, "../..");
/** What tools of the platforms would make. */
const generated = mkdtempSync(join(tmpdir(), "mctp-xs-headers-"));
afterAll(() => rmSync(generated, { recursive: true }));

const compiler = "arm-none-eabi-gcc";
const strict = ["-fsyntax-only", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", "-Wno-sign-compare"];

interface Platform {
	name: string;
	needs: Needs;
	flags(): string[];
	sources: string[];
}

const system = (folders: readonly string[]) => folders.flatMap((folder) => ["-isystem", folder]);

const idf = { file: "components/esp_driver_i2c/include/driver/i2c_slave.h", from: "ESP-IDF 6.0" };
/** Folders of ESP-IDF's components for a chip, and for the architecture of its processor. */
const idfFolders = (chip: string, architecture: string) => [
	"esp_blockdev/include",
	"esp_common/include",
	"esp_driver_gpio/include",
	"esp_driver_i2c/include",
	"esp_hal_clock/include",
	"esp_hal_gpio/include",
	`esp_hal_gpio/${chip}/include`,
	"esp_hal_i2c/include",
	`esp_hal_i2c/${chip}/include`,
	"esp_hw_support/etm/include",
	"esp_hw_support/include",
	"esp_partition/include",
	"esp_rom/include",
	`esp_rom/${chip}/include`,
	"esp_system/include",
	"esp_timer/include",
	"freertos/FreeRTOS-Kernel/include",
	`freertos/FreeRTOS-Kernel/portable/${architecture}/include`,
	`freertos/FreeRTOS-Kernel/portable/${architecture}/include/freertos`,
	"freertos/config/include",
	"freertos/config/include/freertos",
	`freertos/config/${architecture}/include`,
	"freertos/esp_additions/include",
	"hal/include",
	`hal/${chip}/include`,
	"hal/platform_port/include",
	"heap/include",
	"log/include",
	"soc/include",
	`soc/${chip}/include`,
	`soc/${chip}/register`,
	"spi_flash/include",
	`${architecture}/include`,
	`${architecture}/${chip}/include`,
];
const own = join(import.meta.dirname, "headers");
const idfFlags = (chip = "esp32s3", architecture = "xtensa") => [
	...[
		`-D__${"xtensa" === architecture ? "XTENSA__" : architecture}`,
		"-DESP_PLATFORM",
		"-DESP32=3",
		`-DCHIP_${chip.toUpperCase()}`,
		"-I",
		own,
	],
	...system(idfFolders(chip, architecture).map((folder) => join(variable("IDF_PATH"), "components", folder))),
];
const ofEsp32 = ["i2c.c", "i2c-board.c", "i2c-lines.c", "machine.c"].map((file) => `hosts/esp32/${file}`);

/** Zephyr tells with which flags it was configured; what is a warning to us is not one to its own headers. */
function zephyrFlags(): string[] {
	const folder = variable("LLEXT_EDK_INSTALL_DIR");
	const [, flags] = /^LLEXT_CFLAGS *= *(.*)$/m.exec(readFileSync(join(folder, "Makefile.cflags"), "utf8")) ?? ["", ""];
	return flags
		.replaceAll("$(LLEXT_EDK_INSTALL_DIR)", folder)
		.split(/\s+/)
		.filter((flag) => "" !== flag && !/^(-specs=|-std=|-fdiagnostics-color|-DLL_EXTENSION_BUILD)/.test(flag))
		.map((flag) => flag.replace(/^-I/, "-isystem"));
}

const sdk = { file: "xs/includes/xsmc.h", from: "a Moddable SDK" };
/** With the header that mcconfig would make of the identifiers that C names. */
function sdkFlags(platform: string): string[] {
	const names = shared.flatMap((path) => readFileSync(join(root, path), "utf8").match(/\bxsID_\w+/g) ?? []);
	writeFileSync(join(generated, "mc.xs.h"), [...new Set(names)].map((name, index) => `#define ${name} ${index + 1}\n`).join(""));
	const folders = ["xs/includes", "xs/sources", `xs/platforms/${platform}`, "xs/platforms/mc", "modules/base/timer"];
	return ["-I", own, "-I", generated, ...system(folders.map((folder) => join(variable("MODDABLE"), folder)))];
}

const shared = ["hosts/board/native/board.c", "hosts/board/native/post.c", "hosts/common/i2c/target.c", "hosts/common/usb/function.c"];
const edk = { file: "Makefile.cflags", from: "west build -t llext-edk, for a board with I2C targets and USB device_next" };

const platforms: Platform[] = [
	{
		name: "ESP-IDF",
		needs: { IDF_PATH: idf },
		flags: () => idfFlags(),
		sources: ofEsp32,
	},
	...["esp32c3", "esp32c6"].map((chip) => ({
		name: `ESP-IDF for ${chip}`,
		needs: { IDF_PATH: idf },
		flags: () => idfFlags(chip, "riscv"),
		sources: [...ofEsp32, "hosts/esp32/no-usb.c"],
	})),
	{
		name: "ESP-IDF with the Moddable SDK",
		needs: { IDF_PATH: idf, MODDABLE: sdk },
		flags: () => [...idfFlags(), ...sdkFlags("esp")],
		sources: shared,
	},
	{
		name: "ESP-IDF with TinyUSB",
		needs: { IDF_PATH: idf, ...tinyUsb },
		flags: () => [...idfFlags(), ...system([join(variable("TINYUSB_PATH"), "src"), join(variable("ESP_TINYUSB_PATH"), "include")])],
		sources: ["hosts/esp32/usb.c"],
	},
	{
		name: "Zephyr",
		needs: { LLEXT_EDK_INSTALL_DIR: edk },
		flags: zephyrFlags,
		sources: [
			"hosts/zephyr/i2c.c",
			"hosts/zephyr/usb.c",
			"hosts/zephyr/usb-buffers.c",
			"hosts/zephyr/usb-device.c",
			"hosts/zephyr/machine.c",
		],
	},
	{
		name: "Zephyr with the Moddable SDK",
		needs: { LLEXT_EDK_INSTALL_DIR: edk, MODDABLE: sdk },
		flags: () => [...zephyrFlags(), ...sdkFlags("zephyr")],
		sources: [...shared, "hosts/zephyr/i2c-board.c"],
	},
];

function lacking({ needs }: Platform): string | undefined {
	if (0 !== spawnSync(compiler, ["--version"]).status) return `${compiler} (apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi)`;
	return unmet(needs);
}

describe.each(platforms)("$name", (platform) => {
	const missing = lacking(platform);
	if (undefined !== missing) console.log(`skipped: headers of ${platform.name}: needs ${missing}`);

	test.skipIf(undefined !== missing).each(platform.sources)("%s", (source) => {
		const { status, stderr } = check(platform, join(root, source));
		expect(stderr).toBe("");
		expect(status).toBe(0);
	});

	test.skipIf(undefined !== missing)("what the headers do not know is an error", () => {
		const wrong = join(generated, "wrong.c");
		const [source] = platform.sources;
		writeFileSync(wrong, `#include "${join(root, source)}"\nint wrong(void) { return thereIsNoSuchFunction(); }\n`);
		const { status, stderr } = check(platform, wrong);
		expect(status).not.toBe(0);
		expect(stderr).toContain("thereIsNoSuchFunction");
	});
});

function check(platform: Platform, source: string): { status: number | null; stderr: string } {
	return spawnSync(compiler, [...platform.flags(), ...strict, source], { cwd: root, encoding: "utf8" });
}
