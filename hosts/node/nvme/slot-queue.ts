// SPDX-License-Identifier: Apache-2.0

/** The command slots of a device, from the requester's side: each has one command at a time. */
class SlotQueue {
	readonly #free: number[];
	readonly #waiting: ((slot: number) => void)[] = [];

	constructor(count: number) {
		this.#free = Array.from({ length: count }, (_, slot) => slot);
	}

	/** Resolves to a slot as soon as one is free, in the order of the calls. */
	take(): Promise<number> {
		const slot = this.#free.shift();
		return undefined === slot ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(slot);
	}

	release(slot: number): void {
		const next = this.#waiting.shift();
		if (undefined === next) this.#free.unshift(slot);
		else next(slot);
	}
}

export default SlotQueue;
