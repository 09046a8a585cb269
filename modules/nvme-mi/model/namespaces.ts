// SPDX-License-Identifier: Apache-2.0
import Namespace from "./namespace.js";

/** Names all namespaces, in a field for one. */
export const broadcastId = 0xffffffff;

export interface NamespacesOptions {
	/** Most namespaces, 1 to 128. */
	most: number;
	/** Bytes of all together. */
	capacity: number;
	/** Bytes of a block, by format, as powers of two. */
	formats: readonly number[];
}

/** All places for namespaces, and the bytes that they share. */
class Namespaces {
	/** Identifiers 1, 2 ... in order. */
	readonly all: readonly Namespace[];
	readonly capacity: number;
	readonly formats: readonly number[];
	unallocated: number;

	constructor({ most, capacity, formats }: NamespacesOptions) {
		this.all = Array.from({ length: most }, (_, index) => new Namespace(index + 1));
		this.capacity = this.unallocated = capacity;
		this.formats = formats;
	}

	/** Whether an identifier is one that a namespace can have; it need not be there. */
	valid(id: number): boolean {
		return id >= 1 && id <= this.all.length;
	}

	/** The namespace, if it is allocated. */
	find(id: number): Namespace | undefined {
		const place = this.all[id - 1];
		return undefined !== place && place.allocated ? place : undefined;
	}

	/** The namespace, if it is attached to the controller with this index. */
	active(id: number, controller: number): Namespace | undefined {
		const place = this.find(id);
		return undefined !== place && 0 !== (place.attached & (1 << controller)) ? place : undefined;
	}

	/** The first place that is free. */
	free(): Namespace | undefined {
		for (let index = 0; index < this.all.length; index++) if (!this.all[index].allocated) return this.all[index];
		return undefined;
	}

	/** Puts a namespace in a free place, whose bytes have to be there. */
	create(place: Namespace, blocks: number, format: number, shared: boolean): void {
		place.allocate(blocks, format, this.formats[format], shared);
		this.unallocated -= place.bytes;
	}

	remove(place: Namespace): void {
		this.unallocated += place.bytes;
		place.free();
	}

	/** Gives a namespace the same bytes, in blocks of another size. */
	format(place: Namespace, format: number): void {
		const { bytes } = place;
		place.format = format;
		place.shift = this.formats[format];
		place.blocks = Math.floor(bytes / 2 ** place.shift);
		place.used = 0;
		this.unallocated += bytes - place.bytes;
	}
}

Object.freeze(Namespaces.prototype);
export default Namespaces;
