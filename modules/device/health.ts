// SPDX-License-Identifier: Apache-2.0
import { isAscii } from "./form.js";

/** Why the machine began to run. */
export const ResetReason = Object.freeze({ unknown: 0, powerOn: 1, pin: 2, software: 3, watchdog: 4, brownOut: 5 } as const);
export const resetReasonNames: readonly string[] = Object.freeze(Object.keys(ResetReason));

/** What ended a run. */
export const Fault = Object.freeze({
	none: 0,
	/** Nobody caught an exception. */
	exception: 1,
	/** No room for another slot or chunk. */
	memory: 2,
	/** The stack was too small. */
	stack: 3,
	/** No room for another property name. */
	keys: 4,
	/** The linker had removed a function that was called. */
	strip: 5,
	/** The engine found itself damaged. */
	check: 6,
	/** The processor stopped: a bad address, a bad instruction. */
	hardware: 7,
	/** Nothing moved for too long. */
	watchdog: 8,
	other: 9,
} as const);
export const faultNames: readonly string[] = Object.freeze(Object.keys(Fault));

/** What a machine counts, in the order in which a diagnostic message has it. */
export const Figure = Object.freeze({
	/** Milliseconds since this run began. */
	uptime: 0,
	/** Runs since power was switched on, with this one. */
	starts: 1,
	/** Bytes of a slot. */
	slotSize: 2,
	/** Slots in use, garbage included; the most ever; and all that there are. */
	slotsUsed: 3,
	slotsPeak: 4,
	slots: 5,
	/** The same of chunks, in bytes. */
	chunksUsed: 6,
	chunksPeak: 7,
	chunks: 8,
	/** Garbage collections. */
	collections: 9,
	/** Bytes of the engine's stack that were ever in use. */
	stackPeak: 10,
	stack: 11,
	/** The same of the native stack. */
	nativePeak: 12,
	nativeStack: 13,
	/** Bytes that the hardware lost before a port saw them. */
	overruns: 14,
} as const);
export const figureNames: readonly string[] = Object.freeze(Object.keys(Figure));

/** Most characters of a fault's text. */
export const longestFaultText = 64;

/** How the machine is that the device runs on. The platform hands it in. */
export interface Health {
	/** A `ResetReason`. */
	readonly reset: number;
	/** The `Fault` that ended the run before. */
	readonly fault: number;
	/** More about it, in printable ASCII, `longestFaultText` characters at most. */
	readonly text: string;
	/** A `Figure` as it is now, 0 to 2^32 - 1; undefined: it is not counted here. Allocates nothing. */
	figure(figure: number): number | undefined;
	/** Keeps a `Fault` and its text where they outlive the reset, and resets. On a board it does not return. */
	fail(fault: number, text: string): void;
	/** Makes a `Fault` happen. For images that are tested; others leave it out. */
	provoke?(fault: number): void;
}

/** Of a host that knows nothing of its machine. */
export const unknownHealth: Health = Object.freeze({
	reset: ResetReason.unknown,
	fault: Fault.none,
	text: "",
	figure() {
		return undefined;
	},
	fail() {},
});

/**
 * What fits a fault's text: its beginning, with other characters than printable ASCII as question marks.
 * @setup
 */
export function faultText(text: string): string {
	return Array.from(text.slice(0, longestFaultText), (each) => (isAscii(each, 1) ? each : "?")).join("");
}
