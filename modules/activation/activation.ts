// SPDX-License-Identifier: Apache-2.0
import type { Schema } from "./schema.js";

/** Something an operator can ask of a model, or do to it. */
export interface Method {
	readonly description: string;
	/** Of an object: parameters have names. */
	readonly parameters: Schema<object>;
	readonly result: Schema;
	/**
	 * Gets parameters that fit their schema, and the clock of the endpoint. Returns a new plain value that fits the schema of
	 * the result. Throws RangeError, saying what is allowed, for what the schema lets through and the model does not.
	 */
	run(parameters: object, now: number): unknown;
}

/** Something a model tells operators. */
export interface Event {
	readonly description: string;
	/** Of an object. */
	readonly value: Schema<object>;
	/** Has `listener` told, until the returned function is called. There may be several listeners. */
	listen(listener: (value: object) => void): () => void;
}

/**
 * How a model is operated: a table from which command line, JSON-RPC, panels and tools follow. Operators call methods and
 * listen to events by path, the names from the outermost activation inwards: `endpoint.counters`. Names begin with a
 * letter, and consist of letters and digits. What it does is not on a message's way, and may allocate.
 */
export interface Activation {
	readonly name: string;
	readonly description: string;
	readonly methods: Readonly<Record<string, Method>>;
	readonly events?: Readonly<Record<string, Event>>;
	readonly children?: readonly Activation[];
}

/** A method whose types follow from its schemas. */
interface TypedMethod<Parameters extends object, Result> {
	readonly description: string;
	readonly parameters: Schema<Parameters>;
	readonly result: Schema<Result>;
	run(parameters: Parameters, now: number): NoInfer<Result>;
}

/** An event whose type follows from its schema. */
interface TypedEvent<Value extends object> {
	readonly description: string;
	readonly value: Schema<Value>;
	listen(listener: (value: NoInfer<Value>) => void): () => void;
}

/** A row of `methods`: holds `run` to the schemas. */
export function method<Parameters extends object, Result>(row: TypedMethod<Parameters, Result>): Method {
	return row as Method;
}

/** A row of `events`: holds what is told to the schema. */
export function event<Value extends object>(row: TypedEvent<Value>): Event {
	return row as Event;
}
