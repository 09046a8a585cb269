// SPDX-License-Identifier: Apache-2.0
import type { SerialSession, SerialStep } from "../tables/serial-table.js";
import Line from "./line.js";
import { bytes, difference, hex, list, packet, packetText } from "./text.js";
import type Trace from "./trace.js";

/** What a step on a line gives, and what it has to give. */
export interface PlayedSerial {
	readonly name: string;
	readonly expected: SerialOutcome;
	readonly actual: SerialOutcome;
}

export interface SerialOutcome {
	readonly packets: readonly string[];
	readonly frames: readonly string[];
	readonly counted: Readonly<Record<string, number>>;
	readonly error?: string;
}

/** Sizes of the pieces in which bytes arrive. */
export const pieces: readonly number[] = [128, 1, 2, 3, 5, 7, 11, 64];

/** Runs all steps of a session, with bytes arriving in pieces of one size. */
export function playSerial({ unit, steps }: SerialSession, piece: number, trace?: Trace): PlayedSerial[] {
	const line = new Line(unit, trace);
	let before: Record<string, number> = {};
	return steps.map((step) => {
		line.packets.length = line.frames.length = 0;
		let error: string | undefined;
		try {
			line.receive(bytes(step.in ?? ""), piece);
		} catch (thrown) {
			error = String(thrown);
		}
		const after = line.counters();
		const actual: SerialOutcome = {
			packets: [...line.packets],
			frames: line.frames.map((frame) => hex(frame)),
			counted: difference(before, after),
			...(undefined === error ? {} : { error }),
		};
		before = after;
		return { name: step.name, expected: expectation(step), actual };
	});
}

function expectation({ packets, out, count }: SerialStep): SerialOutcome {
	const received = list(packets).length;
	return {
		packets: list(packets).map((text) => packetText(packet(text))),
		frames: list(out).map((text) => hex(bytes(text))),
		counted: { ...(received ? { received } : {}), ...count },
	};
}
