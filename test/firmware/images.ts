// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";

/** Images that the tests build, in a folder of their own each, and the machine of QEMU that runs them. */
export const images = {
	stm32f405: { board: "stm32f405", machine: "netduinoplus2", options: [] },
	"stm32f405-sdk": { board: "stm32f405", machine: "netduinoplus2", options: ["--sdk"] },
	"mps2-an500": { board: "mps2-an500", machine: "mps2-an500", options: [] },
	"sensor-card": { board: "stm32f405", machine: "netduinoplus2", options: ["--sdk", "--profile", "sensor-card"] },
	"mps2-sensor-card": { board: "mps2-an500", machine: "mps2-an500", options: ["--profile", "sensor-card"] },
	options: {
		board: "stm32f405",
		machine: "netduinoplus2",
		options: ["--profile", join(import.meta.dirname, "profile.ts"), "--hse", "12", "--baud", "921600", "--led", "C13"],
	},
} as const;
export type Image = keyof typeof images;

/** Those that are an endpoint with the services of the tests. */
export const endpoints = ["stm32f405", "stm32f405-sdk", "mps2-an500"] as const satisfies readonly Image[];

/** Folder of an image. */
export function folderOf(image: Image): string {
	return join(import.meta.dirname, "../../build/firmware-test", image);
}

export function fileOf(image: Image, extension: "elf" | "bin" | "dfu"): string {
	const { board, options } = images[image];
	return join(folderOf(image), `${board}${(options as readonly string[]).includes("--sdk") ? "-sdk" : ""}.${extension}`);
}
