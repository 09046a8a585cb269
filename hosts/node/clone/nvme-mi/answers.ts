// SPDX-License-Identifier: Apache-2.0
import { hexBytes } from "../../trace/hex.js";
import type { Answered, Readable } from "./readables.js";

/** An answer as the profile has it, in its file. */
export type AnswerDocument = Record<string, unknown>;

/** Bytes of an answer, by the lowest byte of its first dword. */
interface Range {
	readonly command: Readable["command"];
	readonly id: number;
	readonly at: number;
	readonly end: number;
	/** They change only while hosts use the drive. */
	readonly used?: true;
}

/**
 * What changes by itself: the time in the header of the persistent event log, the feature Timestamp; in SMART and endurance
 * group information, what hosts have read and written, and how long that took.
 */
const moving: readonly Range[] = Object.freeze([
	{ command: "log", id: 0x0d, at: 20, end: 28 },
	{ command: "feature", id: 0x0e, at: 0, end: 8 },
	{ command: "log", id: 0x02, at: 32, end: 112, used: true },
	{ command: "log", id: 0x09, at: 48, end: 128, used: true },
]);

/** Bytes that are alike between two patches that become one; bytes of the longest. */
const gap = 8;
const longest = 4096;

/** What makes the answer of a twin that of the original; undefined: it is the same already, but for what changes by itself. */
export function difference(readable: Readable, original: Answered, twin: Answered, used = false): AnswerDocument | undefined {
	const { command, controller, namespace, first, second } = readable;
	const of = {
		command,
		...(0 === controller ? {} : { controller }),
		...(0 === namespace ? {} : { namespace }),
		...(0 === first ? {} : { first }),
		...(0 === second ? {} : { second }),
	};
	if (undefined !== original.status) return original.status === twin.status ? undefined : { ...of, status: original.status };
	if (undefined !== original.completion)
		return original.completion === twin.completion ? undefined : { ...of, completion: original.completion };
	const refused = undefined !== twin.status || undefined !== twin.completion;
	const known = !refused && original.data.length === twin.data.length;
	const before = known ? twin.data : new Uint8Array(original.data.length);
	const patches = patchesOf(readable, original.data, before, used);
	const hasResult = "feature" === command && (!known || original.result !== twin.result);
	if (known && 0 === patches.length && !hasResult) return undefined;
	return {
		...of,
		...(known ? {} : { size: original.data.length }),
		...(hasResult ? { result: original.result } : {}),
		...(0 === patches.length ? {} : { patches }),
	};
}

function patchesOf(readable: Readable, wanted: Uint8Array, before: Uint8Array, used: boolean): object[] {
	const patches: object[] = [];
	const add = (at: number, end: number) => {
		for (; at < end; at += longest) patches.push({ at, bytes: hexBytes(wanted.subarray(at, Math.min(end, at + longest))) });
	};
	let start = -1;
	let end = -1;
	for (let at = 0; at < wanted.length; at++) {
		if (wanted[at] === before[at] || moves(readable, at, used)) continue;
		if (start >= 0 && at - end > gap) {
			add(start, end);
			start = -1;
		}
		if (start < 0) start = at;
		end = at + 1;
	}
	if (start >= 0) add(start, end);
	return patches;
}

/** Whether a byte changes by itself; `used`: hosts use the drive. */
export function moves({ command, first }: Readable, at: number, used = false): boolean {
	return moving.some(
		(each) => each.command === command && each.id === (first & 0xff) && at >= each.at && at < each.end && (used || !each.used),
	);
}
