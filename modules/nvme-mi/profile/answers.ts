// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import Answers, { answerables, type Answer, type Patch } from "../answers.js";

const mostAnswers = 4096;
const mostPatches = 1024;
const mostPatch = 4096;
const largestSize = 0x100000;
const largestWord = 0xffffffff;

/**
 * Answers of a device that was cloned; undefined: the section has none.
 * @setup
 */
export function readAnswers(list: readonly Fields[] | undefined): Answers | undefined {
	if (undefined === list || 0 === list.length) return undefined;
	return new Answers(Object.freeze(list.map((each) => readAnswer(each))));
}

/** @setup */
export function answersOf(fields: Fields): readonly Fields[] | undefined {
	return fields.list("answers", mostAnswers);
}

/** @setup */
function readAnswer(fields: Fields): Answer {
	const name = fields.required(
		"command",
		fields.choice(
			"command",
			answerables.map((each) => each.name),
		),
	);
	const command = answerables.find((each) => each.name === name)!;
	const word = (field: string) => fields.whole(field, 0, largestWord) ?? 0;
	const answer = Object.freeze({
		command,
		controller: fields.whole("controller", 0, 0xffff) ?? 0,
		namespace: word("namespace"),
		first: word("first") & command.firstMask,
		second: word("second") & command.secondMask,
		status: word("status") | 0,
		completion: fields.whole("completion", 0, 0x7ff) ?? 0,
		result: fields.whole("result", 0, largestWord),
		size: fields.whole("size", 0, largestSize) ?? -1,
		patches: Object.freeze((fields.list("patches", mostPatches) ?? []).map((each) => readPatch(each))),
	});
	fields.end();
	return answer;
}

/** @setup */
function readPatch(fields: Fields): Patch {
	const at = fields.required("at", fields.whole("at", 0, largestSize));
	const bytes = Uint8Array.from(fields.required("bytes", fields.bytes("bytes", mostPatch)), (byte) => Math.max(0, byte));
	fields.end();
	return Object.freeze({ at, bytes });
}
