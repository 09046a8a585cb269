// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { Reply } from "../../../modules/mctp/responder.js";
import Bench from "../../support/bench.js";

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
