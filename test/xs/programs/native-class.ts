// SPDX-License-Identifier: Apache-2.0
// A class over C data, written as for the SDK, works on the host's native() and Native().
import { collect, print, slots } from "host";
import Accumulator, { released } from "./fixtures/accumulator.js";
import equal from "./fixtures/equal.js";

export default function nativeClass(): void {
	const accumulator = new Accumulator({ start: 40 });
	equal(accumulator.add(2), 42, "a method");
	equal(accumulator.total, 42, "a getter");
	equal(accumulator instanceof Accumulator, true, "instanceof");
	equal(
		outcome(() => new Accumulator({ start: -1 })),
		"RangeError",
		"an option out of range",
	);
	equal(
		outcome(() => Accumulator.prototype.add.call({} as Accumulator, 1)),
		"SyntaxError",
		"a wrong this",
	);
	const before = slots();
	accumulator.add(1);
	equal(slots() - before, 0, "slots for a call");
	accumulator.close();
	accumulator.close();
	equal(
		outcome(() => accumulator.add(1)),
		"SyntaxError",
		"a method after close",
	);
	const releasedBefore = released();
	for (let turn = 0; turn < 10; turn++) new Accumulator({ start: turn });
	collect();
	equal(released() - releasedBefore, 10, "instances released by the collector");
	print("construct, call, close, collect");
}

function outcome(action: () => unknown): string {
	try {
		return String(action());
	} catch (error) {
		return (error as Error).name;
	}
}
