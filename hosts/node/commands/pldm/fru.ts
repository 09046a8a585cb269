// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";
import { FruEncoding, FruRecordType, GeneralField, oemVendorIana } from "../../../../modules/pldm/fru/record.js";
import type { Values } from "../../../../modules/pldm/layout/field.js";
import type { Target } from "../../line/target.js";
import type PldmClient from "../../pldm/client.js";
import { readFruTable, recordsOf } from "../../pldm/inventory.js";
import printable from "../../printable.js";
import formatTable from "../../table.js";
import { hexBytes } from "../../trace/hex.js";
import { wordsOf } from "../../trace/messages/message.js";
import { addTerminusCommand, bold, print, printJson, withTerminus, type TerminusOptions } from "./terminus.js";

export default function (pldm: Command): void {
	const fru = pldm.command("fru").description("Inventory (FRU data).");
	addTerminusCommand(fru, "print")
		.description("Print all records.")
		.option("--raw", "print the bytes of the whole table instead, with padding and CRC-32")
		.action((target: Target, options: TerminusOptions) => withTerminus(target, options, (client) => run(client, options)));
}

async function run(client: PldmClient, { json, raw }: TerminusOptions): Promise<void> {
	const table = await readFruTable(client);
	if (raw) return print(hexBytes(table));
	const records = recordsOf(table).map((record) => ({
		set: record.recordSetId as number,
		type: (wordsOf(FruRecordType, record.recordType as number) ?? String(record.recordType)).trim(),
		fields: (record.fields as Values[]).map((field) => ({ name: fieldName(record, field), value: valueOf(record, field) })),
	}));
	if (json) return printJson(records, 2);
	for (const { set, type, fields } of records)
		process.stdout.write(
			formatTable([["Record set", `${set}, ${type}`], ...fields.map(({ name, value }) => [name, printable(value)])], bold),
		);
}

function fieldName({ recordType }: Values, { type }: Values): string {
	if (FruRecordType.general !== recordType) return oemVendorIana === type ? "vendor IANA" : `field ${String(type)}`;
	return wordsOf(GeneralField, type as number)?.trim() ?? `field ${String(type)}`;
}

/** Texts as texts; numbers and moments, whose meaning nobody needs an encoding for, as bytes. */
function valueOf({ recordType, encoding }: Values, { type, value }: Values): string {
	const bytes = Buffer.from(value as Uint8Array);
	const general = FruRecordType.general === recordType;
	const isNumber = general ? GeneralField.vendorIana === type : oemVendorIana === type;
	if (isNumber && 4 === bytes.length) return String(bytes.readUInt32LE());
	if (isNumber || (general && GeneralField.manufactureDate === type)) return hexBytes(bytes);
	switch (encoding) {
		case FruEncoding.ASCII:
			return bytes.toString("latin1");
		case FruEncoding.UTF8:
			return bytes.toString("utf8");
		case FruEncoding.UTF16LE:
			return bytes.toString("utf16le");
		case FruEncoding.UTF16:
		case FruEncoding.UTF16BE:
			return 0 === bytes.length % 2 ? Buffer.from(bytes).swap16().toString("utf16le") : hexBytes(bytes);
	}
	return hexBytes(bytes);
}
