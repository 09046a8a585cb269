// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { Reply } from "../../../modules/mctp/responder.js";
import Bench from "../../support/bench.js";
import { rising } from "../../tables/table.js";

const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, wake() {} };

describe("exchanges", () => {
	it("may be 256", () => expect(new Endpoint({ ports: [port], memory: { exchanges: 256 } }).exchanges.all).toHaveLength(256));

	it("may be none: nothing is answered", () => {
		const bench = new Bench({ ports: [{ eid: 8 }], responders: ["echo"], memory: { exchanges: 0 } });
		bench.receive("010809c8 01aa");
		expect(bench.pull()).toEqual([]);
		expect(bench.counters()).toEqual({ noExchange: 1 });
	});

	it("take answers of just their size without a large region", () => {
		const bench = new Bench({ ports: [{ eid: 8 }], responders: [], memory: { largeAnswers: 0, answerSize: 100 } });
		const got: boolean[] = [];
		const { endpoint } = bench;
		endpoint.responders.add({
			type: 5,
			versions: [],
			respond: (exchange) => (got.push(endpoint.enlarge(exchange, 100), endpoint.enlarge(exchange, 101)), Reply.drop),
		});
		bench.receive("010809c8 05");
		expect(got).toEqual([true, false]);
	});
});

describe("a deferred answer", () => {
	const made = () => {
		const bench = new Bench({ ports: [{ eid: 8 }], responders: ["late"], memory: { largeAnswers: 0, answerSize: 64 } });
		bench.receive("010809c8 02aa");
		return { bench, ticket: bench.tickets[0] };
	};

	it("is the last one where nothing is said", () => {
		const { bench, ticket } = made();
		expect(bench.endpoint.answer(ticket, 0)).toBe(true);
		bench.pull(undefined, undefined, (port) => bench.endpoint.transmitted(port, 0, true));
		expect(bench.endpoint.exchange(ticket)).toBeUndefined();
	});

	it("that does not fit is refused, and is the end of it", () => {
		const { bench, ticket } = made();
		const { reply } = bench.endpoint.exchange(ticket)!;
		for (let index = 0; index < 64; index++) reply.u8(index);
		expect(bench.endpoint.answer(ticket, 0)).toBe(false);
		expect(bench.endpoint.exchange(ticket)).toBeUndefined();
		expect(bench.pull()).toEqual([]);
	});

	it("has its whole time when the clock is set back twice", () => {
		const { bench, ticket } = made();
		bench.goTo(-5000);
		bench.goTo(-5001);
		expect(bench.endpoint.exchange(ticket)).toBeDefined();
		bench.goTo(998);
		expect(bench.endpoint.exchange(ticket)).toBeDefined();
		bench.goTo(999);
		expect(bench.endpoint.exchange(ticket)).toBeUndefined();
	});
});

