// SPDX-License-Identifier: Apache-2.0
// Parsers of command-line arguments: what they throw, commander shows as an error of usage.
import { InvalidArgumentError } from "commander";
import Uuid from "../../../modules/control/uuid.js";
import { isAssignable } from "../../../modules/mctp/eid.js";
import { parseTarget, type Target } from "../line/target.js";

/** For an option that may be repeated. */
export function addTarget(text: string, before: readonly Target[]): readonly Target[] {
	return [...before, checked(() => parseTarget(text))];
}

export function parseEid(text: string): number {
	const eid = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
	if (!isAssignable(eid)) throw new InvalidArgumentError("Allowed are whole numbers from 8 to 254.");
	return eid;
}

export function parseUuid(text: string): string {
	checked(() => new Uuid(text));
	return text.toLowerCase();
}

/** Errors of a parser as errors of usage. */
export function checked<Value>(parse: () => Value): Value {
	try {
		return parse();
	} catch (error) {
		throw new InvalidArgumentError((error as Error).message);
	}
}
