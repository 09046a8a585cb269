// SPDX-License-Identifier: Apache-2.0
// Sources of others that tests use where a developer has them.
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Variables of the environment that name folders, each with a file that has to be there, and how one comes by it. */
export type Needs = Record<string, { file: string; from: string }>;

export const variable = (name: string) => process.env[name] ?? "";

/** What is not there, in words; undefined: nothing. */
export function unmet(needs: Needs): string | undefined {
	for (const [name, { file, from }] of Object.entries(needs))
		if (!existsSync(join(variable(name), file))) return `$${name}, a folder with ${file} (${from})`;
}

export const tinyUsb: Needs = {
	TINYUSB_PATH: { file: "src/device/usbd_pvt.h", from: "github.com/hathach/tinyusb" },
	ESP_TINYUSB_PATH: { file: "include/tinyusb.h", from: "device/esp_tinyusb of github.com/espressif/esp-usb" },
};
