// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";

/** As much of JSON Schema as the published schemas use. */
interface Schema {
	readonly $ref?: string;
	readonly enum?: readonly unknown[];
	readonly const?: unknown;
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly { readonly required: readonly string[] }[];
	readonly type?: string;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly pattern?: string;
	readonly items?: Schema;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly dependentSchemas?: Readonly<Record<string, object>>;
	readonly allOf?: readonly object[];
}

/** Elements of a list and characters of a text that are tried: more is only more of the same. */
const few = 4;

/** Values that a schema allows; `root` holds what it refers to. */
export function valuesOf(schema: Schema, root: object): fc.Arbitrary<unknown> {
	if (undefined !== schema.$ref) return valuesOf(resolve(schema.$ref, root), root);
	if (undefined !== schema.enum) return fc.constantFrom(...schema.enum);
	if (undefined !== schema.const) return fc.constant(schema.const);
	const { type = "integer", minimum: min = 0, maximum: max = 0 } = schema;
	if (undefined !== schema.anyOf) return fc.oneof(...schema.anyOf.map((branch) => valuesOf({ type, ...branch }, root)));
	switch (type) {
		case "integer":
			return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, 0x7fffffff) }));
		case "number":
			return fc.double({ min, max, noNaN: true });
		case "boolean":
			return fc.boolean();
		case "null":
			return fc.constant(null);
		case "string":
			return undefined === schema.pattern
				? fc.string({ minLength: 1 })
				: fc.stringMatching(new RegExp(schema.pattern, "u"), { size: "-1" });
		case "array":
			return fc.array(valuesOf(schema.items!, root), { minLength: schema.minItems ?? 0, maxLength: Math.min(few, schema.maxItems ?? few) });
	}
	return objectsOf(schema, root);
}

/** What the schemas of single properties do not tell is left to a check: values that are not allowed lose a property or are passed over. */
function objectsOf(schema: Schema, root: object): fc.Arbitrary<unknown> {
	const { properties = {}, required = [], oneOf = [], dependentSchemas = {}, allOf } = schema;
	const records = fc.record(Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, valuesOf(property, root)])), {
		requiredKeys: [...required, ...oneOf.flatMap((branch) => branch.required)],
	}) as fc.Arbitrary<Record<string, unknown>>;
	const ajv = new Ajv2020({ strict: false });
	const dependencies = Object.entries(dependentSchemas).map(([name, dependency]) => [name, ajv.compile(dependency)] as const);
	const whole = undefined === allOf ? () => true : ajv.compile({ allOf });
	return fc
		.tuple(records, fc.nat(Math.max(0, oneOf.length - 1)))
		.map(([record, choice]) => {
			const { ...value } = record;
			oneOf.forEach((branch, index) => branch.required.forEach((name) => index !== choice && Reflect.deleteProperty(value, name)));
			for (const [name, fits] of dependencies) if (name in value && !fits(value)) Reflect.deleteProperty(value, name);
			return value;
		})
		.filter((value) => whole(value) as boolean);
}

function resolve(reference: string, root: object): Schema {
	const steps = reference.split("/").slice(1);
	return steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], root) as Schema;
}
