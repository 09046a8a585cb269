// SPDX-License-Identifier: Apache-2.0

/** A header, as the endpoint with EID 08 that takes packets of up to 68 bytes looks at it. */
export interface HeaderCase {
	readonly name: string;
	readonly header: string;
	/** Bytes of the packet; 10 where left out. */
	readonly length?: number;
	/** What `take` returns. */
	readonly taken: number;
}

export const headers: readonly HeaderCase[] = [
	{ name: "as most are", header: "010809c8", taken: 0x010809c8 },
	{ name: "reserved bits beside the version", header: "f10809c8", taken: 0x010809c8 },
	{ name: "version 0", header: "000809c8", taken: -1 },
	{ name: "version 3", header: "030809c8", taken: -1 },
	{ name: "the shortest packet", header: "010809c8", length: 5, taken: 0x010809c8 },
	{ name: "no payload", header: "010809c8", length: 4, taken: -1 },
	{ name: "the longest packet", header: "010809c8", length: 68, taken: 0x010809c8 },
	{ name: "a packet that is too long", header: "010809c8", length: 69, taken: -1 },
	{ name: "EID 9, the lowest source that is not this endpoint", header: "010809c8", taken: 0x010809c8 },
	{ name: "EID 254, the highest source", header: "0108fec8", taken: 0x0108fec8 },
	{ name: "a reserved source", header: "010807c8", taken: -1 },
	{ name: "the null EID as source", header: "010800c8", taken: -1 },
	{ name: "the broadcast EID as source", header: "0108ffc8", taken: -1 },
	{ name: "this endpoint as source", header: "010808c8", taken: -1 },
	{ name: "another destination", header: "010a09c8", taken: ~0x010a09c8 },
	{ name: "another destination, and reserved bits", header: "e10a09c8", taken: ~0x010a09c8 },
	{ name: "another destination in another version", header: "020a09c8", taken: -1 },
];

/** Places of a header in memory of 200 bytes, not all of which is there. */
export const badHeaders: readonly number[] = [-1, 197, 200, 0x7fffffff, -0x80000000];

/** In memory of 200 bytes: where to, where from and how many bytes, of which some are not there. */
export const badMoves: readonly (readonly [number, number, number])[] = [
	[-1, 0, 4],
	[0, -1, 4],
	[4, 4, -1],
	[200, 0, 1],
	[197, 0, 4],
	[0, 200, 1],
	[0, 197, 4],
	[0x7fffffff, 0, 1],
	[0, 0x7fffffff, 1],
	[0, 0, 0x7fffffff],
];

/** The same behind a header. */
export const badPuts: readonly (readonly [number, number, number])[] = [
	[-1, 0, 4],
	[0, -1, 4],
	[0, 4, -1],
	[196, 0, 1],
	[193, 0, 4],
	[200, 0, 0],
	[0, 200, 1],
	[0, 197, 4],
	[0x7fffffff, 0, 1],
	[0, 0x7fffffff, 1],
	[0, 0, 0x7fffffff],
];
