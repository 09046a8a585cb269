// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect } from "vitest";
import type { Activation } from "../../modules/activation/activation.js";
import { valuesOf } from "./schema.js";

const ajv = new Ajv2020({ strictRequired: false });
const name = /^[A-Za-z][A-Za-z0-9]*$/;

/** Holds an activation to the contract: names, descriptions, schemas that are frozen all the way down. */
export function checkTable({ description, methods, events = {} }: Activation): void {
	expect(description).toMatch(/^\S.*\S$/);
	for (const [each, { description, parameters, result }] of Object.entries(methods)) {
		expect(each).toMatch(name);
		expect(description).toMatch(/^[A-Z].*[^.]$/);
		expect(parameters).toMatchObject({ type: "object", additionalProperties: false });
		for (const schema of [parameters, result]) checkSchema(schema);
	}
	for (const [each, { description, value }] of Object.entries(events)) {
		expect(each).toMatch(name);
		expect(description).toMatch(/^[A-Z].*[^.]$/);
		expect(value).toMatchObject({ type: "object", additionalProperties: false });
		checkSchema(value);
	}
}

function checkSchema(schema: object): void {
	expect(ajv.validateSchema(schema)).toBe(true);
	const walk = (value: unknown): void => {
		if ("object" !== typeof value || null === value) return;
		expect(Object.isFrozen(value)).toBe(true);
		Object.values(value).forEach(walk);
	};
	walk(schema);
}

/** Calls a method, with parameters that have to fit, and a result that has to. */
export function call({ methods }: Activation, name: string, parameters: object = {}, now = 0): unknown {
	const { parameters: given, result, run } = methods[name];
	expectFit(given, parameters);
	const value = run(parameters, now);
	expectFit(result, value);
	expect(JSON.parse(JSON.stringify(value))).toEqual(value);
	return value;
}

/** Listens to an event, whose values have to fit. */
export function listen({ events }: Activation, name: string): { values: object[]; stop: () => void } {
	const { value, listen } = events![name];
	const values: object[] = [];
	const stop = listen((each) => {
		expectFit(value, each);
		values.push(each);
	});
	return { values, stop };
}

/** Any parameters that fit give a result that fits, or are refused with a reason. */
export function hostile(make: () => Activation): void {
	const methods = Object.entries(make().methods);
	const calls = fc.oneof(
		...methods.map(([name, { parameters }]) => fc.tuple(fc.constant(name), valuesOf(parameters as object, parameters))),
	);
	fc.assert(
		fc.property(fc.array(calls, { maxLength: 20 }), (calls) => {
			const activation = make();
			for (const [name, parameters] of calls) {
				try {
					call(activation, name, parameters as object);
				} catch (error) {
					if (!(error instanceof RangeError) || "" === error.message) throw error;
				}
			}
		}),
		{ numRuns: 50 },
	);
}

function expectFit(schema: object, value: unknown): void {
	const fits = ajv.compile(schema);
	if (!fits(value)) throw new Error(`${JSON.stringify(value)}: ${ajv.errorsText(fits.errors)}`);
}
