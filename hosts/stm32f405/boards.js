// SPDX-License-Identifier: Apache-2.0
// The boards: what tells their builds apart. Memory: slots of 16 bytes, bytes of chunks, slots of the script stack.
const cortexM4 = "-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16";
const cortexM7 = "-mcpu=cortex-m7 -mthumb -mfloat-abi=hard -mfpu=fpv5-d16";
const plenty = { slots: 24 * 1024, chunks: 384 * 1024, scriptStack: 4096 };

/** Modules of hosts/platform that are not those of this folder. */
const whole = { profile: "modules/device/profiles/endpoint.ts", registry: "hosts/common/registry.ts" };

/** The USB device of an STM32F405. */
const usb = [
	"hosts/common/usb/function.c",
	...["frames", "usb-control", "usb-pipes", "usb-transfer"].map((name) => `hosts/common/native/${name}.c`),
	...["otg-fs", "otg-fs-bulk", "otg-fs-control"].map((name) => `hosts/stm32f405/peripherals/${name}.c`),
	"hosts/stm32f405/usb.c",
	"hosts/stm32f405/boards/stm32f405-usb.c",
];
const usbModel = [
	...["model", "otg-fs", "otg-fs-bus", "otg-fs-wire", "wire"].map((name) => `hosts/stm32f405/model/${name}.c`),
	"hosts/stm32f405/boards/stm32f405-usb-model.c",
];

export const boards = {
	stm32f405: {
		description: "boards with an STM32F405: 1 MB of flash, 128 KB of RAM",
		architecture: cortexM4,
		source: "stm32f405.c",
		memory: { slots: 5952, chunks: 11.5 * 1024, scriptStack: 752 },
		flash: true,
	},
	"stm32f405-usb-model": {
		description: "QEMU's netduinoplus2, an STM32F405 with 192 KB of RAM, with a model of its USB device",
		architecture: cortexM4,
		source: "stm32f405.c",
		memory: { slots: 6784, chunks: 28 * 1024, scriptStack: 768 },
		modules: { ports: "hosts/stm32f405/ports-usb.ts" },
		natives: [...usb, ...usbModel],
		settings: { MODEL: 1 },
	},
	"mps2-an386": { description: "QEMU's MPS2 with a Cortex-M4", architecture: cortexM4, source: "mps2.c", memory: plenty, modules: whole },
	"mps2-an500": { description: "QEMU's MPS2 with a Cortex-M7", architecture: cortexM7, source: "mps2.c", memory: plenty, modules: whole },
};
