// SPDX-License-Identifier: Apache-2.0
/** What programs on XS import from "host". Counters are read without allocating. */
declare module "host" {
	/** The engine and processor the program runs on. */
	export const target: "x86-64" | "i386" | "cortex-m4";

	/** Writes a line. */
	export function print(text: string): void;

	/** Slots in use: every object and property is one or more. Grows monotonically between collections. */
	export function slots(): number;

	/** Bytes in use in the chunk heap: buffers, strings, byte code. Grows monotonically between collections. */
	export function chunks(): number;

	/** Garbage collections since the program's modules were loaded. */
	export function collections(): number;

	/** Collects garbage now. */
	export function collect(): void;

	/**
	 * Instructions executed so far. Cortex-M4: of the emulated processor, in steps of one SysTick (40 instructions). x86: of this process in user mode where the
	 * system has a counter, else 0.
	 */
	export function instructions(): number;

	/** All in bytes, except where it says slots. Parts that a target cannot tell are 0. */
	export interface Memory {
		/** Bytes of one slot: 16 on 32-bit targets, 32 on 64-bit ones. */
		readonly slotSize: number;
		/** In use before the program's modules were loaded: the language's own library, which lives in flash on a device. */
		readonly library: { readonly slots: number; readonly chunks: number };
		readonly slots: number;
		readonly chunks: number;
		readonly peakSlots: number;
		readonly peakChunks: number;
		/** Slots of the script stack, most ever used. */
		readonly scriptStack: number;
		/** C stack, most ever used. */
		readonly stack: number;
		/** Taken by malloc: XS heaps, parser. */
		readonly heap: number;
		/** The image without the texts of modules: code and constants, initialised and zeroed variables. */
		readonly text: number;
		readonly data: number;
		readonly bss: number;
		/** The machine without its heaps and stacks: tables of names, places for changes of objects in flash. */
		readonly machine: number;
		/** Library and modules lie in flash. */
		readonly preloaded: boolean;
	}
	export function memory(): Memory;
}
