// SPDX-License-Identifier: Apache-2.0
import { Completion } from "../../../../modules/pldm/completion.js";
import { PldmHeader } from "../../../../modules/pldm/header.js";
import { readFields, type Values } from "../../../../modules/pldm/layout/field.js";
import type Reader from "../../../../modules/wire/reader.js";
import { hex } from "../../names.js";
import { pldmCommandName, pldmTypeName } from "../../pldm/commands.js";
import { completionWords } from "../../pldm/completions.js";
import { messageLayouts } from "../../pldm/messages.js";
import { hexBytes } from "../hex.js";
import { restOf, type Describe, type Field } from "./message.js";

/** A PLDM message (DSP0240 8); fields of the commands that this project knows. */
export const describePldm: Describe = (message) => {
	const head = message.u24();
	if (message.short) return { name: "PLDM", fields: [], faults: ["header cut short"] };
	const isRequest = 0 !== (head & PldmHeader.request);
	const type = (head >> PldmHeader.typeShift) & PldmHeader.typeMask;
	const code = head >> PldmHeader.commandShift;
	const version = (head & PldmHeader.versionMask) >> 14;
	const fields: Field[] = [["instance", head & PldmHeader.instanceMask]];
	const faults: string[] = [];
	if (0 !== version) faults.push(`header version ${version}`);
	let successful = true;
	if (!isRequest) {
		const completion = message.u8();
		const words = completionWords(type, code, completion);
		successful = Completion.success === completion;
		if (message.short) faults.push("no completion code");
		else
			fields.push([
				"completion",
				0x80 > completion && undefined !== words ? words : `${hex(completion)}${undefined === words ? "" : `, ${words}`}`,
			]);
	}
	if (successful && !message.short) fields.push(...fieldsOf(message, type, code, isRequest, faults));
	if (message.remaining > 0) fields.push(["more than expected", hexBytes(restOf(message))]);
	const kind = head & PldmHeader.datagram ? "datagram" : isRequest ? "request" : "answer";
	return { name: `PLDM ${nameOf(type, code)} ${kind}`, fields, faults };
};

function nameOf(type: number, code: number): string {
	const name = pldmCommandName(type, code);
	return name ?? `${pldmTypeName(type) ?? `type ${hex(type)}`} command ${hex(code)}`;
}

function fieldsOf(message: Reader, type: number, code: number, isRequest: boolean, faults: string[]): Field[] {
	const layouts = messageLayouts[type]?.[code];
	if (undefined === layouts) {
		const rest = restOf(message);
		message.skip(rest.length);
		return rest.length > 0 ? [["data", hexBytes(rest)]] : [];
	}
	const values: Values = {};
	try {
		readFields(isRequest ? layouts.request : layouts.answer, message, values);
	} catch (error) {
		faults.push((error as Error).message);
	}
	if (message.short) faults.push("too short");
	return Object.entries(values).flatMap(([name, value]) => shown(name, value));
}

function shown(name: string, value: unknown): Field[] {
	if (value instanceof Uint8Array) return value.length > 0 ? [[name, hexBytes(value)]] : [];
	if (Array.isArray(value))
		return (value as Values[]).flatMap((each, index) =>
			Object.entries(each).flatMap(([inner, own]) => shown(`${name}[${index}].${inner}`, own)),
		);
	return [[name, value as number]];
}
