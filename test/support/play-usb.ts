// SPDX-License-Identifier: Apache-2.0
import { Speed } from "../../modules/usb/descriptors.js";
import type { RedirectionSession, RedirectionStep, UsbSession, UsbStep } from "../tables/usb-table.js";
import { bytes, difference, hex, list, packet, packetText } from "./text.js";
import type Trace from "./trace.js";
import UsbBench from "./usb.js";

/** What a step gives, and what it has to give. */
export interface Played<Outcome> {
	readonly name: string;
	readonly expected: Outcome;
	readonly actual: Outcome;
}

export interface UsbOutcome {
	readonly packets: readonly string[];
	readonly out: readonly string[];
	readonly counted: Readonly<Record<string, number>>;
	readonly sent?: number;
	readonly lost?: number;
}

export interface RedirectionOutcome {
	readonly packets: readonly string[];
	readonly out: string;
	readonly problem: string;
	readonly up?: boolean;
}

/** Sizes of the pieces in which bytes of a redirection arrive. */
export const redirectionPieces: readonly number[] = [4096, 1, 3, 7, 64, 511];

/** Runs all steps of a session of transfers. */
export function playUsb(session: UsbSession, trace?: Trace): Played<UsbOutcome>[] {
	const bench = new UsbBench(session, trace);
	let before: Record<string, number> = {};
	return session.steps.map((step) => {
		bench.packets.length = bench.sent = bench.lost = 0;
		for (const text of list(step.in)) bench.piece(bytes(text));
		act(bench, step);
		const out = bench.pieces(step.room ?? 512, step.pull);
		const after = bench.counters();
		const actual = {
			packets: [...bench.packets],
			out,
			counted: difference(before, after),
			...(undefined === step.sent ? {} : { sent: bench.sent }),
			...(undefined === step.lost ? {} : { lost: bench.lost }),
		};
		before = after;
		return { name: step.name, expected: expectation(step), actual };
	});
}

function act({ usb, now }: UsbBench, step: UsbStep): void {
	switch (step.act) {
		case "link down":
			return usb.link(now, false);
		case "link up":
			return usb.link(now, true);
		case "fail":
			return usb.transmitted(now, false);
	}
}

function expectation({ packets, out, count, sent, lost }: UsbStep): UsbOutcome {
	const received = list(packets).length;
	return {
		packets: texts(packets),
		out: list(out).map(digits),
		counted: { ...(received ? { received } : {}), ...count },
		...(undefined === sent ? {} : { sent }),
		...(undefined === lost ? {} : { lost }),
	};
}

/** Runs all steps of a redirection, with bytes arriving in pieces of one size. */
export function playRedirection(
	{ full, unit = 64, steps }: RedirectionSession,
	piece: number,
	trace?: Trace,
): Played<RedirectionOutcome>[] {
	const bench = new UsbBench({ unit, usb: { speed: full ? Speed.full : Speed.high, serialNumber: "7" }, packetSize: 64 }, trace);
	return steps.map((step) => {
		bench.packets.length = 0;
		if (undefined !== step.act) bench.device[step.act](bench.now);
		let out = bench.drain();
		out += bench.feed(bytes(list(step.in).join("")), piece);
		const actual = {
			packets: [...bench.packets],
			out,
			problem: bench.device.problem,
			...(undefined === step.up ? {} : { up: bench.endpoint.port(0).up }),
		};
		return { name: step.name, expected: redirectionExpectation(step), actual };
	});
}

function redirectionExpectation({ packets, out, problem = "", up }: RedirectionStep): RedirectionOutcome {
	return { packets: texts(packets), out: digits(list(out).join("")), problem, ...(undefined === up ? {} : { up }) };
}

function texts(packets: UsbStep["packets"]): string[] {
	return list(packets).map((text) => packetText(packet(text)));
}

/** Without blanks. */
function digits(text: string): string {
	return hex(bytes(text));
}
