// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError, type Command } from "commander";
import { PldmType } from "../../../../modules/pldm/header.js";
import type { Values } from "../../../../modules/pldm/layout/field.js";
import { PlatformCommand } from "../../../../modules/pldm/platform/command.js";
import { effecterOperationalNames } from "../../../../modules/pldm/platform/states.js";
import type { Target } from "../../line/target.js";
import type PldmClient from "../../pldm/client.js";
import { bitsOf } from "../../pldm/discover.js";
import { effectersOf, rounded, type Described } from "../../pldm/sensors.js";
import { parseId } from "./sensor.js";
import { addTerminusCommand, allRecords, print, printJson, withTerminus, type TerminusOptions } from "./terminus.js";

export default function (pldm: Command): void {
	const effecter = pldm.command("effecter").description("Effecters: what can be set.");
	addTerminusCommand(effecter, "set")
		.description("Set an effecter: a numeric one to a value in its units, a state effecter to a state for each field.")
		.argument("<id>", "effecter id", (text) => parseId(text)[0])
		.argument("<values...>", "value, or states; - leaves a field as it is", parseValue)
		.action((target: Target, id: number, values: readonly (number | undefined)[], options: TerminusOptions) =>
			withTerminus(target, options, (client) => set(client, id, values, options)),
		);
}

function parseValue(text: string, before: readonly (number | undefined)[] = []): readonly (number | undefined)[] {
	const value = "-" === text ? undefined : Number(text);
	if ("" === text.trim() || (undefined !== value && !Number.isFinite(value)))
		throw new InvalidArgumentError("Allowed are numbers, and - for a field.");
	return [...before, value];
}

async function set(client: PldmClient, id: number, values: readonly (number | undefined)[], { json }: TerminusOptions): Promise<void> {
	const effecters = effectersOf(await allRecords(client));
	const effecter = effecters.find((each) => each.id === id);
	if (undefined === effecter)
		throw new Error(`there is no effecter ${id}: there are ${effecters.map((each) => each.id).join(", ") || "none"}`);
	const result = "numeric" === effecter.kind ? await setNumber(client, effecter, values) : await setStates(client, effecter, values);
	if (json) printJson(result);
	else
		print(
			Object.entries(result)
				.map(([name, value]) => `${name} ${String(value)}`)
				.join(", "),
		);
}

async function setNumber(
	client: PldmClient,
	{ id, conversion, record, unit, name }: Described,
	values: readonly (number | undefined)[],
): Promise<object> {
	const [value] = values;
	if (1 !== values.length || undefined === value) throw new Error(`effecter ${id} is numeric: give it one value`);
	const effecterDataSize = record.effecterDataSize as number;
	const ends = [record.minSettable, record.maxSettable].map((end) => rounded(conversion!, end as number));
	const [least, most] = [Math.min(...ends), Math.max(...ends)];
	if (value < least || value > most) throw new Error(`effecter ${id} takes ${least} to ${most} ${unit}`);
	const raw = conversion!.raw(value);
	await client.command(PldmType.platform, PlatformCommand.setNumericEffecterValue, {
		effecterId: id,
		effecterDataSize,
		effecterValue: raw,
	});
	const answer = await client.command(PldmType.platform, PlatformCommand.getNumericEffecterValue, { effecterId: id });
	return {
		effecter: id,
		...(name ? { name } : {}),
		operational: effecterOperationalNames[answer.operationalState as number],
		pending: rounded(conversion!, answer.pendingValue as number),
		present: rounded(conversion!, answer.presentValue as number),
		unit,
	};
}

async function setStates(client: PldmClient, { id, record, name }: Described, values: readonly (number | undefined)[]): Promise<object> {
	const count = (record.effecters as Values[]).length;
	if (values.length !== count)
		throw new Error(`effecter ${id} has ${1 === count ? "1 field: give it 1 state" : `${count} fields: give it ${count} states`}`);
	(record.effecters as Values[]).forEach(({ possibleStates }, index) => {
		const state = values[index];
		const possible = bitsOf(possibleStates as Uint8Array);
		if (undefined !== state && !possible.includes(state))
			throw new Error(`field ${index} of effecter ${id} takes the states ${possible.join(", ")}`);
	});
	const fields = values.map((state) => ({ setRequest: undefined === state ? 0 : 1, effecterState: state ?? 0 }));
	await client.command(PldmType.platform, PlatformCommand.setStateEffecterStates, { effecterId: id, fields });
	const answer = await client.command(PldmType.platform, PlatformCommand.getStateEffecterStates, { effecterId: id });
	const states = (answer.fields as Values[]).map(({ presentState }) => presentState);
	return { effecter: id, ...(name ? { name } : {}), present: states.join(" ") };
}
