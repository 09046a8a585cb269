// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import {
	FruEncoding,
	fruEncodingNames,
	type FruEncodingName,
	fruRecords,
	FruRecordType,
	GeneralField,
	generalFieldNames,
	oemVendorIana,
} from "../fru/record.js";
import { recordLength } from "../fru/table.js";
import { encode, type Values } from "../layout/field.js";
import type { Entities, Entity } from "./entities.js";
import { limits } from "./limits.js";

/** The inventory of a profile. */
export interface FruDescription {
	readonly records: Uint8Array;
	readonly capacity: number | undefined;
	/** Entities that have a record set. */
	readonly sets: readonly { readonly set: number; readonly entity: Entity }[];
}

const mostFields = 32;
const mostCapacity = 0x8000;
/** Bytes of a profile, and of a field. */
const longestBytes = 4096;
const longestValue = 255;
const mostNumber = 254;

/** @setup */
export function readFru(fields: Fields, entities: Entities): FruDescription {
	const sets: { set: number; entity: Entity }[] = [];
	const records = (fields.list("records", limits.records) ?? []).map((each) => {
		const set = each.required("set", each.whole("set", 1, 0xffff));
		const entity = entities.of(each);
		if (!sets.some((other) => other.set === set)) sets.push({ set, entity });
		return readRecord(each, set);
	});
	const capacity = fields.whole("capacity", 0, mostCapacity);
	const content = fields.bytes("content", longestBytes);
	fields.end();
	return { records: undefined === content ? encode(fruRecords, { records }) : readContent(fields, content), capacity, sets };
}

/**
 * All records as they are.
 * @setup
 */
function readContent(fields: Fields, content: readonly number[]): Uint8Array {
	if (content.some((byte) => byte < 0)) throw fields.error("every byte has to be given", "content");
	const records = Uint8Array.from(content);
	for (let at = 0; at < records.length;) {
		const length = recordLength(records, at, records.length);
		if (0 === length) throw fields.error("are no records", "content");
		at += length;
	}
	return records;
}

/** @setup */
function readRecord(fields: Fields, recordSetId: number): Values {
	const encoding = fields.choice("encoding", fruEncodingNames) ?? "ASCII";
	const general = fields.list("general", mostFields);
	const oem = fields.section("oem");
	if ((undefined === general) === (undefined === oem)) throw fields.error('needs either "general" or "oem"');
	const recordType = undefined === oem ? FruRecordType.general : FruRecordType.oem;
	const own = undefined === oem ? general!.map((each) => readGeneral(each, encoding)) : readOem(oem, encoding);
	fields.end();
	return { recordSetId, recordType, encoding: FruEncoding[encoding], fields: own };
}

/** @setup */
function readGeneral(fields: Fields, encoding: FruEncodingName): Values {
	const type = GeneralField[fields.required("field", fields.choice("field", generalFieldNames))];
	return { type, value: readValue(fields, encoding) };
}

/**
 * The first field says whose record it is.
 * @setup
 */
function readOem(fields: Fields, encoding: FruEncodingName): readonly Values[] {
	const iana = fields.required("iana", fields.whole("iana", 0, 0xffffffff));
	const rows = fields.required("fields", fields.list("fields", mostFields));
	const own = rows.map((each) => {
		const type = each.required("number", each.whole("number", oemVendorIana + 1, mostNumber));
		return { type, value: readValue(each, encoding) };
	});
	fields.end();
	return [{ type: oemVendorIana, value: numberBytes(iana) }, ...own];
}

/** @setup */
function readValue(fields: Fields, encoding: FruEncodingName): readonly number[] {
	const text = fields.text("text");
	const bytes = fields.bytes("bytes", longestBytes);
	if ((undefined === text) === (undefined === bytes)) throw fields.error('needs either "text" or "bytes"');
	fields.end();
	if (bytes?.some((byte) => byte < 0)) throw fields.error("every byte has to be given", "bytes");
	const value = bytes ?? textBytes(text!, encoding);
	if (undefined === value) throw fields.error(`has characters that ${encoding} cannot write`, "text");
	if (value.length > longestValue)
		throw fields.error(`has ${value.length} bytes, at most ${longestValue}`, undefined === text ? "bytes" : "text");
	return value;
}

/** @setup */
function numberBytes(value: number): readonly number[] {
	return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

/**
 * Undefined: the encoding has no such characters.
 * @setup
 */
function textBytes(text: string, encoding: FruEncodingName): readonly number[] | undefined {
	const codes = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
	switch (encoding) {
		case "UTF8":
			return codes.flatMap((code) => {
				if (code < 0x80) return [code];
				if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 0x3f)];
				return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
			});
		case "UTF16LE":
			return codes.flatMap((code) => [code & 0xff, code >> 8]);
		case "UTF16":
		case "UTF16BE":
			return codes.flatMap((code) => [code >> 8, code & 0xff]);
	}
	return codes.every((code) => code < 0x80) ? codes : undefined;
}
