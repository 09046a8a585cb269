// SPDX-License-Identifier: Apache-2.0

/** Fields read one after the other, from bytes that have two others on either side. */
export interface ReadCase {
	readonly name: string;
	readonly bytes: string;
	/** Method and what it returns; `skip` has how much it skips. */
	readonly calls: readonly (readonly [ReadCall, number])[];
	readonly remaining: number;
	readonly short?: true;
	readonly range?: true;
}
export type ReadCall = "u8" | "u16" | "u16be" | "u24" | "u24be" | "u32" | "u32be" | "u64" | "u64be" | "skip";

export const reads: readonly ReadCase[] = [
	{
		name: "fields in a row",
		bytes: "ff 0102 030405 06070809",
		calls: [
			["u8", 0xff],
			["u16be", 0x0102],
			["u24be", 0x030405],
			["u32be", 0x06070809],
		],
		remaining: 0,
	},
	{
		name: "fields in a row, little endian",
		bytes: "ff 0102 030405 06070809",
		calls: [
			["u8", 0xff],
			["u16", 0x0201],
			["u24", 0x050403],
			["u32", 0x09080706],
		],
		remaining: 0,
	},
	{ name: "the largest u16", bytes: "ffff", calls: [["u16", 0xffff]], remaining: 0 },
	{ name: "the largest u24", bytes: "ffffff", calls: [["u24", 0xffffff]], remaining: 0 },
	{ name: "the largest u24be", bytes: "ffffff", calls: [["u24be", 0xffffff]], remaining: 0 },
	{ name: "the largest u32 is no negative number", bytes: "ffffffff", calls: [["u32", 0xffffffff]], remaining: 0 },
	{ name: "the largest u32be is no negative number", bytes: "ffffffff", calls: [["u32be", 0xffffffff]], remaining: 0 },
	{ name: "the top bit of u32", bytes: "00000080", calls: [["u32", 0x80000000]], remaining: 0 },
	{ name: "u64", bytes: "0807060504030200", calls: [["u64", 0x0002030405060708]], remaining: 0 },
	{ name: "u64be", bytes: "0002030405060708", calls: [["u64be", 0x0002030405060708]], remaining: 0 },
	{ name: "u64 of 2^53 - 1 is exact", bytes: "ffffffffffff1f00", calls: [["u64", Number.MAX_SAFE_INTEGER]], remaining: 0 },
	{ name: "u64be of 2^53 - 1 is exact", bytes: "001fffffffffffff", calls: [["u64be", Number.MAX_SAFE_INTEGER]], remaining: 0 },
	{ name: "u64 of 2^53 is out of range", bytes: "0000000000002000", calls: [["u64", 2 ** 53]], remaining: 0, range: true },
	{ name: "u64be of 2^53 is out of range", bytes: "0020000000000000", calls: [["u64be", 2 ** 53]], remaining: 0, range: true },
	{ name: "the largest u64 is out of range", bytes: "ffffffffffffffff", calls: [["u64", 2 ** 64]], remaining: 0, range: true },
	{ name: "u64 with a low half of all ones", bytes: "ffffffff00000000", calls: [["u64", 0xffffffff]], remaining: 0 },
	{ name: "nothing to read", bytes: "", calls: [["u8", 0]], remaining: 0, short: true },
	{ name: "u16 in one byte", bytes: "01", calls: [["u16", 0]], remaining: 0, short: true },
	{ name: "u16be in one byte", bytes: "01", calls: [["u16be", 0]], remaining: 0, short: true },
	{ name: "u24 in two bytes", bytes: "0102", calls: [["u24", 0]], remaining: 0, short: true },
	{ name: "u24be in two bytes", bytes: "0102", calls: [["u24be", 0]], remaining: 0, short: true },
	{ name: "u32 in three bytes", bytes: "010203", calls: [["u32", 0]], remaining: 0, short: true },
	{ name: "u32be in three bytes", bytes: "010203", calls: [["u32be", 0]], remaining: 0, short: true },
	{ name: "u64 in seven bytes", bytes: "01020304050607", calls: [["u64", 0]], remaining: 0, short: true },
	{ name: "u64be in seven bytes", bytes: "01020304050607", calls: [["u64be", 0]], remaining: 0, short: true },
	{
		name: "u64 of all ones in seven bytes is short, not out of range",
		bytes: "ffffffffffffff",
		calls: [["u64", 0]],
		remaining: 0,
		short: true,
	},
	{
		name: "a short field uses up what is left",
		bytes: "0102",
		calls: [
			["u32", 0],
			["u8", 0],
		],
		remaining: 0,
		short: true,
	},
	{
		name: "what was read before stays read",
		bytes: "0102 03",
		calls: [
			["u16be", 0x0102],
			["u16be", 0],
		],
		remaining: 0,
		short: true,
	},
	{
		name: "skip",
		bytes: "0102030405",
		calls: [
			["skip", 3],
			["u8", 4],
		],
		remaining: 1,
	},
	{
		name: "skip to the end",
		bytes: "0102",
		calls: [["skip", 2]],
		remaining: 0,
	},
	{ name: "skip too far", bytes: "0102", calls: [["skip", 3]], remaining: 0, short: true },
	{ name: "skip nothing at the end", bytes: "", calls: [["skip", 0]], remaining: 0 },
];

