// SPDX-License-Identifier: Apache-2.0
import { FruCommand } from "../../../../modules/pldm/fru/command.js";
import {
	FruEncoding,
	FruRecordType,
	fruEncodingNames,
	GeneralField,
	generalFieldNames,
	oemVendorIana,
} from "../../../../modules/pldm/fru/record.js";
import { check } from "../../../../modules/pldm/fru/table.js";
import { PldmType } from "../../../../modules/pldm/header.js";
import type { Values } from "../../../../modules/pldm/layout/field.js";
import type PldmClient from "../../pldm/client.js";
import { recordsOf } from "../../pldm/inventory.js";
import { hexBytes } from "../../trace/hex.js";

const mostCapacity = 0x8000;

/** The inventory as the profile has it. A table that the profile cannot say in words goes into it as bytes. */
export async function inventoryOf(client: PldmClient, table: Uint8Array, commands: readonly number[]): Promise<object> {
	const records = recordsOf(table).map(recordOf);
	const whole = records.every((record) => undefined !== record);
	const metadata = await client.command(PldmType.fru, FruCommand.getFruRecordTableMetadata);
	const capacity = Math.min(mostCapacity, metadata.tableMaximumSize as number);
	return {
		...(commands.includes(FruCommand.setFruRecordTable) && capacity > 0 ? { capacity } : {}),
		...(whole ? { records } : { content: hexBytes(table.subarray(0, check(table, 0, table.length))) }),
	};
}

/** Undefined: the profile has no words for it. */
function recordOf({ recordSetId, recordType, encoding, fields }: Values): object | undefined {
	const name = fruEncodingNames.find((each) => FruEncoding[each] === encoding);
	const all = fields as { type: number; value: Uint8Array }[];
	if (undefined === name || !((recordSetId as number) > 0)) return undefined;
	const head = { set: recordSetId, ...("ASCII" === name ? {} : { encoding: name }) };
	if (FruRecordType.general === recordType) {
		const general = all.map(({ type, value }) => ({
			field: generalFieldNames.find((each) => GeneralField[each] === type),
			...valueOf(value, name),
		}));
		return general.every(({ field }) => undefined !== field) ? { ...head, general } : undefined;
	}
	const [first, ...rest] = all;
	if (FruRecordType.oem !== recordType || oemVendorIana !== first?.type || 4 !== first.value.length) return undefined;
	if (rest.some(({ type }) => !(type > oemVendorIana && type < 0xff))) return undefined;
	const iana = Buffer.from(first.value).readUInt32LE();
	return { ...head, oem: { iana, fields: rest.map(({ type, value }) => ({ number: type, ...valueOf(value, name) })) } };
}

/** Printable characters are a text, where it comes to the same bytes. */
function valueOf(value: Uint8Array, encoding: string): { text: string } | { bytes: string } {
	const text = Buffer.from(value).toString("utf8");
	const isText = ("ASCII" === encoding && /^[ -~]{1,126}$/.test(text)) || ("UTF8" === encoding && /^[ -~\u00a0-\ud7ff]{1,126}$/.test(text));
	return isText && Buffer.from(text).equals(value) ? { text } : { bytes: hexBytes(value) };
}
