// SPDX-License-Identifier: Apache-2.0

export interface SignalListener {
	/** The signal has another value. */
	update(value: number, now: number): void;
}

/** A number that a model of the device has, for its other protocols to tell as well. Whoever has the model calls `set`. */
class Signal {
	readonly name: string;
	value: number;
	readonly #listeners: SignalListener[] = [];

	constructor(name: string, value: number) {
		this.name = name;
		this.value = value;
	}

	/** Tells the listeners, if the value is another. */
	set(value: number, now: number): void {
		if (value === this.value) return;
		this.value = value;
		for (let index = 0; index < this.#listeners.length; index++) this.#listeners[index].update(value, now);
	}

	/** @setup */
	listen(listener: SignalListener): void {
		this.#listeners.push(listener);
	}
}
Object.freeze(Signal.prototype);

/**
 * The signals of a device, by name, such as "drive.temperature". So protocols share a model without knowing each other: the
 * factory of one adds signals, that of another, which builds after it, finds them.
 * @setup
 */
class Signals {
	readonly #all = new Map<string, Signal>();

	/** Throws Error if there is one of this name. */
	add(name: string, value: number): Signal {
		if (this.#all.has(name)) throw new Error(`device: two models have a signal ${name}`);
		const signal = new Signal(name, value);
		this.#all.set(name, signal);
		return signal;
	}

	find(name: string): Signal | undefined {
		return this.#all.get(name);
	}

	get names(): readonly string[] {
		return Array.from(this.#all.keys());
	}
}

Object.freeze(Signals.prototype);
export default Signals;
export type { Signal };
