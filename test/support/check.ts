// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Table } from "../tables/table.js";
import type { SerialTable } from "../tables/serial-table.js";
import { play } from "./play.js";
import { pieces, playSerial } from "./play-serial.js";
import Trace from "./trace.js";

/** A test for every step of a table. Sessions run whole beforehand, so that a single step can be chosen by its name. */
export function check(table: Table): void {
	describe(table.name, () => {
		const trace = new Trace();
		for (const session of table.sessions) {
			const played = play(session, trace);
			describe(session.name, () => {
				for (const { name, expected, actual } of played) it(name, () => expect(actual).toEqual(expected));
			});
		}
		it("leaves the trace that it leaves on XS", () => expect(`0x${trace.sum.toString(16)}`).toBe(`0x${table.trace.toString(16)}`));
	});
}

/** The same for a table of serial lines; every step with the bytes arriving in pieces of every size. */
export function checkSerial(table: SerialTable): void {
	describe(table.name, () => {
		const trace = new Trace();
		for (const session of table.sessions) {
			const rounds = pieces.map((piece) => playSerial(session, piece, trace));
			describe(session.name, () => {
				session.steps.forEach(({ name }, index) => {
					it(name, () => {
						rounds.forEach((played, round) => {
							const { expected, actual } = played[index];
							expect(actual, `in pieces of ${pieces[round]}`).toEqual(expected);
						});
					});
				});
			});
		}
		it("leaves the trace that it leaves on XS", () => expect(`0x${trace.sum.toString(16)}`).toBe(`0x${table.trace.toString(16)}`));
	});
}
