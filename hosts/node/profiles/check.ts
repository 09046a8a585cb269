// SPDX-License-Identifier: Apache-2.0
import type { SchemaValidateFunction, ValidateFunction } from "ajv";
import { anyByte } from "../../../modules/device/fields.js";
import type Document from "../json/document.js";
import { problemsOf } from "../json/problems.js";
import { readSchema, type SchemaName } from "./schema.js";

/** What becomes of texts whose schema says `compiled`. */
const compilers: Readonly<Record<string, (text: string) => unknown>> = Object.freeze({ bytes: parseBytes, number: Number });

/** A text to be replaced: property `name` of `holder`. */
interface Replacement {
	readonly kind: string;
	readonly holder: Record<string | number, unknown>;
	readonly name: string | number;
}

/** A schema, and what checks values against it. */
interface Validator {
	readonly schema: object;
	readonly validate: ValidateFunction;
}

const validators = new Map<SchemaName, Promise<Validator>>();

/**
 * Checks a document against a published schema. Returns its value with texts of numbers and bytes replaced by these.
 * Rejects with an error that tells all problems.
 */
async function check(document: Document, name: SchemaName, what: string): Promise<unknown> {
	if (!validators.has(name)) validators.set(name, validatorOf(name));
	const { schema, validate } = await validators.get(name)!;
	const replacements: Replacement[] = [];
	if (!validate.call(replacements, document.value)) throw document.error(what, problemsOf(validate.errors!, schema));
	for (const { kind, holder, name: property } of replacements) {
		const text = holder[property];
		if ("string" === typeof text) holder[property] = compilers[kind](text);
	}
	return document.value;
}

async function validatorOf(name: SchemaName): Promise<Validator> {
	const { Ajv2020 } = await import("ajv/dist/2020.js"); // takes tens of milliseconds, and a device without files does without
	const ajv = new Ajv2020({ allErrors: true, verbose: true, passContext: true });
	ajv.addKeyword({ keyword: "compiled", type: "string", schemaType: "string", errors: false, validate: collect });
	const schema = readSchema(name);
	return { schema, validate: ajv.compile(schema) };
}

const collect: SchemaValidateFunction = function (this: Replacement[], kind: string, _text, _schema, where) {
	this.push({ kind, holder: where!.parentData, name: where!.parentDataProperty });
	return true;
};

/** `01 .. FF`: pairs of digits, and what stands for any byte. */
function parseBytes(text: string): readonly number[] {
	return Array.from(text.matchAll(/[^ ]{2}/g), ([pair]) => (/[.?]/.test(pair) ? anyByte : parseInt(pair, 16)));
}

export default check;
