// SPDX-License-Identifier: Apache-2.0
import { basename } from "node:path";
import { anyByte } from "../../../modules/device/fields.js";
import type { ProfileFile } from "./load.js";

/** Bytes in a line, and columns. */
const row = 16;
const width = 140;
const tab = 2;

/** A profile as a module of frozen data, TypeScript and JavaScript alike, for the flash of firmware. The same file gives the same text. */
export function compile({ profile, license }: ProfileFile, file: string): string {
	const head = undefined === license ? "" : `// SPDX-License-Identifier: ${license}\n`;
	return `${head}// Compiled from ${basename(file)} with "mctp-xs profile compile": change that file, and compile it again.\nexport default ${print(profile, "", width)};\n`;
}

/** `before`: columns of its line that are taken. */
function print(value: unknown, indent: string, before: number): string {
	if ("object" !== typeof value || null === value) return JSON.stringify(value);
	if (!Array.isArray(value)) return block(["{ ", " }"], members(value, indent), indent, before);
	if (!value.every(isByte)) return block("[]", elements(value, indent), indent, before);
	return value.length > row ? block("[]", rows(value), indent, width) : `Object.freeze([${value.map(hex).join(", ")}])`;
}

/** What has room on its line stands there. */
function block([open, close]: string | readonly [string, string], lines: readonly string[], indent: string, before: number): string {
	if (0 === lines.length) return `Object.freeze(${open.trim()}${close.trim()})`;
	const short = `Object.freeze(${open}${lines.join(", ")}${close})`;
	if (!short.includes("\n") && before + short.length < width) return short;
	return `Object.freeze(${open.trim()}\n${lines.map((line) => `${indent}\t${line},\n`).join("")}${indent}${close.trim()})`;
}

function members(value: object, indent: string): string[] {
	return Object.entries(value).map(([name, each]) => {
		const head = `${/^[A-Za-z]\w*$/.test(name) ? name : JSON.stringify(name)}: `;
		return head + print(each, `${indent}\t`, tab * (indent.length + 1) + head.length);
	});
}

function elements(values: readonly unknown[], indent: string): string[] {
	return values.map((each) => print(each, `${indent}\t`, tab * (indent.length + 1)));
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
