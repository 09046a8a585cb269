// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";

/** Images that the tests build, in a folder of their own each, and the machine of QEMU that runs them. */
export const images = {
	stm32f405: { board: "stm32f405", machine: "netduinoplus2", options: [] },
	"stm32f405-sdk": { board: "stm32f405", machine: "netduinoplus2", options: ["--sdk"] },
	/** With the model of I2C, whose bus goes on at a socket. */
	"stm32f405-model": { board: "stm32f405-model", machine: "netduinoplus2", options: [] },
	"stm32f405-sdk-model": { board: "stm32f405-model", machine: "netduinoplus2", options: ["--sdk"] },
	/** With the model of the USB device, whose bus goes on at a socket. */
	"stm32f405-usb-model": { board: "stm32f405-usb-model", machine: "netduinoplus2", options: [] },
	"stm32f405-sdk-usb-model": { board: "stm32f405-usb-model", machine: "netduinoplus2", options: ["--sdk"] },
	"mps2-an500": { board: "mps2-an500", machine: "mps2-an500", options: [] },
	"sensor-card": { board: "stm32f405", machine: "netduinoplus2", options: ["--sdk", "--profile", "sensor-card"] },
	"mps2-sensor-card": { board: "mps2-an500", machine: "mps2-an500", options: ["--profile", "sensor-card"] },
	"mps2-drive": { board: "mps2-an500", machine: "mps2-an500", options: ["--profile", join(import.meta.dirname, "drive.ts")] },
	drive: { board: "stm32f405", machine: "netduinoplus2", options: ["--sdk", "--profile", join(import.meta.dirname, "drive.ts")] },
	options: {
		board: "stm32f405",
		machine: "netduinoplus2",
		options: ["--profile", join(import.meta.dirname, "profile.ts"), "--hse", "12", "--baud", "921600", "--led", "C13"],
	},
} as const;
export type Image = keyof typeof images;

/** Those that are an endpoint with the services of the tests. */
export const endpoints = ["stm32f405", "stm32f405-sdk", "mps2-an500"] as const satisfies readonly Image[];

/** Those whose endpoint is on I2C. */
export const onI2c = ["stm32f405-model", "stm32f405-sdk-model"] as const satisfies readonly Image[];

/** Those that are a USB device. */
export const onUsb = ["stm32f405-usb-model", "stm32f405-sdk-usb-model"] as const satisfies readonly Image[];

/** Those that are an NVMe drive with diagnostics. */
export const drives = ["mps2-drive", "drive"] as const satisfies readonly Image[];

/** Folder of an image. */
export function folderOf(image: Image): string {
	return join(import.meta.dirname, "../../build/firmware-test", image);
}

export function fileOf(image: Image, extension: "elf" | "bin" | "dfu"): string {
	const { board, options } = images[image];
	return join(folderOf(image), `${board}${(options as readonly string[]).includes("--sdk") ? "-sdk" : ""}.${extension}`);
}
