// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../device/storage.js";
import Kept from "./kept.js";

/** A feature that is one dword (NVMe Base 2.0, 5.27.1). */
export interface Feature {
	readonly id: number;
	readonly name: string;
	readonly initial: number;
	/** Bits that can be set. */
	readonly mask: number;
	/** Bits that ask for what the drive does not have. */
	readonly absent: number;
	readonly saveable: boolean;
	readonly changeable: boolean;
}

/** Features of a controller, in the order of their identifiers: those that Identify Controller tells of. */
export const features: readonly Feature[] = Object.freeze([
	feature(0x01, "Arbitration", 0, 0xffffff07 | 0),
	feature(0x02, "Power Management", 0, 0x000000e0, true, true, 0x1f),
	feature(0x04, "Temperature Threshold", 0, 0x003fffff),
	feature(0x05, "Error Recovery", 0, 0x0001ffff),
	feature(0x06, "Volatile Write Cache", 1, 0x00000001),
	feature(0x07, "Number of Queues", 0x000f000f, 0, false, false),
	feature(0x08, "Interrupt Coalescing", 0, 0x0000ffff),
	feature(0x09, "Interrupt Vector Configuration", 0, 0x0001ffff, false),
	feature(0x0a, "Write Atomicity Normal", 0, 0x00000001),
	feature(0x0b, "Asynchronous Event Configuration", 0, 0x0000ffff),
	feature(0x0e, "Timestamp", 0, 0, false),
	feature(0x17, "Sanitize Config", 0, 0x00000001),
	feature(0x80, "Software Progress Marker", 0, 0x000000ff),
]);

/** Identifiers of those that mean something to the model. */
export const FeatureId = Object.freeze({ temperatureThreshold: 0x04, timestamp: 0x0e, sanitizeConfig: 0x17 } as const);
/** What Get Features selects. */
export const Select = Object.freeze({ current: 0, initial: 1, saved: 2, capabilities: 3 } as const);

/** @setup */
function feature(id: number, name: string, initial: number, mask: number, saveable = true, changeable = true, absent = 0): Feature {
	return Object.freeze({ id, name, initial, mask, absent, saveable, changeable });
}

/** Where the thresholds of a temperature stand among the values of a controller: of sensors, from 1 on, behind those of the table; 0: of the composite temperature. */
export function thresholdIndex(sensor: number): number {
	return 0 === sensor ? composite : features.length + sensor - 1;
}

const composite = features.findIndex(({ id }) => FeatureId.temperatureThreshold === id);
/** Thresholds in one value, in kelvins: over, and above it under. */
export const Threshold = Object.freeze({ overMask: 0xffff, underShift: 16 } as const);
/** Those that no temperature reaches: what sensors have at first (NVMe Base 2.1, 5.1.25.1.3). */
const unreached = 0x0000ffff;

/** Thresholds at first. */
export function initialThresholds({ highest, lowest }: Limits, sensor: number): number {
	return 0 === sensor ? highest | (lowest << Threshold.underShift) : unreached;
}

/** Where Sanitize Config stands: No-Deallocate Response Mode. */
export const sanitizeConfig = features.findIndex(({ id }) => FeatureId.sanitizeConfig === id);
/** Bytes of a value in storage. */
const size = 4;

/** What of a controller its features depend on. */
interface Owner {
	readonly index: number;
}

/** Thresholds of the composite temperature at first, in kelvins, and the sensors besides. */
interface Limits {
	readonly highest: number;
	readonly lowest: number;
	readonly sensors: readonly number[];
}

/** Values of the features of all controllers: the current ones, and those that outlive a reset, and the power where the host keeps them. */
class Features {
	/** Values of a controller: those of the table, and the thresholds of sensors. */
	readonly #count: number;
	readonly #current: Int32Array;
	/** Little endian. */
	readonly #kept: Kept;

	/** By controller. Throws RangeError if the storage is too small. */
	constructor(limits: readonly Limits[], storage?: Storage) {
		const sensors = Math.max(0, ...limits.map((each) => each.sensors.length));
		this.#count = features.length + sensors;
		const initial = limits.flatMap((each) => [
			...features.map((row, index) => (composite === index ? initialThresholds(each, 0) : row.initial)),
			...Array.from({ length: sensors }, (_, index) => initialThresholds(each, index + 1)),
		]);
		const content = new Uint8Array(size * initial.length);
		initial.forEach((value, index) => put(content, size * index, value));
		this.#kept = new Kept("feature", content, storage);
		this.#current = Int32Array.from(initial, (_, index) => get(this.#kept.content, size * index));
	}

	/** Index of a feature; -1: there is none. */
	find(id: number): number {
		for (let index = 0; index < features.length; index++) if (features[index].id === id) return index;
		return -1;
	}

	/** `index` is that of a feature, or of thresholds. */
	current(controller: Owner, index: number): number {
		return this.#current[this.#count * controller.index + index];
	}

	saved(controller: Owner, index: number): number {
		return get(this.#kept.content, size * (this.#count * controller.index + index));
	}

	/** Changes the bits in `mask`. False: they cannot be saved, and nothing has changed. */
	set(controller: Owner, index: number, value: number, mask: number, save: boolean): boolean {
		const place = this.#count * controller.index + index;
		if (save && !this.#save(size * place, (this.saved(controller, index) & ~mask) | (value & mask))) return false;
		this.#current[place] = (this.#current[place] & ~mask) | (value & mask);
		return true;
	}

	#save(at: number, value: number): boolean {
		const { content } = this.#kept;
		const before = get(content, at);
		put(content, at, value);
		if (this.#kept.write(at, content, at, size)) return true;
		put(content, at, before);
		return false;
	}

	/** Current values are the saved ones, as after a reset of the controller. */
	reset(controller: Owner): void {
		const first = this.#count * controller.index;
		for (let place = first; place < first + this.#count; place++) this.#current[place] = get(this.#kept.content, size * place);
	}
}

function get(bytes: Uint8Array, at: number): number {
	return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

function put(bytes: Uint8Array, at: number, value: number): void {
	for (let index = 0; index < size; index++) bytes[at + index] = value >> (8 * index);
}

Object.freeze(Features.prototype);
export default Features;