describe("a protocol may", () => {
	/** One whose answer comes later, with 128 bytes. */
	function made() {
		const bench = new Bench({ ports: [{ eid: 8 }], responders: ["late", "echo"], memory: { answerSize: 200 } });
		bench.receive("010809c8 02aa");
		const ticket = bench.tickets[0];
		const exchange = bench.endpoint.exchange(ticket)!;
		const done = () => bench.endpoint.transmitted(0, bench.now, true);
		return { bench, endpoint: bench.endpoint, exchange, ticket, done, answer: () => bench.answer({ ticket: 0, body: rising(0, 128) }) };
	}
	const first = `01090880 02${rising(0, 63)}`;
	const middle = `01090810 ${rising(63, 64)}`;
	const last = "01090860 7f";

	it("take an answer back before it is there", () => {
		const { bench, endpoint, exchange, ticket } = made();
		bench.goTo(5);
		endpoint.withdraw(exchange, 5);
		expect(bench.events).toEqual(["5: answer 0 abandoned"]);
		expect(bench.counters()).toEqual({ received: 1, answerAbandoned: 1 });
		expect(endpoint.exchange(ticket)).toBeUndefined();
	});

	it("take back the rest of one that is under way", () => {
		const { bench, endpoint, exchange, answer } = made();
		answer();
		expect(bench.pull(1)).toEqual([first]);
		endpoint.withdraw(exchange, 0);
		expect(bench.pull()).toEqual([]);
	});

	it("end what stayed open behind its answer, which nobody is told of", () => {
		const { bench, endpoint, exchange, ticket, done } = made();
		bench.answer({ ticket: 0, body: "d0", more: true });
		expect(bench.pull(undefined, undefined, done)).toEqual(["010908c0 02d0"]);
		expect(endpoint.exchange(ticket)).toBe(exchange);
		endpoint.finish(exchange);
		expect(endpoint.exchange(ticket)).toBeUndefined();
		expect(bench.events).toEqual(["0: answer 0 sent"]);
		bench.goTo(60_000);
		expect(bench.counters()).toEqual({ received: 1, sent: 1 });
	});

	it("stop an answer in its midst, and let it go on", () => {
		const { bench, endpoint, exchange, answer, done } = made();
		answer();
		expect(bench.pull(1, undefined, done)).toEqual([first]);
		endpoint.suspend(exchange);
		expect(bench.pull(undefined, undefined, done)).toEqual([]);
		endpoint.resume(exchange, 0);
		expect(bench.pull(undefined, undefined, done)).toEqual([middle, last]);
		expect(bench.events).toEqual(["0: answer 0 sent"]);
	});

	it("stop a short answer, while others go on", () => {
		const { bench, endpoint, exchange } = made();
		bench.answer({ ticket: 0, body: "d0" });
		bench.receive("010809c9 01e0");
		endpoint.suspend(exchange);
		expect(bench.pull()).toEqual(["010908c1 01e0"]);
		endpoint.resume(exchange, 0);
		expect(bench.pull()).toEqual(["010908d0 02d0"]);
	});

	it("prolong what waits, to the time of a new one", () => {
		const { bench, endpoint, exchange, ticket } = made();
		bench.goTo(5000);
		endpoint.prolong(exchange, 5000);
		bench.goTo(10_999);
		expect(endpoint.exchange(ticket)).toBe(exchange);
		bench.goTo(11_000);
		expect(endpoint.exchange(ticket)).toBeUndefined();
		expect(bench.events).toEqual(["11000: answer 0 abandoned"]);
	});

	it("prolong what it lets go on", () => {
		const { bench, endpoint, exchange, answer } = made();
		answer();
		endpoint.suspend(exchange);
		bench.goTo(5000);
		endpoint.resume(exchange, 5000);
		bench.goTo(10_999);
		expect(bench.pull(1)).toEqual([first]);
	});

	it("have an answer sent once more from one of its bytes on, again and again", () => {
		const { bench, endpoint, exchange, ticket, done } = made();
		bench.answer({ ticket: 0, body: rising(0, 128), more: true });
		expect(bench.pull(undefined, undefined, done)).toEqual([first, middle, last]);
		endpoint.sendAgain(exchange, 129, 64, 0);
		expect(bench.pull(undefined, undefined, done)).toEqual([`01090890 ${rising(63, 64)}`, "01090860 7f"]);
		endpoint.sendAgain(exchange, 100, 90, 0);
		expect(bench.pull(undefined, undefined, done)).toEqual([`010908e0 ${rising(89, 10)}`]);
		expect(endpoint.exchange(ticket)).toBe(exchange);
		expect(bench.events).toEqual(["0: answer 0 sent", "0: answer 0 sent", "0: answer 0 sent"]);
	});

	it("have it sent once more while it is under way: the rest of the first does not follow", () => {
		const { bench, endpoint, exchange, done } = made();
		bench.answer({ ticket: 0, body: rising(0, 128), more: true });
		expect(bench.pull(1, undefined, done)).toEqual([first]);
		endpoint.sendAgain(exchange, 129, 128, 0);
		expect(bench.pull(undefined, undefined, done)).toEqual(["010908d0 7f"]);
	});

	it("take bytes of the data that it asked for, one behind the other, and no more", () => {
		const { endpoint } = new Bench({ memory: { data: 10 } });
		const offset = endpoint.reserve(4);
		expect(offset).toBeGreaterThanOrEqual(endpoint.port(0).frames + 2400);
		expect(endpoint.reserve(6)).toBe(offset + 4);
		expect(() => endpoint.reserve(1)).toThrow("endpoint: 1 bytes of data do not fit: raise memory.data");
		expect(endpoint.reserve(0)).toBe(offset + 10);
		expect(() => new Bench({ memory: { data: 10, limit: 1 } })).toThrow("data of protocols");
	});
});

