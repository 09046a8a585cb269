// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../modules/mctp/header.js";
import type { List } from "../tables/table.js";

/** A packet, and where it is. */
export interface Located {
	readonly port: number;
	readonly physical: number;
	readonly bytes: readonly number[];
}

/** Bytes of hexadecimal digits; blanks do not matter. */
export function bytes(text: string): number[] {
	const digits = text.split(" ").join("");
	const result: number[] = [];
	for (let at = 0; at < digits.length; at += 2) {
		const pair = digits.slice(at, at + 2);
		const value = parseInt(pair, 16);
		if (hex([value]) !== pair) throw new RangeError(`"${text}": expected pairs of hexadecimal digits in lower case`);
		result.push(value);
	}
	return result;
}

/** Hexadecimal digits of `length` bytes at `offset`. */
export function hex(memory: ArrayLike<number>, offset = 0, length = memory.length - offset): string {
	let text = "";
	for (let at = offset; at < offset + length; at++) text += memory[at].toString(16).padStart(2, "0");
	return text;
}

/** The packet that a text of a table means. */
export function packet(text: string): Located {
	const hasPort = "/" === text[1];
	const [digits, physical = "0"] = (hasPort ? text.slice(2) : text).split(" @");
	return { port: hasPort ? Number(text[0]) : 0, physical: parseInt(physical, 16), bytes: bytes(digits) };
}

/** The text of a packet, as tables write it. */
export function packetText({ port, physical, bytes }: Located): string {
	const header = hex(bytes, 0, Math.min(headerLength, bytes.length));
	const payload = bytes.length > headerLength ? ` ${hex(bytes, headerLength)}` : "";
	return `${port ? `${port}/` : ""}${header}${payload}${physical ? ` @${physical.toString(16)}` : ""}`;
}

export function list<Item>(items: List<Item> | undefined): readonly Item[] {
	if (undefined === items) return [];
	return Array.isArray(items) ? items : [items as Item];
}

/** By how much counters changed, those that did. */
export function difference(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
	const result: Record<string, number> = {};
	for (const name of Object.keys(after)) {
		const change = after[name] - (before[name] ?? 0);
		if (change) result[name] = change;
	}
	return result;
}
