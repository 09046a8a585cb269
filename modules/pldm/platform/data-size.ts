// SPDX-License-Identifier: Apache-2.0
import type Reader from "../../wire/reader.js";
import type Writer from "../../wire/writer.js";

/** How a raw reading or setting is written: sensorDataSize, effecterDataSize (DSP0248 tables 30, 78). */
export const DataSize = Object.freeze({ uint8: 0, sint8: 1, uint16: 2, sint16: 3, uint32: 4, sint32: 5 } as const);
export type DataSizeName = keyof typeof DataSize;
export const dataSizeNames: readonly DataSizeName[] = Object.freeze(Object.keys(DataSize) as DataSizeName[]);

/** rangeFieldFormat of values that are given in units (DSP0248 table 78). */
export const real32 = 6;

/** Smallest and largest raw values, by data size. */
export const leastOf: readonly number[] = Object.freeze([0, -0x80, 0, -0x8000, 0, -0x80000000]);
export const mostOf: readonly number[] = Object.freeze([0xff, 0x7f, 0xffff, 0x7fff, 0xffffffff, 0x7fffffff]);

/** Bytes of a value. */
export function bytesOf(size: number): number {
	return 1 << (size >> 1);
}

export function writeValue(writer: Writer, size: number, value: number): void {
	if (size < DataSize.uint16) writer.u8(value);
	else if (size < DataSize.uint32) writer.u16(value);
	else writer.u32(value);
}

export function readValue(reader: Reader, size: number): number {
	switch (size) {
		case DataSize.uint8:
			return reader.u8();
		case DataSize.sint8:
			return (reader.u8() << 24) >> 24;
		case DataSize.uint16:
			return reader.u16();
		case DataSize.sint16:
			return (reader.u16() << 16) >> 16;
		case DataSize.uint32:
			return reader.u32();
	}
	return reader.u32() | 0;
}
