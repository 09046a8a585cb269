// SPDX-License-Identifier: Apache-2.0
// What is different for tests that judge mutants: they are quick, and the same each time.
import type fastCheck from "fast-check";
import { vi } from "vitest";

/** Runs of a property, where it asks for more. */
const mostRuns = 6;

vi.mock("../support/check-all.js", () => import("./check-all.js"));

vi.mock("fast-check", async (original) => {
	const { default: whole } = await original<{ default: typeof fastCheck }>();
	const assert = <Values>(property: fastCheck.IRawProperty<Values>, { numRuns = mostRuns, ...others }: fastCheck.Parameters<Values> = {}) =>
		whole.assert(property, { ...others, numRuns: Math.min(numRuns, mostRuns), seed: 1, endOnFailure: true });
	return { default: { ...whole, assert } };
});
