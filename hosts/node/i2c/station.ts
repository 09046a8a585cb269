// SPDX-License-Identifier: Apache-2.0
import type { Outcome } from "../../../modules/binding/i2c/driver.js";

/** Whoever is on a bus, as target. */
export interface Station {
	/** 0: the bus itself; others are behind a mux. */
	readonly segment: number;
	/** Nanoseconds that it stretches the clock for each byte; 0 */
	readonly stretch?: number;
	/** Milliseconds that it may keep the bus waiting; 25 (SMBus, tTIMEOUT) */
	readonly patience?: number;
	/** Asked only where nobody else has acknowledged: the rest of the bus is behind it. */
	readonly elsewhere?: boolean;
	/** START, or repeated START, and this address byte, for `count` bytes if it is a read; whether it acknowledges. */
	addressed(byte: number, count: number): boolean;
	/** A byte was written; whether it acknowledges. */
	written(byte: number): boolean;
	/** The next byte for the reader; undefined: it stretches the clock until `bus.resume`; -1: it was not there after all. */
	next(): number | undefined;
	/** What became of the bytes, where it cannot know at once; undefined: it stretches the clock until `bus.resume`. */
	verdict?(): Outcome | undefined;
	/** Repeated START, or STOP. */
	stopped(repeated: boolean): void;
}

/** A transaction that a controller wants. */
export interface Job {
	readonly station: Station;
	/** What is written, the address byte first; empty: nothing is. */
	readonly bytes: Uint8Array;
	/** 7-bit address to read from, and how many bytes. */
	readonly address: number;
	readonly count: number;
	/** `bytes`: what was read. */
	ended(outcome: Outcome, bytes: Uint8Array): void;
}

/** The byte at a place of what a job writes; a job that only reads begins with its address. */
export function byteOf({ bytes, address }: Job, at: number): number {
	return bytes.length > 0 ? bytes[at] : (address << 1) | 1;
}
