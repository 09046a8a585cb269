// SPDX-License-Identifier: Apache-2.0
// What of an activation can be moved: by sliders, switches, menus and buttons.
import type { Activation, Method } from "../../modules/activation/activation.js";
import type { Schema } from "../../modules/activation/schema.js";

/** Something to move. The simulator makes a row of its controls pane from it. */
export interface Control {
	readonly label: string;
	readonly kind: "slider" | "switch" | "menu" | "button";
	/** Of a slider. */
	readonly minimum?: number;
	readonly maximum?: number;
	/** Of a menu. */
	readonly values?: readonly string[];
	/** Calls the method with what was chosen; a button brings nothing. */
	run(value: unknown, now: number): unknown;
}

/** The port that a method is for, where it is for one of them. */
const portName = "port";

interface Parameters {
	readonly properties: Readonly<Record<string, Schema>>;
	readonly required: readonly string[];
}

/**
 * A method becomes a control if all that it needs is one value that can be chosen, and perhaps a port: one for each port
 * then. One that needs and returns nothing becomes a button.
 */
export function controlsOf({ methods, children = [] }: Activation): Control[] {
	const own = Object.entries(methods).flatMap(([name, method]) => controlsFor(name, method));
	return [...own, ...children.flatMap(controlsOf)];
}

function controlsFor(name: string, method: Method): Control[] {
	const { properties, required } = method.parameters as unknown as Parameters;
	const [value, another] = required.filter((each) => portName !== each);
	if (undefined === value && 0 === Object.keys(properties).length && "null" === method.result["type"])
		return [{ label: name, kind: "button", run: (_value, now) => method.run({}, now) }];
	const look = undefined === value ? undefined : lookOf(properties[value]);
	if (undefined === look || undefined !== another) return [];
	if (!required.includes(portName)) return [{ label: name, ...look, run: (chosen, now) => method.run({ [value]: chosen }, now) }];
	const last = properties[portName]["maximum"] as number;
	return Array.from({ length: last + 1 }, (_, port) => ({
		label: `${name} ${port}`,
		...look,
		run: (chosen: unknown, now: number) => method.run({ port, [value]: chosen }, now),
	}));
}

/** How a value is chosen; undefined: it cannot be. */
function lookOf(schema: Schema): Omit<Control, "label" | "run"> | undefined {
	const { type, minimum, maximum, enum: values } = schema;
	if ("boolean" === type) return { kind: "switch" };
	if ("string" === type && Array.isArray(values)) return { kind: "menu", values: values as string[] };
	/* A slider has no room for more. */
	if ("integer" === type && (maximum as number) - (minimum as number) < 0x100)
		return { kind: "slider", minimum: minimum as number, maximum: maximum as number };
	return undefined;
}
