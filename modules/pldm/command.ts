// SPDX-License-Identifier: Apache-2.0
import type Exchange from "../mctp/exchange.js";
import { commandCount } from "./header.js";

/** A row of a command table. */
export interface Command<Self> {
	readonly code: number;
	/** As the specification writes it. */
	readonly name: string;
	/** Request bytes behind the command code. */
	readonly minimum: number;
	readonly maximum: number;
	/** It changes something: a retry gets the first answer again, and is not executed twice. */
	readonly once: boolean;
	/**
	 * Reads `exchange.request`, which stands behind the command code, and writes `exchange.reply` behind the completion
	 * code. Returns the completion code; with another than success nothing that it wrote is sent.
	 */
	readonly handle: (self: Self, exchange: Exchange, now: number) => number;
}

/** The commands of a PLDM type, by code. Everything that is told about them follows from this one table. */
export interface CommandTable<Self> {
	readonly rows: readonly (Command<Self> | undefined)[];
	/** Bit n of the answer to GetPLDMCommands as 32-bit words, the first word for commands 0 to 31 (DSP0240 9.5). */
	readonly bitmap: readonly number[];
}

/**
 * A row.
 * @setup
 */
export function command<Self>(
	code: number,
	name: string,
	minimum: number,
	maximum: number,
	handle: Command<Self>["handle"],
): Command<Self> {
	return Object.freeze({ code, name, minimum, maximum, once: false, handle });
}

/**
 * A row of a command that changes something.
 * @setup
 */
export function onceCommand<Self>(
	code: number,
	name: string,
	minimum: number,
	maximum: number,
	handle: Command<Self>["handle"],
): Command<Self> {
	return Object.freeze({ code, name, minimum, maximum, once: true, handle });
}

/** Words of a bitmap over all commands. */
const words = commandCount / 32;

/**
 * Throws RangeError if two rows have the same code.
 * @setup
 */
export function commandTable<Self>(commands: readonly Command<Self>[]): CommandTable<Self> {
	const bitmap = Array.from({ length: words }, () => 0);
	const last = commands.reduce((most, { code }) => Math.max(most, code), 0);
	const rows: (Command<Self> | undefined)[] = Array.from({ length: last + 1 }, () => undefined);
	for (const command of commands) {
		const { code, name } = command;
		if (undefined !== rows[code]) throw new RangeError(`PLDM command ${code} stands twice in its table: ${rows[code].name}, ${name}`);
		rows[code] = command;
		bitmap[code >> 5] |= 1 << (code & 31);
	}
	return Object.freeze({ rows: Object.freeze(rows), bitmap: Object.freeze(bitmap) });
}
