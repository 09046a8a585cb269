// SPDX-License-Identifier: Apache-2.0
import type { Schema } from "../../../modules/activation/schema.js";
import printable from "../printable.js";
import formatTable from "../table.js";
import type { Descriptor, DescribedMethod, Discovered } from "./discovery.js";
import { ownNames } from "./own-methods.js";

const own: readonly string[] = ownNames;

type Value = Readonly<Record<string, unknown>>;

/** The result of a method, for a person; "" for nothing. */
export function formatResult(result: unknown): string {
	if (null === result) return "";
	if (Array.isArray(result)) return formatList(result);
	if (!isObject(result)) return `${cell(result)}\n`;
	const isList = ([, value]: [string, unknown]) => Array.isArray(value) && value.some(isObject);
	const lists = Object.entries(result).filter(isList);
	const others = Object.entries(result).filter((member) => !isList(member));
	const rows = others.map(([name, value]) => [printable(name), cell(value)]);
	const parts = lists.map(([name, list]) => `${printable(name)}:\n${formatList(list as unknown[])}`);
	return `${parts.join("\n")}${rows.length > 0 ? formatTable(rows) : ""}`;
}

function formatList(list: readonly unknown[]): string {
	if (0 === list.length) return "none\n";
	if (!list.every(isObject)) return `${list.map(cell).join("\n")}\n`;
	const names = [...new Set(list.flatMap((each) => Object.keys(each)))];
	return formatTable([names.map(printable), ...list.map((each) => names.map((name) => cell(each[name])))]);
}

/** A value in a table. Of many counts, those that are 0 are left out. */
function cell(value: unknown): string {
	if (undefined === value) return "";
	if (Array.isArray(value)) return value.map(cell).join(", ");
	if (!isObject(value)) return printable(String(value));
	const members = Object.entries(value);
	const told = members.length > 4 ? members.filter(([, each]) => 0 !== each) : members;
	return told.map(([name, each]) => `${printable(name)} ${cell(each)}`).join("\n");
}

/** All methods and events whose paths begin with `prefix`, by activation. */
export function formatDirectory({ methods, "x-events": events, "x-activations": activations }: Discovered, prefix: string): string {
	const rows = [
		...methods.map((method) => ({ name: method.name, usage: usage(method), description: method.description })),
		...events.map(({ name, description }) => ({ name, usage: `event ${name}`, description })),
	].filter(({ name }) => !own.includes(name) && ("" === prefix || name.startsWith(`${prefix}.`)));
	const width = Math.max(...rows.map((row) => row.usage.length));
	const groups = activations.map(({ name, description }) => {
		const lines = rows
			.filter((row) => name === ownerOf(row.name, activations))
			.map((row) => `  ${row.usage.padEnd(width)}  ${row.description}\n`);
		return 0 === lines.length ? "" : `${description.replace(/\.$/, "")}:\n${lines.join("")}`;
	});
	return printableLines(groups.filter(Boolean).join("\n"));
}

/** Path of the activation that a method or event belongs to. */
function ownerOf(path: string, activations: readonly { readonly name: string }[]): string {
	const owner = path.slice(0, Math.max(0, path.lastIndexOf(".")));
	return activations.some(({ name }) => name === owner) ? owner : "";
}

/** All about a method: what it does, each parameter, what it returns. */
export function formatMethod({ name, description, params, result }: DescribedMethod): string {
	const rows = params.map(({ name: parameter, required, schema }) => {
		return [parameter, required ? "needed" : "optional", values(schema), String(schema.description ?? "")];
	});
	const parameters = rows.length > 0 ? formatTable([["parameter", "", "values", "meaning"], ...rows]) : "";
	return printableLines(`${name}: ${description}\n${parameters}Result: ${values(result.schema)}\n`);
}

function usage({ name, params }: DescribedMethod): string {
	const optional = params.filter(({ required }) => !required);
	const needed = params.filter(({ required }) => required).map((each) => `${each.name}=`);
	const rest = optional.length > 3 ? ["[...]"] : optional.map((each: Descriptor) => `[${each.name}=]`);
	return [name, ...needed, ...rest].join(" ");
}

function values(schema: Schema): string {
	const { type, minimum, maximum, enum: choices, items, properties } = schema as Partial<Record<string, never>>;
	if (undefined !== choices) return (choices as string[]).join(", ");
	if (undefined !== minimum) return `${minimum} to ${maximum}${"number" === type ? ", not only whole numbers" : ""}`;
	if (undefined !== items) return `a list of: ${values(items)}`;
	if (undefined !== properties) return Object.keys(properties).join(", ") || "nothing";
	return "null" === type ? "nothing" : String(type ?? "anything");
}

/** An event in one line, without its name. */
export function formatEvent(value: Value): string {
	return printable(
		Object.entries(value)
			.map(([name, each]) => `${name} ${isObject(each) ? JSON.stringify(each) : cell(each)}`)
			.join(" "),
	);
}

function isObject(value: unknown): value is Value {
	return "object" === typeof value && null !== value && !Array.isArray(value);
}

function printableLines(text: string): string {
	return text.split("\n").map(printable).join("\n");
}
