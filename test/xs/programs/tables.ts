// SPDX-License-Identifier: Apache-2.0
// Every table of test/tables, with the packets, events, counters and traces that it has on Node.
import { print } from "host";
import { play } from "../../support/play.js";
import { pieces, playSerial } from "../../support/play-serial.js";
import { playRedirection, playUsb, redirectionPieces } from "../../support/play-usb.js";
import Trace from "../../support/trace.js";
import { read, write } from "../../support/wire.js";
import { control, fault, nvmeMi, pldm, serial, transport, usb, usbredir, vendor } from "../../tables/all.js";
import { reads, writes } from "../../tables/wire.js";

interface Case {
	readonly name: string;
	readonly expected: unknown;
	readonly actual: unknown;
}

export default function tables(): void {
	const failures: string[] = [];
	for (const table of [...transport, ...control, ...pldm, ...nvmeMi, ...vendor, ...fault])
		run(table, [0], (session, _piece, trace) => play(session, trace), failures);
	for (const table of serial) run(table, pieces, playSerial, failures);
	for (const table of usb) run(table, [0], (session, _piece, trace) => playUsb(session, trace), failures);
	for (const table of usbredir) run(table, redirectionPieces, playRedirection, failures);
	compare(
		"reader",
		reads.map((item) => ({ name: item.name, ...read(item) })),
		failures,
	);
	compare(
		"writer",
		writes.map((item) => ({ name: item.name, ...write(item) })),
		failures,
	);
	if (failures.length) throw new Error(failures.join("\n"));
}

/** Plays all sessions of a table, with bytes arriving in pieces of all sizes. */
function run<Session extends { readonly name: string; readonly steps: readonly unknown[] }>(
	{ name, trace, sessions }: { readonly name: string; readonly trace: number; readonly sessions: readonly Session[] },
	sizes: readonly number[],
	play: (session: Session, piece: number, trace: Trace) => readonly Case[],
	failures: string[],
): void {
	const sum = new Trace();
	for (const session of sessions)
		for (const size of sizes) compare(`${name}: ${session.name}${size ? ` in pieces of ${size}` : ""}`, play(session, size, sum), failures);
	if (sum.sum !== trace) failures.push(`${name}: trace ${sum.sum.toString(16)} instead of ${trace.toString(16)}`);
	const steps = sessions.reduce((count, session) => count + session.steps.length, 0);
	print(`${steps} steps, trace ${sum.sum.toString(16)}: ${name}`);
}

function compare(where: string, cases: readonly Case[], failures: string[]): void {
	for (const { name, expected, actual } of cases) {
		const right = canonical(expected);
		const is = canonical(actual);
		if (is !== right) failures.push(`${where}: ${name}: ${is} instead of ${right}`);
	}
}

/** JSON with the members of every object in order. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if ("object" !== typeof value || null === value) return JSON.stringify(value);
	const object = value as Readonly<Record<string, unknown>>;
	const members = Object.keys(object)
		.sort()
		.map((key) => `${key}: ${canonical(object[key])}`);
	return `{${members.join()}}`;
}