/** Fields written one after the other, into a region that has two bytes on either side. */
export interface WriteCase {
	readonly name: string;
	/** Bytes of the region. */
	readonly size: number;
	/** Method and value; `rewind` has the length to keep, `copy` how many bytes of `c0 c1 c2 ...`. */
	readonly calls: readonly (readonly [WriteCall, number])[];
	readonly bytes: string;
	readonly overflow?: true;
}
export type WriteCall = Exclude<ReadCall, "skip"> | "rewind" | "copy";

export const writes: readonly WriteCase[] = [
	{
		name: "fields in a row",
		size: 10,
		calls: [
			["u8", 0xff],
			["u16be", 0x0102],
			["u24be", 0x030405],
			["u32be", 0x06070809],
		],
		bytes: "ff 0102 030405 06070809",
	},
	{
		name: "fields in a row, little endian",
		size: 10,
		calls: [
			["u8", 0xff],
			["u16", 0x0102],
			["u24", 0x030405],
			["u32", 0x06070809],
		],
		bytes: "ff 0201 050403 09080706",
	},
	{ name: "the largest u32", size: 4, calls: [["u32", 0xffffffff]], bytes: "ffffffff" },
	{ name: "a negative u32", size: 4, calls: [["u32", -2]], bytes: "feffffff" },
	{ name: "u8 keeps the low bits", size: 1, calls: [["u8", 0x1ff]], bytes: "ff" },
	{ name: "u16 keeps the low bits", size: 2, calls: [["u16", 0x12345]], bytes: "4523" },
	{ name: "u16be keeps the low bits", size: 2, calls: [["u16be", 0x12345]], bytes: "2345" },
	{ name: "u24 keeps the low bits", size: 3, calls: [["u24", 0x12345678]], bytes: "785634" },
	{ name: "u24be keeps the low bits", size: 3, calls: [["u24be", 0x12345678]], bytes: "345678" },
	{ name: "u64", size: 8, calls: [["u64", 0x0002030405060708]], bytes: "0807060504030200" },
	{ name: "u64be", size: 8, calls: [["u64be", 0x0002030405060708]], bytes: "0002030405060708" },
	{ name: "u64 of 2^53 - 1", size: 8, calls: [["u64", Number.MAX_SAFE_INTEGER]], bytes: "ffffffffffff1f00" },
	{ name: "u64be of 2^53 - 1", size: 8, calls: [["u64be", Number.MAX_SAFE_INTEGER]], bytes: "001fffffffffffff" },
	{ name: "u64 of 2^32", size: 8, calls: [["u64", 2 ** 32]], bytes: "0000000001000000" },
	{ name: "u64 of 2^32 - 1", size: 8, calls: [["u64", 2 ** 32 - 1]], bytes: "ffffffff00000000" },
	{ name: "u8 into nothing", size: 0, calls: [["u8", 1]], bytes: "", overflow: true },
	{ name: "u16 into one byte", size: 1, calls: [["u16", 1]], bytes: "", overflow: true },
	{ name: "u16be into one byte", size: 1, calls: [["u16be", 1]], bytes: "", overflow: true },
	{ name: "u24 into two bytes", size: 2, calls: [["u24", 1]], bytes: "", overflow: true },
	{ name: "u24be into two bytes", size: 2, calls: [["u24be", 1]], bytes: "", overflow: true },
	{ name: "u32 into three bytes", size: 3, calls: [["u32", 1]], bytes: "", overflow: true },
	{ name: "u32be into three bytes", size: 3, calls: [["u32be", 1]], bytes: "", overflow: true },
	{ name: "u64 into seven bytes: not a part of it either", size: 7, calls: [["u64", 1]], bytes: "", overflow: true },
	{ name: "u64be into seven bytes: not a part of it either", size: 7, calls: [["u64be", 1]], bytes: "", overflow: true },
	{
		name: "what fits behind a field that did not is written, and the overflow remembered",
		size: 3,
		calls: [
			["u16", 0x0102],
			["u16", 0x0304],
			["u8", 5],
		],
		bytes: "020105",
		overflow: true,
	},
	{ name: "copy", size: 4, calls: [["copy", 3]], bytes: "c0c1c2" },
	{ name: "copy of nothing", size: 0, calls: [["copy", 0]], bytes: "" },
	{ name: "copy of more than fits: nothing", size: 2, calls: [["copy", 3]], bytes: "", overflow: true },
	{
		name: "rewind drops what came behind, and the overflow",
		size: 3,
		calls: [
			["u16be", 0x0102],
			["u16be", 0x0304],
			["rewind", 1],
			["u8", 0xff],
		],
		bytes: "01ff",
	},
	{
		name: "rewind to all that was written forgets the overflow",
		size: 2,
		calls: [
			["u8", 1],
			["u16", 2],
			["rewind", 1],
		],
		bytes: "01",
	},
	{
		name: "rewind to more than was written does nothing",
		size: 3,
		calls: [
			["u8", 1],
			["rewind", 2],
			["u8", 2],
		],
		bytes: "0102",
	},
];

/** Check values over the digits 1 to 9, of the catalogue of parametrised CRC algorithms: SMBUS, MCRF4XX, ISO-HDLC, ISCSI. */
export const checkValues: readonly {
	readonly name: "crc8" | "fcs16" | "crc32" | "crc32c";
	readonly start: number;
	readonly inverted: number;
	readonly check: number;
}[] = [
	{ name: "crc8", start: 0, inverted: 0, check: 0xf4 },
	{ name: "fcs16", start: 0xffff, inverted: 0, check: 0x6f91 },
	{ name: "crc32", start: -1, inverted: -1, check: 0xcbf43926 | 0 },
	{ name: "crc32c", start: -1, inverted: -1, check: 0xe3069283 | 0 },
];
