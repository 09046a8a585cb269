// SPDX-License-Identifier: Apache-2.0
import type { Method } from "../../../modules/activation/activation.js";
import type { Schema } from "../../../modules/activation/schema.js";
import type Catalog from "./catalog.js";

/** Who serves. */
export interface Information {
	readonly title: string;
	readonly version: string;
}

/** A parameter or a result (OpenRPC: content descriptor). */
export interface Descriptor {
	readonly name: string;
	readonly required?: boolean;
	readonly schema: Schema;
}

export interface DescribedMethod {
	readonly name: string;
	readonly description: string;
	readonly paramStructure: "by-name";
	readonly params: readonly Descriptor[];
	readonly result: Descriptor;
}

export interface DescribedEvent {
	readonly name: string;
	readonly description: string;
	readonly schema: Schema;
}

/** What `rpc.discover` returns: an OpenRPC document. Events and activations are extensions of it. */
export interface Discovered {
	readonly openrpc: "1.3.2";
	readonly info: Information;
	readonly methods: readonly DescribedMethod[];
	readonly "x-events": readonly DescribedEvent[];
	readonly "x-activations": readonly { readonly name: string; readonly description: string }[];
}

type Described = Pick<Method, "description" | "parameters" | "result">;

/** `own`: the server's methods, beside those of the catalog. */
export function discovered(info: Information, { methods, events, activations }: Catalog, own: ReadonlyMap<string, Described>): Discovered {
	return {
		openrpc: "1.3.2",
		info,
		methods: [...own, ...methods].map(([name, method]) => describe(name, method)),
		"x-events": Array.from(events, ([name, { description, value }]) => ({ name, description, schema: value })),
		"x-activations": activations.map(({ path, activation }) => ({ name: path, description: activation.description })),
	};
}

function describe(name: string, { description, parameters, result }: Described): DescribedMethod {
	const { properties = {}, required = [] } = parameters as { properties?: Record<string, Schema>; required?: readonly string[] };
	const params = Object.entries(properties).map(([each, schema]) => ({ name: each, required: required.includes(each), schema }));
	return {
		name,
		description,
		paramStructure: "by-name",
		params: [...params.filter((each) => each.required), ...params.filter((each) => !each.required)],
		result: { name: "result", schema: result },
	};
}
