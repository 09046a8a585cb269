// SPDX-License-Identifier: Apache-2.0

/** What budgets.json says of a figure. */
export interface Goal {
	readonly unit: string;
	readonly budget?: number;
	/** The best so far, of a counted figure: the same on every machine. Less is better. */
	readonly record?: number;
}

/** Above the record by which a counted figure is worse. */
const tolerance = 1.05;
/** Clocks of an STM32F4 and of an i.MX RT, in MHz. */
const clocks = [168, 600] as const;

/** Whether a figure meets its budget; undefined: it has none. */
export function meets(value: number, { unit, budget }: Goal): boolean | undefined {
	if (undefined === budget) return undefined;
	return unit.endsWith("/s") ? value >= budget : value <= budget;
}

/**
 * Whether a counted figure is as good as it was: at most 5 % above its record, and not above a budget that the record meets.
 * Undefined: it has no record, because it is timed.
 */
export function holds(value: number, goal: Goal): boolean | undefined {
	const { budget, record } = goal;
	if (undefined === record) return undefined;
	const limit = record * tolerance;
	return value <= (undefined !== budget && meets(record, goal) ? Math.min(budget, limit) : limit);
}

/** Names of figures that have a record, and were not measured. */
export function missing(goals: Readonly<Record<string, Goal>>, measured: ReadonlySet<string>): string[] {
	return Object.keys(goals).filter((name) => undefined !== goals[name].record && !measured.has(name));
}

/** What a count of instructions takes at common clocks, if each takes one cycle. */
export function derived(instructions: number): string {
	return clocks.map((clock) => `${Math.round(instructions / clock)} us at ${clock} MHz`).join(", ");
}

/** Kilohertz of I2C buses. */
const buses = [100, 400, 1000] as const;

/** What bits take on an I2C bus. */
export function onTheWire(bits: number): string {
	return buses.map((speed) => `${(bits / speed).toFixed(2)} ms at ${speed} kHz`).join(", ");
}
