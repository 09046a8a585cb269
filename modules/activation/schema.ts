// SPDX-License-Identifier: Apache-2.0

declare const described: unique symbol;

/** JSON Schema (2020-12) of a `Value`, as plain frozen data. */
export interface Schema<Value = unknown> {
	readonly [keyword: string]: unknown;
	/** For the compiler alone. */
	readonly [described]?: Value;
}

/** What a schema describes. */
export type Described<Of> = Of extends Schema<infer Value> ? Value : never;

type Schemas = Readonly<Record<string, Schema>>;
type Members<Needed extends Schemas, Optional extends Schemas> = { readonly [Name in keyof Needed]: Described<Needed[Name]> } & {
	readonly [Name in keyof Optional]?: Described<Optional[Name]>;
};

/** @setup */
export function whole(description: string, minimum: number, maximum: number): Schema<number> {
	return Object.freeze({ type: "integer", description, minimum, maximum });
}

/** @setup */
export function number(description: string, minimum: number, maximum: number): Schema<number> {
	return Object.freeze({ type: "number", description, minimum, maximum });
}

/** @setup */
export function flag(description: string): Schema<boolean> {
	return Object.freeze({ type: "boolean", description });
}

/** @setup */
export function text(description: string): Schema<string> {
	return Object.freeze({ type: "string", description });
}

/**
 * One of some texts.
 * @setup
 */
export function choice<const Value extends string>(description: string, values: readonly Value[]): Schema<Value> {
	return Object.freeze({ type: "string", description, enum: Object.freeze(Array.from(values)) });
}

/** @setup */
export function list<Item>(description: string, items: Schema<Item>): Schema<readonly Item[]> {
	return Object.freeze({ type: "array", description, items });
}

/**
 * An object with these members and no others.
 * @setup
 */
export function object<const Needed extends Schemas, const Optional extends Schemas = Readonly<Record<never, Schema>>>(
	needed: Needed,
	optional?: Optional,
): Schema<Members<Needed, Optional>> {
	return Object.freeze({
		type: "object",
		properties: Object.freeze({ ...needed, ...optional }),
		required: Object.freeze(Object.keys(needed)),
		additionalProperties: false,
	});
}

/**
 * An object with members of any name, all of one kind.
 * @setup
 */
export function record<Value>(description: string, values: Schema<Value>): Schema<Readonly<Record<string, Value>>> {
	return Object.freeze({ type: "object", description, additionalProperties: values });
}

/** What a method returns that has nothing to say. */
export const nothing: Schema<null> = Object.freeze({ type: "null" });

/** Parameters of a method that has none. */
export const none: Schema<object> = object({});
