// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Trace from "./trace.js";

/** Any table. */
export interface AnyTable<Session> {
	readonly name: string;
	readonly trace: number;
	readonly sessions: readonly Session[];
}

export interface AnySession {
	readonly name: string;
	readonly steps: readonly { readonly name: string }[];
}

/** Lives through a session; tells of each step what it gives, and what it has to give. */
export type Play<Session> = (
	session: Session,
	piece: number,
	trace: Trace,
) => readonly { readonly expected: unknown; readonly actual: unknown }[];

/** A test for every step, with every size of pieces. Sessions run whole beforehand, so that a single step can be chosen by its name. */
export function checkAll<Session extends AnySession>(table: AnyTable<Session>, sizes: readonly number[], play: Play<Session>): void {
	describe(table.name, () => {
		const trace = new Trace();
		for (const session of table.sessions) {
			const rounds = sizes.map((size) => play(session, size, trace));
			describe(session.name, () => {
				session.steps.forEach(({ name }, index) => {
					it(name, () => {
						rounds.forEach((played, round) => {
							const { expected, actual } = played[index];
							expect(actual, sizes[round] ? `in pieces of ${sizes[round]}` : undefined).toEqual(expected);
						});
					});
				});
			});
		}
		it("leaves the trace that it leaves on XS", () => expect(`0x${trace.sum.toString(16)}`).toBe(`0x${table.trace.toString(16)}`));
	});
}
