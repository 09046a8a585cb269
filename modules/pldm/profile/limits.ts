// SPDX-License-Identifier: Apache-2.0

/** How much a profile may have. */
export const limits = Object.freeze({
	entities: 64,
	sensors: 256,
	effecters: 64,
	/** Languages of a name. */
	names: 8,
	/** Fields of a composite sensor or effecter (DSP0248 19). */
	fields: 8,
	/** States of a field. */
	states: 64,
	records: 64,
	/** Records as they are. */
	rawRecords: 1024,
	/** Bytes of an OEM record. */
	oemBytes: 4096,
} as const);

export const mostId = 0xfffe;
export const mostState = 0xff;