describe("requests being answered,", () => {
	const echoes = (source: string, tags: readonly number[], physical = "") =>
		tags.map((tag) => `0108${source}${(0xc8 + tag).toString(16)} 01aa${physical}`);
	/** How many of these packets found an exchange. */
	function taken(bench: Bench, packets: readonly string[]): number {
		const refused = () => (bench.counters()["noExchange"] ?? 0) + (bench.counters()["1/noExchange"] ?? 0);
		const before = refused();
		for (const packet of packets) bench.receive(packet);
		return packets.length - (refused() - before);
	}
	const made = (ports: number, exchanges: number) =>
		new Bench({
			ports: Array.from({ length: ports }, () => ({ eid: 8 })),
			responders: ["echo", "late"],
			memory: { exchanges, requestSize: 16, answerSize: 16 },
		});

	it("one source leaves one exchange of its port to others, and they no more than there are", () => {
		const bench = made(1, 4);
		expect(taken(bench, echoes("09", [0, 1, 2, 3, 4]))).toBe(3);
		expect(taken(bench, echoes("0a", [0, 1]))).toBe(1);
		expect(bench.pull()).toHaveLength(4);
		bench.report(true);
		expect(taken(bench, echoes("09", [5, 6, 7]))).toBe(3);
	});

	it("sources with one EID at two addresses are two", () => {
		const bench = made(1, 4);
		expect(taken(bench, echoes("09", [0, 1, 2, 3], " @10"))).toBe(3);
		expect(taken(bench, echoes("09", [0, 1], " @11"))).toBe(1);
	});

	it("a port leaves two to each other port", () => {
		const bench = made(2, 6);
		expect(taken(bench, echoes("09", [0, 1, 2, 3]))).toBe(3);
		expect(taken(bench, echoes("0a", [0, 1, 2]))).toBe(1);
		const others = [...echoes("09", [0, 1]), ...echoes("0a", [0])].map((packet) => `1/${packet}`);
		expect(taken(bench, others)).toBe(2);
	});

	const late = (source: string, tags: readonly number[], physical = "") =>
		tags.map((tag) => `0108${source}${(0xc8 + tag).toString(16)} 02aa${physical}`);
	/** How many of these may wait. */
	function waiting(bench: Bench, packets: readonly string[]): number {
		const before = bench.tickets.filter((ticket) => undefined !== bench.endpoint.exchange(ticket)).length;
		for (const packet of packets) bench.receive(packet);
		return bench.tickets.filter((ticket) => undefined !== bench.endpoint.exchange(ticket)).length - before;
	}

	it("those that wait leave one to what is answered at once, and one source another", () => {
		const bench = made(1, 5);
		expect(waiting(bench, late("09", [0, 1, 2, 3, 4]))).toBe(3);
		expect(waiting(bench, late("0a", [0, 1]))).toBe(1);
		expect(taken(bench, echoes("0b", [0]))).toBe(1);
	});

	it("those that wait at two addresses with one EID are of two sources", () => {
		const bench = made(1, 5);
		expect(waiting(bench, late("09", [0, 1, 2, 3], " @10"))).toBe(3);
		expect(waiting(bench, late("09", [0, 1], " @11"))).toBe(1);
	});

	it("those that wait at one port leave others to the other", () => {
		const bench = made(2, 7);
		expect(waiting(bench, [...late("09", [0, 1, 2, 3]), ...late("0a", [0, 1]), ...late("0b", [0, 1])])).toBe(4);
		expect(
			waiting(
				bench,
				[...late("09", [0, 1, 2]), ...late("0a", [0])].map((packet) => `1/${packet}`),
			),
		).toBe(1);
	});
});

it("ports of a network may have an EID each where nothing is said", () => {
	const endpoint = new Endpoint({
		ports: [
			{ ...port, eid: 8 },
			{ ...port, eid: 9 },
		],
	});
	endpoint.assign(0, 20);
	expect(endpoint.port(1).eid).toBe(9);
});
