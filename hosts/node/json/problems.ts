// SPDX-License-Identifier: Apache-2.0
import type { ErrorObject } from "ajv/dist/2020.js";
import { closest, distance } from "fastest-levenshtein";
import type { Problem } from "./document.js";
import { shown, type Path } from "./path.js";

/** What of a schema its errors need. */
interface Schema {
	readonly $ref?: string;
	/** What a value must be. */
	readonly title?: string;
	readonly type?: string;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly enum?: readonly unknown[];
	readonly required?: readonly string[];
	readonly properties?: object;
}

/** Problems that people are told of at a time. */
const most = 20;

/** What a check against the schema `root` found, as sentences that say what is allowed. The check has to be `verbose`. */
export function problemsOf(errors: readonly ErrorObject[], root: object): Problem[] {
	const problems: Problem[] = [];
	for (const error of errors) {
		if ("if" === error.keyword || errors.some((other) => isBranchOf(error, other, root))) continue;
		const { additionalProperty } = error.params;
		const path = undefined === additionalProperty ? pathOf(error) : [...pathOf(error), additionalProperty];
		problems.push({ path, message: sentence(error, branchesOf(error, root)) });
		if (problems.length === most) break;
	}
	return problems;
}

/** Whether `error` tells why one of several alternatives does not fit; `whole` tells of all of them. */
function isBranchOf(error: ErrorObject, whole: ErrorObject, root: object): boolean {
	return error.instancePath === whole.instancePath && branchesOf(whole, root).includes(error.parentSchema as Schema);
}

/** The alternatives, none of which fits, or too many. */
function branchesOf({ keyword, schema }: ErrorObject, root: object): readonly Schema[] {
	if ("anyOf" !== keyword && "oneOf" !== keyword) return [];
	return (schema as readonly Schema[]).map((branch) => (undefined === branch.$ref ? branch : resolve(branch.$ref, root)));
}

function resolve(reference: string, root: object): Schema {
	const steps = reference.split("/").slice(1);
	return steps.reduce<unknown>((schema, step) => (schema as Record<string, unknown>)[step], root) as Schema;
}

function sentence({ keyword, params, data, parentSchema }: ErrorObject, branches: readonly Schema[]): string {
	const schema = parentSchema as Schema;
	switch (keyword) {
		case "additionalProperties":
			return `there is no such property: ${suggestion(params.additionalProperty, Object.keys(schema.properties ?? {}))}`;
		case "required":
			return `lacks "${params.missingProperty}"`;
		case "maxItems":
		case "minItems":
			return `has ${(data as unknown[]).length} elements: allowed are ${schema.minItems ?? 0} to ${schema.maxItems ?? "any number"}`;
		case "oneOf":
		case "anyOf":
			if (branches.every(({ required }) => undefined !== required))
				return `needs either ${branches.map(({ required }) => shown(required![0])).join(" or ")}`;
			return `must be ${schema.title ?? branches.map(expected).join(", or ")}, not ${shown(data)}`;
	}
	return `must be ${expected(schema)}, not ${shown(data)}`;
}

const kinds: Readonly<Record<string, string>> = Object.freeze({
	array: "a list",
	boolean: "true or false",
	integer: "a whole number",
	null: "null",
	number: "a number",
	object: "an object",
	string: "a text",
});

function expected({ title, type = "", minimum, maximum, enum: values }: Schema): string {
	if (undefined !== title) return title;
	if (undefined !== values) return `one of ${values.map(shown).join(", ")}`;
	const range = undefined === minimum ? "" : ` from ${minimum} to ${maximum}`;
	return `${kinds[type]}${range}`;
}

/** The known name that is meant, or all of them. */
function suggestion(name: string, known: readonly string[]): string {
	if (0 === known.length) return "none is allowed here";
	const nearest = closest(name, known);
	if (distance(name, nearest) <= Math.max(1, name.length / 3)) return `did you mean ${shown(nearest)}?`;
	return `allowed are ${known.join(", ")}`;
}

/** The steps of a JSON pointer. */
function pathOf({ instancePath }: ErrorObject): Path {
	const steps = instancePath.split("/").slice(1);
	return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replace(/~1/g, "/").replace(/~0/g, "~")));
}
