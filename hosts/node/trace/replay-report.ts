// SPDX-License-Identifier: Apache-2.0
import { formatMessage } from "./format.js";
import { hexBytes } from "./hex.js";
import { describeMessage } from "./messages/messages.js";
import type { Replayed } from "./replay.js";

/** Bytes of an answer shown in a row, and before the first one that differs. */
const shown = 24;
const before = 4;

/** How the answer differs from that of the capture, for a person. */
export function formatDifference({ exchange, expected, answer }: Replayed): string {
	const { number, request } = exchange;
	const head = `${number} ${formatMessage(request)}`;
	const [captured] = expected;
	if (undefined === answer) return `${head}\n  no answer; captured: ${hexBytes(captured, shown)}\n`;
	if (undefined === captured) return `${head}\n  answered, which it was not in the capture: ${hexBytes(answer, shown)}\n`;
	const places = differences(captured, answer);
	const from = places[0] < shown ? 0 : places[0] - before;
	const marks = Array.from({ length: shown }, (_, index) => (places.includes(from + index) ? "^^" : "  ")).join(" ");
	const rows = [
		`  captured  ${row(captured, from)}`,
		`  now       ${row(answer, from)}`,
		`            ${marks.trimEnd()}  ${places.length} of ${Math.max(captured.length, answer.length)} bytes differ${from > 0 ? `, shown from byte ${from}` : ""}`,
		`  captured  ${textOf(captured)}`,
		`  now       ${textOf(answer)}`,
	];
	return `${head}\n${rows.join("\n")}\n`;
}

/** As a value for JSON. */
export function replayedJson({ exchange, expected, answer, same }: Replayed): object {
	const { number, request } = exchange;
	const digits = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
	return {
		number,
		same,
		name: request.name,
		request: digits(request.bytes),
		expected: expected.map(digits),
		answer: undefined === answer ? null : digits(answer),
	};
}

/** Where two messages differ; a byte that one of them lacks differs. */
function differences(left: Uint8Array, right: Uint8Array): number[] {
	const places: number[] = [];
	for (let at = 0; at < Math.max(left.length, right.length); at++) if (left[at] !== right[at]) places.push(at);
	return places;
}

function row(bytes: Uint8Array, from: number): string {
	return hexBytes(bytes.subarray(from), shown);
}

function textOf(bytes: Uint8Array): string {
	return formatMessage({ ...describeMessage(bytes), bytes, packets: 1 });
}
