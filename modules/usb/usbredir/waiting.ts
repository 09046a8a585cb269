// SPDX-License-Identifier: Apache-2.0

/** Fields of a request, and how many there are. */
const idLow = 0;
const idHigh = 1;
const room = 2;
const fields = 3;

/** Requests for IN data that wait for some, oldest first. Ids are 64 bits wide, in two halves. */
class Waiting {
	count = 0;
	readonly #requests: Int32Array;

	constructor(most: number) {
		this.#requests = new Int32Array(fields * most);
	}

	/** Of the oldest request. */
	get idLow(): number {
		return this.#requests[idLow];
	}

	get idHigh(): number {
		return this.#requests[idHigh];
	}

	/** Bytes that it takes. */
	get room(): number {
		return this.#requests[room];
	}

	/** False: there are too many. */
	add(low: number, high: number, bytes: number): boolean {
		const at = fields * this.count;
		if (at === this.#requests.length) return false;
		this.#requests[at + idLow] = low;
		this.#requests[at + idHigh] = high;
		this.#requests[at + room] = bytes;
		this.count++;
		return true;
	}

	/** Place of the request with this id, or -1. */
	find(low: number, high: number): number {
		const requests = this.#requests;
		for (let index = 0; index < this.count; index++)
			if (requests[fields * index + idLow] === low && requests[fields * index + idHigh] === high) return index;
		return -1;
	}

	remove(index: number): void {
		this.#requests.copyWithin(fields * index, fields * (index + 1), fields * this.count);
		this.count--;
	}

	clear(): void {
		this.count = 0;
	}
}

Object.freeze(Waiting.prototype);
export default Waiting;
