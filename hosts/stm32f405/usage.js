// SPDX-License-Identifier: Apache-2.0
// What an image takes of its board's memory, and what is free.
import { execFileSync } from "node:child_process";

const slotSize = 16;
const number = new Intl.NumberFormat("en").format;

/** Lines for people; `sdk`: chunks and slots share what RAM there is. */
export function usage(elf, { sdk, slots, chunks, scriptStack, malloc }) {
	const symbols = new Map(symbolsOf(elf));
	const between = (first, last) => symbols.get(last) - symbols.get(first);
	const flash = symbols.get("_flash_used");
	const pools = between("_pools", "_pools_end");
	const stack = scriptStack * slotSize;
	const taken = stack + (sdk ? 0 : slots * slotSize + chunks);
	return [
		`flash  ${number(flash)} bytes of ${number(symbols.get("_flash_size"))}; ${number(symbols.get("_flash_size") - flash)} free`,
		`RAM    ${number(between("_ram_start", "_pools_end"))} bytes: ${number(between("_ram_start", "_pools") - malloc)} variables and stack of C, ${number(malloc)} malloc, ${number(stack)} script stack,`,
		sdk
			? `       ${number(pools - taken)} slots and chunks, as many of each as the profile needs (mctp-xs diagnose tells)`
			: `       ${number(slots * slotSize)} slots (${number(slots)}), ${number(chunks)} chunks (mctp-xs diagnose tells how many are in use); ${number(pools - taken)} free`,
	].join("\n");
}

function symbolsOf(elf) {
	const text = execFileSync("arm-none-eabi-nm", [elf], { encoding: "utf8", maxBuffer: 1 << 24 });
	return [...text.matchAll(/^([0-9a-f]+) \w (_\w+)$/gm)].map(([, value, name]) => [name, parseInt(value, 16)]);
}
