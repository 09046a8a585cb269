// SPDX-License-Identifier: Apache-2.0
import type Call from "./call.js";
import { Parameter } from "./message.js";
import { Work } from "./model/work.js";

/** A row of a command table, by opcode. */
export interface Command {
	readonly opcode: number;
	readonly name: string;
	/** The request carries data behind its fixed part; the handler checks how much. */
	readonly input: boolean;
	/** By `Work`. */
	readonly work: number;
	/** Every device has it; others are listed as optionally supported. */
	readonly mandatory: boolean;
	/** Allowed while the subsystem sanitizes. */
	readonly always: boolean;
	/**
	 * Answers: 0 is success; a positive number the word of status and parameter error location; a negative one the status
	 * of an NVMe completion. Undefined: nobody may use the command by way of a management endpoint.
	 */
	readonly handle: ((call: Call) => number) | undefined;
}

type Options = Partial<Pick<Command, "input" | "work" | "mandatory" | "always">>;

/** @setup */
export function command(opcode: number, name: string, handle: (call: Call) => number, options: Options = {}): Command {
	const { input = false, work = Work.command, mandatory = false, always = false } = options;
	return Object.freeze({ opcode, name, input, work, mandatory, always, handle });
}

/**
 * A command that is known, and prohibited.
 * @setup
 */
export function prohibited(opcode: number, name: string): Command {
	return Object.freeze({ opcode, name, input: false, work: Work.none, mandatory: true, always: true, handle: undefined });
}

/** Commands of one kind, by opcode. */
export type CommandTable = readonly (Command | undefined)[];

/**
 * Rows by their number.
 * @setup
 */
export function indexed<Row>(rows: readonly Row[], numberOf: (row: Row) => number): readonly (Row | undefined)[] {
	const table: (Row | undefined)[] = Array.from({ length: 1 + Math.max(...rows.map(numberOf)) }, () => undefined);
	for (const row of rows) table[numberOf(row)] = row;
	return Object.freeze(table);
}

/**
 * Commands of all kinds that not every device has, each a word of message type and opcode, as the Optionally Supported Command List
 * tells them (NVMe-MI 1.2, 5.7.5).
 * @setup
 */
export function optionalCommands(tables: readonly (CommandTable | undefined)[]): readonly number[] {
	return Object.freeze(
		tables.flatMap((table, kind) =>
			(table ?? []).flatMap((row) => (undefined === row || row.mandatory ? [] : (kind << Parameter.kindShift) | (row.opcode << 8))),
		),
	);
}

/** @setup */
export function commandTable(rows: readonly Command[]): CommandTable {
	return indexed(rows, ({ opcode }) => opcode);
}
