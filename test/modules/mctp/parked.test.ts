// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Bench from "../../support/bench.js";
import { rising, type Setup } from "../../tables/table.js";

/** Port 0 with destinations at 0x10 and above, of which those in `parked` wait; type 4 gives as many bytes as asked for, type 1 the request. */
function made(setup: Setup = {}) {
	const bench = new Bench({
		ports: [{ eid: 8 }],
		responders: ["size", "echo", "late"],
		memory: { exchanges: 16, largeAnswers: 6 },
		...setup,
	});
	const parked = new Set<number>();
	const state = bench.endpoint.port(0);
	state.parked = parked;
	return {
		bench,
		wait(...destinations: number[]) {
			parked.clear();
			for (const destination of destinations) parked.add(destination);
			state.port.wake();
		},
		/** What may leave now. */
		out(limit = Infinity) {
			state.port.wake();
			return bench.pull(limit);
		},
		done: (physical: number, ok = true) => bench.endpoint.transmittedTo(0, physical, bench.now, ok),
	};
}

const first = (eid: string, flags: string, physical: string) => `01${eid}08${flags} 04${rising(0, 63)} @${physical}`;
const middle = (eid: string, flags: string, physical: string) => `01${eid}08${flags} ${rising(63, 64)} @${physical}`;
const last = (eid: string, flags: string, physical: string) => `01${eid}08${flags} 7f @${physical}`;
/** Asks for 128 bytes: three packets. */
const ask = (eid: string, physical: string) => `0108${eid}c8 04 8000 @${physical}`;

describe("short messages", () => {
	const echoes = ["010811c8 01a1 @10", "010812c8 01a2 @11", "010813c8 01a3 @12", "010814c8 01a4 @13"];

	it("to destinations that wait let the others go first, and keep their order", () => {
		const { bench, wait, out } = made();
		echoes.forEach((packet) => bench.receive(packet));
		wait(0x10, 0x11);
		expect(out()).toEqual(["011308c0 01a3 @12", "011408d0 01a4 @13"]);
		expect(out()).toEqual([]);
		wait();
		expect(out()).toEqual(["011108e0 01a1 @10", "011208f0 01a2 @11"]);
	});

	it("leave in their order where nobody waits", () => {
		const { bench, out } = made();
		echoes.forEach((packet) => bench.receive(packet));
		expect(out()).toEqual(["011108c0 01a1 @10", "011208d0 01a2 @11", "011308e0 01a3 @12", "011408f0 01a4 @13"]);
	});
});

describe("long messages", () => {
	it("to a destination that waits let another go first", () => {
		const { bench, wait, out } = made();
		bench.receive(ask("11", "10"));
		bench.receive(ask("12", "11"));
		wait(0x10);
		expect(out()).toEqual([first("12", "80", "11"), middle("12", "10", "11"), last("12", "60", "11")]);
		wait();
		expect(out()).toEqual([first("11", "90", "10"), middle("11", "20", "10"), last("11", "70", "10")]);
	});

	it("go on in turns when the last one of the row went first", () => {
		const { bench, wait, out } = made();
		bench.receive(ask("11", "10"));
		bench.receive(ask("12", "11"));
		bench.receive(ask("13", "12"));
		wait(0x10, 0x11);
		expect(out(1)).toEqual([first("13", "80", "12")]);
		wait();
		expect(out()).toEqual([
			first("11", "90", "10"),
			first("12", "a0", "11"),
			middle("13", "10", "12"),
			middle("11", "20", "10"),
			middle("12", "30", "11"),
			last("13", "60", "12"),
			last("11", "70", "10"),
			last("12", "40", "11"),
		]);
	});

	it("go on in turns when one in the middle of the row went first", () => {
		const { bench, wait, out } = made();
		bench.receive(ask("11", "10"));
		bench.receive(ask("12", "11"));
		bench.receive(ask("13", "12"));
		wait(0x10);
		expect(out(1)).toEqual([first("12", "80", "11")]);
		wait();
		expect(out(3)).toEqual([first("11", "90", "10"), first("13", "a0", "12"), middle("12", "10", "11")]);
	});

	it("that wait all leave nothing to go", () => {
		const { bench, wait, out } = made();
		bench.receive(ask("11", "10"));
		bench.receive("010812c8 01a2 @10");
		wait(0x10);
		expect(out()).toEqual([]);
		wait();
		expect(out(1)).toEqual(["011208c0 01a2 @10"]);
	});
});

