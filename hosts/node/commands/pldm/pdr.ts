// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError, type Command } from "commander";
import { dataSizeNames } from "../../../../modules/pldm/platform/data-size.js";
import { PdrType } from "../../../../modules/pldm/platform/pdr/type.js";
import { unitNames } from "../../../../modules/pldm/platform/units.js";
import type { Values } from "../../../../modules/pldm/layout/field.js";
import type { Target } from "../../line/target.js";
import type PldmClient from "../../pldm/client.js";
import { bitsOf } from "../../pldm/discover.js";
import { recordValues } from "../../pldm/record-values.js";
import { readRecord } from "../../pldm/repository.js";
import { stateName, stateSetName } from "../../pldm/state-sets.js";
import printable from "../../printable.js";
import formatTable from "../../table.js";
import { hexBytes } from "../../trace/hex.js";
import { wordsOf } from "../../trace/messages/message.js";
import { addTerminusCommand, allRecords, bold, print, printJson, withTerminus, type TerminusOptions } from "./terminus.js";

export default function (pldm: Command): void {
	const pdr = pldm.command("pdr").description("Platform descriptor records: what a terminus says of itself.");
	addTerminusCommand(pdr, "list")
		.description("List all records.")
		.option("--raw", "print the bytes of each record instead")
		.action((target: Target, options: TerminusOptions) => withTerminus(target, options, (client) => list(client, options)));
	addTerminusCommand(pdr, "show")
		.description("Print records with all their fields.")
		.argument("[handles...]", "handles of records, as pdr list shows them (default: all)", parseHandle)
		.option("--raw", "print the bytes of each record instead")
		.action((target: Target, handles: readonly number[], options: TerminusOptions) =>
			withTerminus(target, options, (client) => show(client, handles, options)),
		);
}

function parseHandle(text: string, before: readonly number[] = []): readonly number[] {
	const handle = /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text) ? Number(text) : NaN;
	if (!(handle >= 1 && handle <= 0xffffffff)) throw new InvalidArgumentError("Allowed are handles of records, from 1.");
	return [...before, handle];
}

async function list(client: PldmClient, { json, raw }: TerminusOptions): Promise<void> {
	const records = await allRecords(client);
	if (raw) return records.forEach((record) => print(hexBytes(record)));
	const rows = records.map((record) => {
		const values = recordValues(record);
		return {
			handle: values.recordHandle as number,
			type: values.pdrType as number,
			name: typeName(values),
			bytes: record.length,
			about: about(values),
		};
	});
	if (json) return printJson(rows, 2);
	const cells = rows.map(({ handle, name, bytes, about: text }) => [String(handle), name, String(bytes), printable(text)]);
	process.stdout.write(formatTable([["Handle", "Record", "Bytes", "About"], ...cells], bold));
}

async function show(client: PldmClient, handles: readonly number[], { json, raw }: TerminusOptions): Promise<void> {
	const records: Uint8Array[] = [];
	if (0 === handles.length) records.push(...(await allRecords(client)));
	for (const handle of handles) records.push((await readRecord(client, handle)).record);
	if (raw) return records.forEach((record) => print(hexBytes(record)));
	const all = records.map(recordValues);
	if (json)
		return printJson(
			all.map((values) => ({ record: typeName(values), ...values })),
			2,
		);
	for (const values of all)
		process.stdout.write(
			formatTable([["Record", typeName(values)], ...Object.entries(values).map(([field, value]) => [field, shown(value, field)])], bold),
		);
}

function typeName({ pdrType }: Values): string {
	return (wordsOf(PdrType, pdrType as number) ?? `type ${String(pdrType)}`).trim();
}

/** What a record is about, in short. */
function about(values: Values): string {
	if (undefined !== values.fault) return `not as it should be: ${String(values.fault)}`;
	const parts: string[] = [];
	for (const [field, word] of Object.entries({ sensorId: "sensor", effecterId: "effecter", fruRecordSetId: "record set" }))
		if (undefined !== values[field]) parts.push(`${word} ${String(values[field])}`);
	if (undefined !== values.entityType) parts.push(`entity ${String(values.entityType)}/${String(values.entityInstance)}`);
	const names = ((values.sensors ?? values.effecters ?? [values]) as Values[]).flatMap((each) => (each.names ?? []) as { name: string }[]);
	if (names.length > 0) parts.push(names.map(({ name }) => name).join(", "));
	if (values.name instanceof Uint8Array) parts.push(Buffer.from(values.name).toString());
	return parts.join(", ");
}

/** What numbers mean, by field. */
const meanings: Readonly<Record<string, (value: number) => string | undefined>> = Object.freeze({
	baseUnit: (unit) => unitNames[unit],
	auxUnit: (unit) => (0 === unit ? undefined : unitNames[unit]),
	sensorDataSize: (size) => dataSizeNames[size],
	effecterDataSize: (size) => dataSizeNames[size],
	rangeFieldFormat: (format) => [...dataSizeNames, "real32"][format],
	stateSetId: stateSetName,
});

function shown(value: unknown, field = ""): string {
	if (value instanceof Uint8Array) return hexBytes(value);
	if (Array.isArray(value)) return value.map((each) => shown(each)).join("\n");
	if ("number" === typeof value) {
		const meaning = meanings[field]?.(value);
		/* Without the noise of binary fractions. */
		const digits = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
		return undefined === meaning ? digits : `${digits} (${meaning})`;
	}
	if ("object" !== typeof value || null === value) return printable(String(value));
	return Object.entries({ ...value, ...statesOf(value as Values) })
		.map(([name, each]) => `${name} ${shown(each, name)}`)
		.join(", ");
}

/** The states that a mask has, where their set is known. */
function statesOf({ stateSetId, possibleStates }: Values): Values {
	if (!(possibleStates instanceof Uint8Array) || undefined === stateName(stateSetId as number, 1)) return {};
	const states = bitsOf(possibleStates).map((state) => stateName(stateSetId as number, state) ?? String(state));
	return { states: states.join(" ") };
}
