// SPDX-License-Identifier: Apache-2.0
// The boards: what tells their builds apart. Memory: slots of 16 bytes, bytes of chunks, slots of the script stack.
const cortexM4 = "-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16";
const cortexM7 = "-mcpu=cortex-m7 -mthumb -mfloat-abi=hard -mfpu=fpv5-d16";
/** Modules of hosts/platform that are not those of this folder. */
const whole = { profile: "modules/device/profiles/endpoint.ts", registry: "hosts/common/registry.ts" };

/** Where there is more memory than anybody needs. */
const plenty = { memory: { slots: 24 * 1024, chunks: 384 * 1024, scriptStack: 4096, malloc: 64 * 1024 }, modules: whole };
const plentySdk = {
	memory: { slots: 1024, moreSlots: 64, chunks: 1024, moreChunks: 512, scriptStack: 4096, keys: 64, malloc: 64 * 1024 },
	modules: whole,
};

export const boards = {
	stm32f405: {
		description: "boards with an STM32F405: 1 MB of flash, 128 KB of RAM",
		architecture: cortexM4,
		sources: ["boards/stm32f405.c", "peripherals/clocks.c", "peripherals/flash.c"],
		flash: true,
		npm: { memory: { slots: 5952, chunks: 11.5 * 1024, scriptStack: 752, malloc: 5632 } },
		sdk: {
			memory: { slots: 1024, moreSlots: 64, chunks: 1024, moreChunks: 512, scriptStack: 512, keys: 32, malloc: 6656 },
			modules: whole,
		},
	},
	"mps2-an386": {
		description: "QEMU's MPS2 with a Cortex-M4",
		architecture: cortexM4,
		sources: ["boards/mps2.c", "boards/mps2-flash.c"],
		npm: plenty,
		sdk: plentySdk,
	},
	"mps2-an500": {
		description: "QEMU's MPS2 with a Cortex-M7",
		architecture: cortexM7,
		sources: ["boards/mps2.c", "boards/mps2-flash.c"],
		npm: plenty,
		sdk: plentySdk,
	},
};
