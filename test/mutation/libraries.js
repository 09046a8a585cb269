// SPDX-License-Identifier: Apache-2.0
// What tests that judge mutants get in place of libraries: those of vitest without its server and processes, and properties that are quick and the same each time.
import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";
import { beforeEach, describe, it, test } from "@vitest/runner";
import fastCheck from "fast-check";

/** Runs of a property, where it asks for more. */
const mostRuns = 6;

for (const matchers of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(matchers);
const { expect } = chai;
expect.unreachable = (message) => expect.fail(message);

const assert = (property, { numRuns = mostRuns, ...others } = {}) =>
	fastCheck.assert(property, { ...others, numRuns: Math.min(numRuns, mostRuns), seed: 1, endOnFailure: true });

export const libraries = {
	vitest: { beforeEach, describe, expect, it, test, vi: { setConfig() {} } },
	"fast-check": { ...fastCheck, assert },
};
