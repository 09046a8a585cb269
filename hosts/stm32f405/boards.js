// SPDX-License-Identifier: Apache-2.0
// The boards: what tells their builds apart. Memory: slots of 16 bytes, bytes of chunks, slots of the script stack.
const cortexM4 = "-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16";
const cortexM7 = "-mcpu=cortex-m7 -mthumb -mfloat-abi=hard -mfpu=fpv5-d16";

const here = "hosts/stm32f405";
const files = (folder, ...names) => names.map((name) => `${folder}/${name}.c`);
const stm32f405 = files(here, "boards/stm32f405", "peripherals/clocks", "peripherals/flash");
const mps2 = files(here, "boards/mps2", "boards/mps2-flash");

/** What an image with I2C has besides. */
const i2c = Object.freeze({
	sources: [
		...files("hosts/common/native", "frames", "i2c-head", "i2c-target"),
		...files("hosts/common/i2c", "target"),
		...files(`${here}/peripherals`, "i2c", "i2c-interrupt", "i2c-tick"),
		...files(here, "natives-i2c", "boards/stm32f405-i2c"),
	],
	modules: { ports: `${here}/ports-i2c.ts` },
});
const i2cModel = files(
	here,
	"boards/stm32f405-model",
	"model/model",
	"model/bus",
	"model/i2c",
	"model/i2c-bus",
	"model/peer",
	"model/remote",
);

/** What an image with a USB device has besides. */
const usb = Object.freeze({
	sources: [
		...files("hosts/common/native", "frames", "usb-control", "usb-pipes", "usb-transfer"),
		...files("hosts/common/usb", "function"),
		...files(`${here}/peripherals`, "otg-fs", "otg-fs-bulk", "otg-fs-control"),
		...files(here, "usb", "boards/stm32f405-usb"),
	],
	modules: { ports: `${here}/ports-usb.ts` },
});
const usbModel = files(
	here,
	"boards/stm32f405-usb-model",
	"model/model",
	"model/otg-fs",
	"model/otg-fs-bus",
	"model/otg-fs-endpoint",
	"model/otg-fs-wire",
	"model/wire",
);

/** Modules of hosts/platform that are not those of this folder. */
const whole = { profile: "modules/device/profiles/endpoint.ts", registry: "hosts/stm32f405/registry-sdk.ts" };

/** RAM of the chip beside an engine whose library lies in flash: chunks and slots share what is left of it. */
const frugalSdk = {
	memory: { slots: 2560, moreSlots: 64, chunks: 1024, moreChunks: 512, scriptStack: 512, keys: 32, malloc: 6656 },
	modules: whole,
};

/** Where there is more memory than anybody needs. */
const plenty = { memory: { slots: 64 * 1024, chunks: 384 * 1024, scriptStack: 4096, malloc: 64 * 1024 }, modules: whole };
const plentySdk = {
	memory: { slots: 1024, moreSlots: 64, chunks: 1024, moreChunks: 512, scriptStack: 4096, keys: 64, malloc: 64 * 1024 },
	modules: whole,
};

export const boards = {
	stm32f405: {
		description: "boards with an STM32F405: 1 MB of flash, 128 KB of RAM",
		architecture: cortexM4,
		sources: stm32f405,
		flash: true,
		/* Without anything to keep: none of its protocols asks for storage. */
		npm: {
			modules: { storage: "hosts/moddable/storage.ts" },
			memory: { slots: 5408, chunks: 20.75 * 1024, scriptStack: 752, malloc: 4864 },
		},
		sdk: frugalSdk,
		i2c,
		usb,
	},
	"stm32f405-model": {
		description: "the same in QEMU, with a model of its I2C peripheral, whose bus goes on at USART2",
		architecture: cortexM4,
		sources: [...stm32f405, ...i2cModel],
		definitions: ["MCTP_XS_MODEL=1"],
		npm: { memory: { slots: 9184, chunks: 16 * 1024, scriptStack: 1024, malloc: 5632 } },
		sdk: frugalSdk,
		i2c,
		usualAddress: "0x1d",
	},
	"stm32f405-usb-model": {
		description: "the same in QEMU, with a model of its USB device, whose bus goes on at USART3",
		architecture: cortexM4,
		sources: [...stm32f405, ...usb.sources, ...usbModel],
		definitions: ["MCTP_XS_MODEL=1"],
		npm: { memory: { slots: 7424, chunks: 28 * 1024, scriptStack: 1024, malloc: 6144 }, modules: usb.modules },
		sdk: { ...frugalSdk, modules: { ...whole, ...usb.modules } },
	},
	"mps2-an386": {
		description: "QEMU's MPS2 with a Cortex-M4",
		architecture: cortexM4,
		sources: mps2,
		npm: plenty,
		sdk: plentySdk,
	},
	"mps2-an500": {
		description: "QEMU's MPS2 with a Cortex-M7",
		architecture: cortexM7,
		sources: mps2,
		npm: plenty,
		sdk: plentySdk,
	},
};
