// SPDX-License-Identifier: Apache-2.0

/** What became of a transfer. */
export const Outcome = Object.freeze({
	/** All bytes were acknowledged, all that were asked for were read. */
	done: 0,
	/** Nobody acknowledged the address, at the start or at the repeated start. */
	noAddress: 1,
	/** A byte behind the address was not acknowledged. */
	refused: 2,
	/** Another controller won the bus. */
	arbitrationLost: 3,
	/** A clock was stretched for too long (SMBus: 25 ms), or the bus was stuck; it has been recovered as far as that can be done. */
	timeout: 4,
} as const);
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** What a driver tells its port. Called from the machine's own turn, never from inside a call of the port. */
export interface I2cEvents {
	/** There is something for `take`. */
	readable(): void;
	/** The transfer under way has ended. Exactly once for each `transfer`, whatever happens. `count`: bytes that were read. */
	ended(outcome: Outcome, count: number): void;
}

/**
 * The hardware behind an I2C port: one controller and one target on the same two wires. Whoever brings a board implements
 * this, in C and a few lines of TypeScript; all of SMBus, DSP0237 and MCTP is above it.
 *
 * Target. Answers to one 7-bit address, also while it masters, and at once where arbitration for that address was just
 * lost. What is written to it goes into a ring of `frames` of the driver's own, `longestFrame` bytes each, whole: the
 * address byte, then every byte up to STOP or repeated START. A frame longer than that is taken to its end and kept with
 * `longestFrame` bytes, so that the port counts it. Where the ring is full the address is not acknowledged: nothing that
 * was acknowledged is lost. Interrupts move bytes; at most one `readable` is posted for any number of frames.
 *
 * A read of the target's address is served by `answer`. What was written before the repeated START is a frame with
 * `reading` set; a read without a write before is such a frame, of the address byte (bit 0 set) alone. The clock is
 * stretched until `answer` is called, for at most 25 ms (SMBus 3.2, tTIMEOUT), then 0xFF is sent. Bytes asked for beyond
 * the answer are 0xFF. One such frame is under way at a time, so it is the last one in the ring.
 *
 * Controller. One transfer at a time. It begins when the bus is free (STOP seen, or both lines high for 50 us), as START,
 * the bytes with the address byte first, if there are any; then, if bytes are to be read, (repeated) START, the address
 * with bit 0 set, and the bytes, of which the last is not acknowledged; STOP. Where the hardware retries of itself, that is
 * switched off. A lower address wins each arbitration: whoever has had the bus lets those go first that lost it meanwhile
 * (fairness arbitration, DSP0237 6.13), where the hardware can. SDA stuck low for 25 ms: up to nine clocks, then STOP (UM10204 3.1.16), and the outcome is `timeout`.
 *
 * Memory. `take`, `transfer` and `answer` copy bytes between the arena and the driver's own buffers before they return:
 * on XS the arena may move later.
 */
export interface I2cDriver {
	/** Whom to tell; once, before anything else. `memory` is the arena. */
	attach(memory: Uint8Array, events: I2cEvents): void;
	/** Answers to this 7-bit address from now on; 0: to none. */
	listen(address: number): void;
	/** Copies the oldest frame to `offset` and frees its place; returns its bytes, 0: there is none. */
	take(offset: number): number;
	/** Whether the frame of the last `take` waits for `answer`. */
	readonly reading: boolean;
	/** The bytes that a reader gets: `length` at `offset`. */
	answer(offset: number, length: number): void;
	/**
	 * Begins a transfer: `length` bytes at `offset`, 0 or with the address byte first; then `count` bytes are read, from
	 * the 7-bit `address`, to `into`; there nothing changes unless the outcome is `done`, because it may be the same place.
	 */
	transfer(address: number, offset: number, length: number, into: number, count: number): void;
}
