// SPDX-License-Identifier: Apache-2.0

/** Who the subsystem is. */
export interface Identity {
	vendor: number;
	device: number;
	subsystemVendor: number;
	subsystemDevice: number;
	/** Organisation, 24 bits. */
	oui: number;
	/** Padded with blanks: 20 and 40 bytes. */
	serialNumber: Uint8Array;
	model: Uint8Array;
	/** NVMe qualified name, ASCII. */
	name: Uint8Array;
	/** 16 bytes that no other subsystem has. */
	unique: Uint8Array;
	/** Versions: NVMe-MI major and minor, and NVMe as in the register. */
	major: number;
	minor: number;
	version: number;
}
