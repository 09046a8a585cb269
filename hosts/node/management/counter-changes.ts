// SPDX-License-Identifier: Apache-2.0

/** A count that has changed. */
export interface CounterChange {
	/** What it is called, behind what it is a count of. */
	readonly counter: string;
	readonly value: number;
	/** By how much since the last look; at the first look, since the start. */
	readonly more: number;
}

/** Compares counts with those of the last look. */
class CounterChanges {
	readonly #before = new Map<string, number>();

	/** `counts` are the result of a method: numbers, in lists and objects of any depth. */
	take(method: string, counts: unknown): CounterChange[] {
		const changes: CounterChange[] = [];
		for (const [counter, value] of numbersIn(counts, "")) {
			const key = `${method} ${counter}`;
			const more = value - (this.#before.get(key) ?? 0);
			this.#before.set(key, value);
			if (0 !== more) changes.push({ counter, value, more });
		}
		return changes;
	}
}

export function formatChange({ counter, value, more }: CounterChange): string {
	return `${counter} ${value} (${more > 0 ? "+" : ""}${more})`;
}

/** Elements of lists are called by their names, where they have any, or by their indexes; indexes and names are no counts. */
function* numbersIn(value: unknown, path: string): Generator<[string, number]> {
	if ("number" === typeof value) yield [path, value];
	if ("object" !== typeof value || null === value) return;
	for (const [step, each] of Object.entries(value)) {
		const name = Array.isArray(value) ? ((each as { name?: unknown } | null)?.name ?? step) : step;
		if ("port" === name) continue;
		const inner = "counters" === name ? path : [path, String(name)].filter(Boolean).join(" ");
		yield* numbersIn(each, inner);
	}
}

export default CounterChanges;
