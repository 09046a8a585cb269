// SPDX-License-Identifier: Apache-2.0
// What native/machine.c knows of the machine below the firmware.

/** Begins to count. */
export function startCounting(this: void): void {
	native("xs_machine_start").call(this);
}

/** The `Fault` that ended the run before, told once, and its text. */
export function takeFault(this: void): number {
	return native("xs_machine_fault").call(this);
}

export function takeFaultText(this: void): string {
	return native("xs_machine_text").call(this);
}

/** Runs of this process, with this one. */
export function readStarts(this: void): number {
	return native("xs_machine_starts").call(this);
}

/** A `Figure` from `slotSize` to `stack`; undefined for others. */
export function readFigure(this: void, figure: number): number | undefined {
	return native("xs_machine_figure").call(this, figure);
}

/** Keeps the fault for the next run, and begins that. */
export function endRun(this: void, fault: number, text: string): void {
	native("xs_machine_fail").call(this, fault, text);
}
