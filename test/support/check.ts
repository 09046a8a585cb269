// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Table } from "../tables/table.js";
import type { SerialTable } from "../tables/serial-table.js";
import type { RedirectionTable, UsbTable } from "../tables/usb-table.js";
import { play } from "./play.js";
import { pieces, playSerial } from "./play-serial.js";
import { playRedirection, playUsb, redirectionPieces } from "./play-usb.js";
import Trace from "./trace.js";

/** A test for every step of a table. Sessions run whole beforehand, so that a single step can be chosen by its name. */
export function check(table: Table): void {
	checkAll(table, [0], (session, _piece, trace) => play(session, trace));
}

/** The same for a table of serial lines; every step with the bytes arriving in pieces of every size. */
export function checkSerial(table: SerialTable): void {
	checkAll(table, pieces, playSerial);
}

/** The same for a table of USB transfers. */
export function checkUsb(table: UsbTable): void {
	checkAll(table, [0], (session, _piece, trace) => playUsb(session, trace));
}

/** The same for a table of redirected devices; every step with the bytes arriving in pieces of every size. */
export function checkRedirection(table: RedirectionTable): void {
	checkAll(table, redirectionPieces, playRedirection);
}

/** Any table: what a step gives, and what it has to give. */
interface AnyTable<Session> {
	readonly name: string;
	readonly trace: number;
	readonly sessions: readonly Session[];
}
type Play<Session> = (session: Session, piece: number, trace: Trace) => readonly { readonly expected: unknown; readonly actual: unknown }[];

function checkAll<Session extends { readonly name: string; readonly steps: readonly { readonly name: string }[] }>(
	table: AnyTable<Session>,
	sizes: readonly number[],
	play: Play<Session>,
): void {
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
