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

/** Limits of the profile: patches of an answer, bytes of a patch; and bytes that are alike between two patches. */
const most = 1024;
const longest = 4096;
const smallestGap = 8;

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

/** Patches as few as a profile may have: where there are too many, those that are near each other become one. */
function patchesOf(readable: Readable, wanted: Uint8Array, before: Uint8Array, used: boolean): object[] {
	const changed = Array.from(wanted.keys()).filter((at) => wanted[at] !== before[at] && !moves(readable, at, used));
	for (let gap = smallestGap; ; gap *= 2) {
		const patches = patchesWith(wanted, changed, gap);
		if (patches.length <= most) return patches;
	}
}

/** `gap`: so many bytes that are alike between two that are not, at least, separate two patches. */
function patchesWith(wanted: Uint8Array, changed: readonly number[], gap: number): object[] {
	const patches: object[] = [];
	for (let index = 0; index < changed.length;) {
		const at = changed[index];
		let end = at;
		for (; index < changed.length && changed[index] - end <= gap && changed[index] - at < longest; index++) end = changed[index];
		patches.push({ at, bytes: hexBytes(wanted.subarray(at, end + 1)) });
	}
	return patches;
}

/** Whether a byte changes by itself; `used`: hosts use the drive. */
export function moves({ command, first }: Readable, at: number, used = false): boolean {
	return moving.some(
		(each) => each.command === command && each.id === (first & 0xff) && at >= each.at && at < each.end && (used || !each.used),
	);
}