describe("short and long messages", () => {
	it("a short one that waits does not hold up a long one", () => {
		const { bench, wait, out } = made();
		bench.receive("010811c8 01a1 @10");
		bench.receive(ask("12", "11"));
		wait(0x10);
		expect(out()).toEqual([first("12", "80", "11"), middle("12", "10", "11"), last("12", "60", "11")]);
		wait();
		expect(out()).toEqual(["011108d0 01a1 @10"]);
	});

	it("nine short ones pass a long one that waits, which then is the first", () => {
		const { bench, wait, out } = made();
		bench.receive(ask("11", "10"));
		const flags = ["c8", "c9", "ca", "cb", "cc", "cd", "ce", "cf"];
		flags.forEach((flag) => bench.receive(`010812${flag} 01aa @11`));
		bench.receive("010813c8 01bb @11");
		wait(0x10);
		expect(out()).toHaveLength(9);
		bench.receive("010813c9 01bb @11");
		wait();
		expect(out(2)).toEqual(["011308d1 01bb @11", first("11", "a0", "10")]);
	});

	it("the first short one behind packets of a long one goes before the next", () => {
		const { bench, out } = made();
		bench.receive(ask("11", "10"));
		expect(out(1)).toEqual([first("11", "80", "10")]);
		bench.receive("010812c8 01aa @11");
		expect(out(1)).toEqual(["011208d0 01aa @11"]);
	});
});

describe("of several packets under way, each is told of by its address:", () => {
	/** Answers 0, 1 and 2, to 0x10, 0x11 and 0x12, have left. */
	function flying() {
		const made_ = made();
		const { bench, out } = made_;
		["010811c8 02a1 @10", "010812c8 02a2 @11", "010813c8 02a3 @12"].forEach((packet) => bench.receive(packet));
		[0, 1, 2].forEach((ticket) => bench.answer({ ticket, body: "request" }));
		expect(out()).toEqual(["011108c0 02a1 @10", "011208d0 02a2 @11", "011308e0 02a3 @12"]);
		return made_;
	}

	it.each([
		[0x10, 0x11, 0x12],
		[0x11, 0x10, 0x12],
		[0x11, 0x12, 0x10],
		[0x12, 0x11, 0x10],
		[0x12, 0x10, 0x11],
	])("0x%x, 0x%x, 0x%x", (...order) => {
		const { bench, done } = flying();
		for (const physical of order) done(physical);
		expect(bench.events).toEqual(order.map((physical) => `0: answer ${physical - 0x10} sent`));
		expect(bench.counters()).toMatchObject({ sent: 3 });
	});

	it("one that failed ends its own message alone", () => {
		const { bench, done } = flying();
		done(0x11, false);
		expect(bench.events).toEqual(["0: answer 1 abandoned"]);
		done(0x10);
		done(0x12);
		expect(bench.events).toEqual(["0: answer 1 abandoned", "0: answer 0 sent", "0: answer 2 sent"]);
		expect(bench.counters()).toMatchObject({ sendFailed: 1 });
	});

	it("an address to which nothing is under way changes nothing", () => {
		const { bench, done } = flying();
		done(0x13);
		done(0x13, false);
		expect(bench.events).toEqual([]);
		bench.report(true);
		expect(bench.events).toHaveLength(3);
	});
});

