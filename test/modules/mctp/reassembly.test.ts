// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import Bench from "../../support/bench.js";

/** Packets arrive, and nobody lets time pass between them. */
const made = () => new Bench({ ports: [{ eid: 8 }], responders: ["echo"] });

it("a source's message gives way when the clock was set back since its last packet", () => {
	const bench = made();
	bench.now = 1000;
	for (const text of ["01080988 01a1", "01080989 01b1"]) bench.receive(text);
	bench.now = 999;
	bench.receive("0108098a 01c1");
	expect(bench.counters()).toEqual({ received: 3, assemblyEvicted: 1 });
});

it("of a source's messages the one without a packet for longest gives way, not the one that began first", () => {
	const bench = made();
	bench.receive("01080988 01a1");
	bench.receive("01080989 01b1");
	bench.now = 10;
	bench.receive("01080918 a2a2");
	bench.now = 110;
	bench.receive("0108098a 01c1");
	for (const text of ["01080968 a3", "0108095a c2"]) bench.receive(text);
	expect(bench.pull()).toEqual(["010908c0 01a1a2a2a3", "010908d2 01c1c2"]);
});

it.each([
	["another address", "01080018 a2 @2", { received: 1, noStart: 1 }],
	["another port", "1/010a0018 a2 @1", { received: 1, "1/noStart": 1 }],
])("a middle packet from the null EID at %s is not of its message", (_what, text, counters) => {
	const bench = new Bench({ ports: [{ eid: 8 }, { eid: 10 }], responders: ["echo"] });
	bench.receive("01080088 01a1 @1");
	bench.receive(text);
	expect(bench.counters()).toEqual(counters);
});
