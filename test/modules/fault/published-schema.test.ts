// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { most } from "../../../modules/fault/faults.js";
import { checkFault, faultSchema, type FaultOptions } from "../../../modules/fault/options.js";
import { valuesOf } from "../../support/schema.js";
import { textOf } from "../../lint/sources.js";

/* The schema for editors and the table for firmware say the same. */
const published = JSON.parse(textOf("modules/fault/faults.schema.json"));
const fits = new Ajv2020({ strict: false }).compile(published);

function accepts(fault: unknown): boolean {
	try {
		checkFault(fault as FaultOptions);
		return true;
	} catch (error) {
		if (error instanceof RangeError) return false;
		throw error;
	}
}

it("has the same options, with the same ranges; ports are not for profiles", () => {
	const ranges = (properties: object) =>
		Object.fromEntries(
			Object.entries(properties)
				.filter(([name]) => "port" !== name)
				.map(([name, { minimum, maximum, enum: values }]) => [name, { minimum, maximum, values }]),
		);
	expect(ranges(published.$defs.fault.properties)).toEqual(ranges(faultSchema.properties as object));
	expect(published.maxItems).toBe(most);
});

it("takes what the table takes, and nothing else", () => {
	const fault = published.$defs.fault;
	const needed = fc.tuple(valuesOf({ properties: fault.properties, required: ["kind"], type: "object" }, published), fc.boolean());
	fc.assert(
		fc.property(needed, ([value, wrong]) => {
			const fault = wrong ? { ...(value as object), rate: 2 } : value;
			expect(accepts(fault)).toBe(fits([fault]));
		}),
		{ numRuns: 2000 },
	);
	fc.assert(
		fc.property(valuesOf(fault, published), (value) => {
			expect(accepts(value)).toBe(true);
		}),
		{ numRuns: 300 },
	);
});
