// SPDX-License-Identifier: Apache-2.0
import { decode, encode, type Values } from "../../layout/field.js";
import { pdrHeader, pdrLayouts } from "./layouts.js";
import { pdrHeaderLength, pdrHeaderVersion } from "./type.js";

/**
 * A record from the values of its fields; of a type without a layout, `data` are its bytes behind the header. Handle and
 * change number are 0 where they are left out.
 * @setup
 */
export function encodePdr(pdrType: number, values: Values): Uint8Array {
	const fields = pdrLayouts[pdrType];
	const body = undefined === fields ? Uint8Array.from((values.data ?? []) as ArrayLike<number>) : encode(fields, values);
	const header = encode(pdrHeader, { headerVersion: pdrHeaderVersion, ...values, pdrType, dataLength: body.length });
	const record = new Uint8Array(header.length + body.length);
	record.set(header);
	record.set(body, header.length);
	return record;
}

/**
 * The values of a record, header and body; of a type without a layout, `data` are its bytes behind the header. Throws
 * RangeError if it is cut short.
 * @setup
 */
export function decodePdr(record: Uint8Array): Values {
	const header = decode(pdrHeader, record);
	const length = header.dataLength as number;
	const body = record.slice(pdrHeaderLength, pdrHeaderLength + length);
	if (body.length < length) throw new RangeError(`cut short: the record has ${body.length} bytes of data instead of ${length}`);
	const fields = pdrLayouts[header.pdrType as number];
	return { ...header, ...(undefined === fields ? { data: body } : decode(fields, body)) };
}
