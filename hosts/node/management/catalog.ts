// SPDX-License-Identifier: Apache-2.0
import type { Activation, Event, Method } from "../../../modules/activation/activation.js";

/** An activation, and the path that leads to it. */
export interface Located {
	/** Empty: it adds no step to the paths of what it has. */
	readonly path: string;
	readonly activation: Activation;
}

const name = /^[A-Za-z][A-Za-z0-9]*$/;

/** What operators can do and hear, by path. An activation without a name adds no step. */
class Catalog {
	readonly methods = new Map<string, Method>();
	readonly events = new Map<string, Event>();
	/** From the outermost inwards. */
	readonly activations: Located[] = [];

	constructor(activations: readonly Activation[]) {
		for (const activation of activations) this.#add(activation, "");
	}

	#add(activation: Activation, above: string): void {
		const path = "" === activation.name ? above : join(above, activation.name);
		this.activations.push({ path, activation });
		for (const [each, method] of Object.entries(activation.methods)) put(this.methods, join(path, each), method);
		for (const [each, event] of Object.entries(activation.events ?? {})) put(this.events, join(path, each), event);
		for (const child of activation.children ?? []) this.#add(child, path);
	}
}

function join(path: string, step: string): string {
	if (!name.test(step)) throw new Error(`activation ${path}: "${step}" is no name: names are letters and digits, a letter first`);
	return "" === path ? step : `${path}.${step}`;
}

function put<Row>(rows: Map<string, Row>, path: string, row: Row): void {
	if (rows.has(path)) throw new Error(`activation ${path}: there are two`);
	rows.set(path, row);
}

export default Catalog;
