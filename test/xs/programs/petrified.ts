// SPDX-License-Identifier: Apache-2.0
// State at module scope behaves as in flash: the host makes it read-only as the SDK's linker does.
import { Counter, bytes, frozen, instance, list, map, next, plain, set, view } from "./fixtures/state.js";
import { print } from "host";

const forbidden: Readonly<Record<string, () => unknown>> = {
	"an element of a typed array": () => (bytes[0] = 1),
	"Uint8Array.prototype.set": () => bytes.set([1]),
	"Uint8Array.prototype.copyWithin": () => bytes.copyWithin(0, 1),
	"DataView.prototype.setUint8": () => view.setUint8(0, 1),
	"Map.prototype.set": () => map.set("a", 1),
	"Set.prototype.add": () => set.add(1),
	"a static field": () => (Counter.shared = 1),
	"a private static field": () => Counter.hide(),
	"a private field of a frozen object": () => frozen.increment(),
	"a method of a class": () => (Counter.prototype.increment = () => 0),
	"a new property of a prototype": () => Object.assign(Array.prototype, { extra: 1 }),
	"the name of an error": () => (new Error("x").name = "y"),
};

const allowed: Readonly<Record<string, () => unknown>> = {
	"a module variable": () => next(),
	"a property of an object": () => ++plain.value,
	"an element of an array": () => ++list[0],
	"a private field": () => instance.increment(),
	"a buffer made later": () => (new Uint8Array(1)[0] = 1),
	"a map made later": () => new Map([[1, 1]]).size,
};

function throws(action: () => unknown): boolean {
	try {
		action();
	} catch (error) {
		return error instanceof TypeError;
	}
	return false;
}

export default function petrified(): void {
	for (const [what, action] of Object.entries(forbidden)) if (!throws(action)) throw new Error(`${what} can be written`);
	for (const [what, action] of Object.entries(allowed)) if (1 !== action()) throw new Error(`${what} cannot be written`);
	print(`${Object.keys(forbidden).length} writes refused, ${Object.keys(allowed).length} accepted`);
}
