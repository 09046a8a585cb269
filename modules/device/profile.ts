// SPDX-License-Identifier: Apache-2.0
import type { MemoryOptions } from "../mctp/arena.js";

/** Numbers of the USB device descriptor. */
export interface UsbIdentity {
	readonly vendorId: number;
	readonly productId: number;
	/** Release number of the device, binary coded decimal: 0x0102 is 1.02. */
	readonly release?: number;
}

/** Who the device is. */
export interface ProfileIdentity {
	readonly manufacturer?: string;
	readonly product?: string;
	readonly serialNumber?: string;
	/** 8-4-4-4-12 hexadecimal digits. */
	readonly uuid?: string;
	readonly usb?: UsbIdentity;
}

/** What tells a device from all others of its kind. */
export type Unique = Required<Pick<ProfileIdentity, "uuid" | "serialNumber">>;

export type Identity = ProfileIdentity & Unique;

/**
 * What a device is, as plain data: the JSON that people write (profile.schema.json), with bytes as lists of numbers and
 * identifiers as numbers. Where it is attached is no part of it.
 */
export interface Profile {
	/** For operators: begins with a letter, and consists of letters and digits. */
	readonly name: string;
	readonly description?: string;
	readonly identity?: ProfileIdentity;
	readonly memory?: MemoryOptions;
	/** The section of a factory. */
	readonly [section: string]: unknown;
}
