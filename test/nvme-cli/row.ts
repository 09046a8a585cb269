// SPDX-License-Identifier: Apache-2.0
import { expect } from "vitest";
import type Operator from "../../hosts/node/management/operator.js";

/** What a program did. */
export interface Outcome {
	readonly status: number | string;
	readonly output: string;
	/** Its complaints, where they do not stand in the output. */
	readonly errors?: string;
}

/** A run of nvme-cli, and what has to come of it. */
export interface Row {
	/** Subcommand and options, without the device. */
	readonly nvme: string;
	/** Controller that is asked; 0 */
	readonly controller?: number;
	/** First and last version of nvme-cli that sends it. */
	readonly since?: number;
	readonly until?: number;
	/** Exit status; 0 */
	readonly status?: number;
	/** Parts of what it prints as JSON. Numbers may be written as texts. */
	readonly json?: object;
	/** Parts of what it prints. */
	readonly prints?: readonly (string | RegExp)[];
	/** What an operator does before. */
	readonly before?: (operator: Operator) => Promise<unknown>;
	/** What an operator sees afterwards. */
	readonly after?: (operator: Operator) => Promise<void>;
}

/** Versions as numbers that can be compared: 2.3 is 2003. */
export function versionNumber(version: string): number {
	const [major, minor] = version.split(".").map(Number);
	return major * 1000 + minor;
}

/** Whether nvme-cli of this version can do it. */
export function isKnown({ since = 0, until = Infinity }: Row, version: number): boolean {
	return since <= version && version <= until;
}

/** The words of the command line behind `nvme`. */
export function wordsOf({ nvme, controller, json }: Row): string[] {
	const [subcommand, ...options] = nvme.split(" ");
	const device = undefined === controller ? "mctp:1,9" : `mctp:1,9:${controller}`;
	return [subcommand, device, ...options, ...(undefined === json ? [] : ["--output-format=json"])];
}

export function check({ status = 0, json, prints = [] }: Row, outcome: Outcome): void {
	const said = `${outcome.output}${outcome.errors ?? ""}`;
	expect(outcome.status, said).toBe(status);
	for (const part of prints) {
		if ("string" === typeof part) expect(said).toContain(part);
		else expect(said).toMatch(part);
	}
	if (undefined !== json) expect(JSON.parse(outcome.output, numbers)).toMatchObject(json);
}

/** Texts of digits become numbers: versions of nvme-cli differ in what they write as which. */
function numbers(_key: string, value: unknown): unknown {
	return "string" === typeof value && /^\d+$/.test(value) ? Number(value) : value;
}
