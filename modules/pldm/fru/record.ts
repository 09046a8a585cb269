// SPDX-License-Identifier: Apache-2.0
import { layout, type Layout } from "../layout/field.js";
import { bytes, list } from "../layout/groups.js";
import { u16, u8 } from "../layout/numbers.js";

/** fruRecordType (DSP0257 table 4). */
export const FruRecordType = Object.freeze({ general: 1, oem: 254 } as const);

/** fruEncodingType (DSP0257 table 3). */
export const FruEncoding = Object.freeze({ unspecified: 0, ASCII: 1, UTF8: 2, UTF16: 3, UTF16LE: 4, UTF16BE: 5 } as const);
export type FruEncodingName = keyof typeof FruEncoding;
export const fruEncodingNames: readonly FruEncodingName[] = Object.freeze(Object.keys(FruEncoding) as FruEncodingName[]);

/** Field types of a general record (DSP0257 table 5). */
export const GeneralField = Object.freeze({
	chassisType: 1,
	model: 2,
	partNumber: 3,
	serialNumber: 4,
	manufacturer: 5,
	manufactureDate: 6,
	vendor: 7,
	name: 8,
	SKU: 9,
	version: 10,
	assetTag: 11,
	description: 12,
	engineeringChangeLevel: 13,
	other: 14,
	vendorIana: 15,
} as const);
export type GeneralFieldName = keyof typeof GeneralField;
export const generalFieldNames: readonly GeneralFieldName[] = Object.freeze(Object.keys(GeneralField) as GeneralFieldName[]);

/** Field type of an OEM record that says whose it is. */
export const oemVendorIana = 1;

/** Bytes of a record before its fields, and of a field before its value. */
export const recordHead = 5;
export const fieldHead = 2;

/** Records of the table (DSP0257 table 2) one behind the other, without padding and CRC-32. */
export const fruRecords: Layout = layout([
	list("records", undefined, [
		u16("recordSetId"),
		u8("recordType"),
		u8("fieldCount"),
		u8("encoding"),
		list("fields", "fieldCount", [u8("type"), u8("length"), bytes("value", "length")]),
	]),
]);
