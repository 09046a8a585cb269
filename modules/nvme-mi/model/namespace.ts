// SPDX-License-Identifier: Apache-2.0

/** A place for a namespace; its identifier is that of the place for good. */
class Namespace {
	readonly id: number;
	allocated = false;
	/** Logical blocks: size and capacity. */
	blocks = 0;
	/** Of them in use. */
	used = 0;
	/** Index of the format. */
	format = 0;
	/** Bytes of a block, as a power of two. */
	shift = 0;
	/** May be attached to several controllers at a time. */
	shared = false;
	/** By index of the controller, a bit. */
	attached = 0;
	/** Its attributes changed since the controller's log was read, a bit likewise; it may be gone by now. */
	changed = 0;
	/** How often the place was used: a new namespace has a new UUID. */
	generation = 0;

	constructor(id: number) {
		this.id = id;
	}

	get bytes(): number {
		return this.blocks * 2 ** this.shift;
	}

	allocate(blocks: number, format: number, shift: number, shared: boolean): void {
		this.allocated = true;
		this.blocks = blocks;
		this.used = 0;
		this.format = format;
		this.shift = shift;
		this.shared = shared;
		this.attached = 0;
		this.generation++;
	}

	free(): void {
		this.allocated = false;
		this.blocks = this.used = this.attached = 0;
	}
}

Object.freeze(Namespace.prototype);
export default Namespace;
