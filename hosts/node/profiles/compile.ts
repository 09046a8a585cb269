// SPDX-License-Identifier: Apache-2.0
import { basename } from "node:path";
import { anyByte } from "../../../modules/device/fields.js";
import type { ProfileFile } from "./load.js";

/** Bytes in a line. */
const row = 16;

/** A profile as a module of frozen data, TypeScript and JavaScript alike, for the flash of firmware. The same file gives the same text. */
export function compile({ profile, license }: ProfileFile, file: string): string {
	const head = undefined === license ? "" : `// SPDX-License-Identifier: ${license}\n`;
	return `${head}// Compiled from ${basename(file)} with "mctp-xs profile compile": change that file, and compile it again.\nexport default ${print(profile, "")};\n`;
}

function print(value: unknown, indent: string): string {
	if ("object" !== typeof value || null === value) return JSON.stringify(value);
	if (!Array.isArray(value)) return block("{}", members(value, indent), indent);
	if (!value.every(isByte)) return block("[]", elements(value, indent), indent);
	return value.length > row ? block("[]", rows(value), indent) : `Object.freeze([${value.map(hex).join(", ")}])`;
}

function block([open, close]: string, lines: readonly string[], indent: string): string {
	if (0 === lines.length) return `Object.freeze(${open}${close})`;
	return `Object.freeze(${open}\n${lines.map((line) => `${indent}\t${line},\n`).join("")}${indent}${close})`;
}

function members(value: object, indent: string): string[] {
	return Object.entries(value).map(([name, each]) => {
		return `${/^[A-Za-z]\w*$/.test(name) ? name : JSON.stringify(name)}: ${print(each, `${indent}\t`)}`;
	});
}

function elements(values: readonly unknown[], indent: string): string[] {
	return values.map((each) => print(each, `${indent}\t`));
}

function rows(values: readonly number[]): string[] {
	const lines: string[] = [];
	for (let at = 0; at < values.length; at += row)
		lines.push(
			values
				.slice(at, at + row)
				.map(hex)
				.join(", "),
		);
	return lines;
}

function isByte(value: unknown): value is number {
	return Number.isInteger(value) && (value as number) >= anyByte && (value as number) <= 0xff;
}

function hex(value: number): string {
	return value < 0 ? String(value) : `0x${value.toString(16).padStart(2, "0")}`;
}