describe("packets of others", () => {
	/** EIDs 0x20 to 0x23 at 0x30 to 0x33 of port 0; they come by port 1. */
	function bridge() {
		const routes = [0, 1, 2, 3].map((index) => ({ port: 0, first: 0x20 + index, physical: 0x30 + index }));
		const made_ = made({ ports: [{ eid: 8 }, { eid: 9 }], routes, requests: ["request"] });
		const { bench } = made_;
		return { ...made_, carry: (eid: string, byte: string) => bench.receive(`1/01${eid}40c8 05${byte}`) };
	}
	const carried = (eid: string, byte: string, physical: string) => `01${eid}40c8 05${byte} @${physical}`;

	it("pass those to a destination that waits", () => {
		const { carry, wait, out } = bridge();
		carry("20", "a1");
		carry("20", "a2");
		carry("21", "b1");
		wait(0x30);
		expect(out()).toEqual([carried("21", "b1", "31")]);
		carry("21", "b2");
		carry("20", "a3");
		expect(out()).toEqual([carried("21", "b2", "31")]);
		wait();
		expect(out()).toEqual([carried("20", "a1", "30"), carried("20", "a2", "30"), carried("20", "a3", "30")]);
	});

	it("do so when the ring is full, and their place is free again", () => {
		const { bench, carry, wait, out } = bridge();
		["a1", "a2", "a3"].forEach((byte) => carry("20", byte));
		carry("21", "b1");
		carry("21", "b2");
		expect(bench.counters()).toMatchObject({ "1/forwardFull": 1 });
		wait(0x30);
		expect(out()).toEqual([carried("21", "b1", "31")]);
		carry("21", "b3");
		carry("21", "b4");
		expect(bench.counters()).toMatchObject({ "1/forwardFull": 2 });
		expect(out()).toEqual([carried("21", "b3", "31")]);
		wait();
		expect(out()).toEqual([carried("20", "a1", "30"), carried("20", "a2", "30"), carried("20", "a3", "30")]);
	});

	it("all wait where all their destinations do", () => {
		const { carry, wait, out } = bridge();
		carry("20", "a1");
		carry("21", "b1");
		wait(0x30, 0x31);
		expect(out()).toEqual([]);
		wait(0x30);
		expect(out()).toEqual([carried("21", "b1", "31")]);
	});

	it("all wait also where the ring is full of them", () => {
		const { carry, wait, out } = bridge();
		["a1", "a2", "a3", "a4"].forEach((byte) => carry("20", byte));
		wait(0x30);
		expect(out()).toEqual([]);
		wait();
		expect(out()).toHaveLength(4);
	});

	it("that nobody takes wait on when the time of something else is over", () => {
		const { bench, carry, out } = bridge();
		bench.send({ message: "01 aa", to: 0x11, timeout: 100 });
		bench.pull();
		bench.report(true);
		carry("20", "a1");
		bench.goTo(100);
		expect(bench.events).toEqual(["100: request 0 timeout"]);
		expect(out()).toEqual([carried("20", "a1", "30")]);
	});

	it("let an answer pass that need not wait", () => {
		const { bench, carry, wait, out } = bridge();
		carry("20", "a1");
		bench.receive("010811c8 01a1 @10");
		wait(0x30);
		expect(out()).toEqual(["011108c0 01a1 @10"]);
		expect(out()).toEqual([]);
	});

	it("are told of by number: one that failed is counted, and the others are not", () => {
		const { bench, carry, out, done } = bridge();
		carry("20", "a1");
		carry("21", "b1");
		carry("22", "c1");
		expect(out()).toHaveLength(3);
		done(0x31, true);
		expect(bench.counters()["forwardFailed"]).toBeUndefined();
		done(0x30, false);
		expect(bench.counters()).toMatchObject({ forwardFailed: 1 });
		done(0x32, false);
		expect(bench.counters()).toMatchObject({ forwardFailed: 2 });
		done(0x32, false);
		expect(bench.counters()).toMatchObject({ forwardFailed: 2 });
	});

	it("and an answer beside them is told of by its own address", () => {
		const { bench, carry, out, done } = bridge();
		carry("20", "a1");
		bench.receive("010811c8 02a1 @10");
		bench.answer({ ticket: 0, body: "request" });
		expect(out()).toHaveLength(2);
		done(0x30, false);
		expect(bench.counters()).toMatchObject({ forwardFailed: 1 });
		expect(bench.events).toEqual([]);
		done(0x10);
		expect(bench.events).toEqual(["0: answer 0 sent"]);
	});

	it("that leave one by one without end are not given up", () => {
		const { bench, carry, out, done } = bridge();
		carry("20", "a0");
		for (let at = 1000; at <= 12_000; at += 1000) {
			bench.goTo(at);
			carry("20", "a1");
			expect(out(1)).toHaveLength(1);
			done(0x30);
		}
		expect(bench.counters()["forwardAbandoned"]).toBeUndefined();
	});
});
