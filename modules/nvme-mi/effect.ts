// SPDX-License-Identifier: Apache-2.0

/** What happens outside of the model, or to all of it, once the answer has left. */
export const Effect = Object.freeze({ none: 0, frequency: 1, unit: 2, reset: 3, shutdown: 4 } as const);

/** Hardware behind ports of the subsystem: asked before an answer promises something, told when it has left. */
export interface Hardware {
	/** Whether an effect, of `Effect`, is possible with this value (frequency 1 to 3, or unit in bytes). */
	accept(effect: number, port: number, value: number): boolean;
	apply(effect: number, port: number, value: number): void;
}

/* An effect as the note of an exchange: what, on which port of the subsystem, with which value of 16 bits. */
const portShift = 16;
const effectShift = 24;

export function noteOf(effect: number, port: number, value: number): number {
	return (effect << effectShift) | (port << portShift) | value;
}

export function effectOf(note: number): number {
	return note >> effectShift;
}

export function portOf(note: number): number {
	return (note >> portShift) & 0xff;
}

export function valueOf(note: number): number {
	return note & 0xffff;
}
