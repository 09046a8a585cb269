// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Bench from "../../support/bench.js";
import { rising, type Sending, type Setup } from "../../tables/table.js";

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

it("a message in a short slot is no longer than any other may be", () => {
	const bench = new Bench({ ports: [{ eid: 8 }], responders: ["echo"], memory: { slots: 0, shortSlots: 1, messageSize: 100 } });
	bench.receive(`01080988 01${rising(1, 63)}`);
	bench.receive(`01080958 ${rising(64, 37)}`);
	expect(bench.counters()).toEqual({ received: 1, messageSize: 1 });
	bench.receive(`01080988 01${rising(1, 63)}`);
	bench.receive(`01080958 ${rising(64, 36)}`);
	expect(bench.pull().length).toBe(2);
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

describe("when a request fails, the answer that grows for it is dropped,", () => {
	const request = "request" as const;
	const begun = (source: string, address: string) => `0108${source}80 01${rising(0, 63)}${address}`;
	const ended = (source: string, address: string) => `0108${source}50 aa${address}`;
	const whole = (handle: number) => `50: request ${handle} response ${rising(0, 63)}aa`;

	/** Two requests with tag 0, as seven others had the tags between; first packets of answers to both; the first has failed then. */
	function failed(one: Sending, other: Sending, packets: readonly [string, string], setup: Setup = {}) {
		const bench = new Bench({ ports: [{ eid: 8 }], responders: [], requests: Array.from({ length: 9 }, () => request), ...setup });
		bench.send({ ...one, timeout: 50 });
		for (let handle = 2; handle <= 8; handle++) bench.send({ message: "01 03", to: 30, handle });
		bench.send({ ...other, handle: 1 });
		bench.pull();
		bench.report(true);
		for (const packet of packets) bench.receive(packet);
		bench.goTo(50);
		expect(bench.events).toEqual(["50: request 0 timeout"]);
		return bench;
	}

	it("and no other from elsewhere", () => {
		const bench = failed({ message: "01 01", to: 9 }, { message: "01 02", to: 10 }, [begun("09", ""), begun("0a", "")]);
		expect(bench.counters()).toMatchObject({ assemblyTimeout: 1 });
		bench.receive(ended("09", ""));
		bench.receive(ended("0a", ""));
		expect(bench.events.slice(1)).toEqual([whole(1)]);
		expect(bench.counters()).toMatchObject({ noStart: 1 });
	});

	it("where it was asked of the null EID at an address, and no other from another address", () => {
		const bench = failed({ message: "01 01", to: 0, physical: 0x10 }, { message: "01 02", to: 0, physical: 0x11 }, [
			begun("09", " @10"),
			begun("0a", " @11"),
		]);
		expect(bench.counters()).toMatchObject({ assemblyTimeout: 1 });
		bench.receive(ended("09", " @10"));
		bench.receive(ended("0a", " @11"));
		expect(bench.events.slice(1)).toEqual([whole(1)]);
	});

	it("and none from the same address of another port", () => {
		const bench = failed(
			{ message: "01 01", to: 0, physical: 0x10 },
			{ message: "01 02", to: 0, port: 1, physical: 0x10 },
			[begun("09", " @10"), `1/${begun("0a", " @10")}`],
			{ ports: [{ eid: 8 }, { eid: 8 }] },
		);
		bench.receive(`1/${ended("0a", " @10")}`);
		expect(bench.events.slice(1)).toEqual([whole(1)]);
		expect(bench.counters()).toMatchObject({ assemblyTimeout: 1 });
	});

	it("and none from the same EID of another network", () => {
		const bench = failed({ message: "01 01", to: 9 }, { message: "01 02", to: 9, port: 1 }, [begun("09", ""), `1/${begun("09", "")}`], {
			ports: [{ eid: 8 }, { eid: 8, network: 2 }],
		});
		bench.receive(`1/${ended("09", "")}`);
		expect(bench.events.slice(1)).toEqual([whole(1)]);
		expect(bench.counters()).toMatchObject({ assemblyTimeout: 1 });
	});

	it("and none to another request, which has the tag that the failed one once had", () => {
		const bench = new Bench({ ports: [{ eid: 8 }], responders: [], requests: Array.from({ length: 9 }, () => request) });
		bench.send({ message: "01 01", to: 9 });
		bench.pull();
		bench.receive("010809c0 01d0");
		for (let handle = 1; handle <= 8; handle++) bench.send({ message: "01 02", to: 9, handle });
		bench.send({ message: "01 03", to: 9, timeout: 100, queue: true });
		bench.pull();
		bench.receive(begun("09", ""));
		bench.goTo(100);
		bench.receive(ended("09", ""));
		expect(bench.events).toEqual(["0: request 0 response d0", "100: request 0 timeout", `100: request 8 response ${rising(0, 63)}aa`]);
	});
});
