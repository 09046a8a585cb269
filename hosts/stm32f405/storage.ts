// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../modules/device/storage.js";

/** Regions of the board's flash memory: number and bytes. A sector of 16 KiB holds all of them: the features of 16 controllers, for one. */
const regions: Readonly<Record<string, { readonly number: number; readonly size: number } | undefined>> = Object.freeze({
	fru: Object.freeze({ number: 0, size: 0x2000 }),
	vpd: Object.freeze({ number: 1, size: 0x1004 }),
	features: Object.freeze({ number: 2, size: 0x0544 }),
});

/** A region, whose changes survive the power going at any moment: each is there as a whole, or not at all. */
class Region implements Storage {
	readonly size: number;
	readonly #number: number;

	constructor(number: number, size: number) {
		this.#number = number;
		this.size = size;
	}

	read(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		if (offset + length > this.size) return false;
		readRegion(this.#number, offset, memory, at, length);
		return true;
	}

	write(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		return offset + length <= this.size && writeRegion(this.#number, offset, memory, at, length);
	}

	erase(): boolean {
		eraseRegion(this.#number);
		return true;
	}
}

/** What outlives the power under this name; undefined: this board keeps no such thing. */
export default function storage(name: string): Storage | undefined {
	const region = regions[name];
	return undefined !== region && openRegions() ? new Region(region.number, region.size) : undefined;
}

/** Returns whether the board has flash memory. */
function openRegions(this: void): boolean {
	return native("xs_storage_open").call(this);
}

function readRegion(this: void, region: number, offset: number, memory: Uint8Array, at: number, length: number): void {
	return native("xs_storage_read").call(this, region, offset, memory, at, length);
}

function writeRegion(this: void, region: number, offset: number, memory: Uint8Array, at: number, length: number): boolean {
	return native("xs_storage_write").call(this, region, offset, memory, at, length);
}

function eraseRegion(this: void, region: number): void {
	return native("xs_storage_erase").call(this, region);
}

Object.freeze(Region.prototype);
