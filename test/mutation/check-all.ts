// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { AnySession, AnyTable, Play } from "../support/check-all.js";
import Trace from "../support/trace.js";

/** A test for every session, which runs inside of it: so it is known which tests reach a mutant. */
export function checkAll<Session extends AnySession>(table: AnyTable<Session>, sizes: readonly number[], play: Play<Session>): void {
	describe(table.name, () => {
		for (const session of table.sessions)
			it(session.name, () => {
				for (const size of sizes) for (const { expected, actual } of play(session, size, new Trace())) expect(actual).toEqual(expected);
			});
		it("leaves the trace that it leaves on XS", () => {
			const trace = new Trace();
			for (const session of table.sessions) for (const size of sizes) play(session, size, trace);
			expect(trace.sum).toBe(table.trace);
		});
	});
}
