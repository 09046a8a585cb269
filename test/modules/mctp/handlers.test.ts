// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { counterNames } from "../../../modules/mctp/counter.js";

import type Exchange from "../../../modules/mctp/exchange.js";
import type Request from "../../../modules/mctp/request.js";
import { Reply, type Responder } from "../../../modules/mctp/responder.js";
import type { Trace } from "../../../modules/mctp/trace.js";
import Bench, { never } from "../../support/bench.js";
import { hex } from "../../support/text.js";

const bench = (more: object = {}) =>
	new Bench({ ports: [{ eid: 8 }], responders: ["echo"], memory: { requests: 4, messageSize: 300, largeAnswers: 2 }, ...more });
const sent = (bench: Bench) => bench.pull(undefined, undefined, (port) => bench.endpoint.transmitted(port, bench.now, true));

function ask(bench: Bench, request: Request, byte: number): boolean {
	request.begin(1).u8(byte);
	return bench.endpoint.send(request, 0, 9, 0, bench.now);
}

function responder(type: number, rest: Partial<Responder>): Responder {
	return { type, versions: [], respond: () => Reply.drop, ...rest };
}

it("an answer that no handler waits for ends its request", () => {
	const b = bench();
	const request = b.endpoint.request({ onFailure: (reason) => expect.unreachable(reason) });
	ask(b, request, 0);
	expect(sent(b)).toEqual(["010908c8 0100"]);
	b.receive("010809c0 01d0");
	expect(request.active).toBe(false);
	b.goTo(60_000);
});

describe("a handler may", () => {
	it("send the same request again when its answer is there", () => {
		const b = bench();
		const answers: string[] = [];
		const request = b.endpoint.request({
			onResponse(response) {
				answers.push(hex([response.u8()]));
				if (answers.length < 3) ask(b, request, answers.length);
			},
			onFailure() {},
		});
		ask(b, request, 0);
		expect(sent(b)).toEqual(["010908c8 0100"]);
		b.receive("010809c0 01d0");
		expect(sent(b)).toEqual(["010908d9 0101"]);
		b.receive("010809c1 01d1");
		expect(sent(b)).toEqual(["010908ea 0102"]);
		b.receive("010809c2 01d2");
		expect(answers).toEqual(["d0", "d1", "d2"]);
		expect(sent(b)).toEqual([]);
	});

	it("wait for another answer, whose tag nobody else gets meanwhile", () => {
		const b = bench({ memory: { requests: 12, messageSize: 300, largeAnswers: 2 } });
		const answers: string[] = [];
		const others = Array.from({ length: 8 }, () => b.endpoint.request({ onFailure() {} }, { queue: true }));
		const patient = b.endpoint.request({
			onResponse(response) {
				answers.push(hex([response.u8()]));
				if (1 === answers.length) ask(b, others[7], 7);
				return answers.length < 3;
			},
			onFailure() {},
		});
		ask(b, patient, 0xaa);
		for (const other of others.slice(0, 7)) ask(b, other, 1);
		expect(sent(b)).toHaveLength(8);
		b.receive("010809c0 01d0");
		expect(sent(b)).toEqual([]);
		b.receive("010809c0 01d1");
		b.receive("010809c0 01d2");
		expect(answers).toEqual(["d0", "d1", "d2"]);
		expect(sent(b)).toEqual(["010908c8 0107"]);
	});

	it("send the same request elsewhere instead of waiting on", () => {
		const b = bench();
		const told: string[] = [];
		const request: Request = b.endpoint.request({
			onResponse(response, now) {
				told.push(hex([response.u8()]));
				request.begin(1).u8(2);
				if (1 === told.length) b.endpoint.send(request, 0, 10, 0, now);
				return true;
			},
			onFailure: (reason) => void told.push(reason),
		});
		ask(b, request, 1);
		expect(sent(b)).toEqual(["010908c8 0101"]);
		b.receive("010809c0 01d0");
		expect(sent(b)).toEqual(["010a08d9 0102"]);
		b.receive("010809c0 01d1");
		b.receive("01080ac1 01d2");
		b.goTo(6000);
		expect(told).toEqual(["d0", "d2", "timeout"]);
	});

	it("give the request up whose answer it has, and wait on all the same", () => {
		const b = bench();
		const told: string[] = [];
		const request: Request = b.endpoint.request({
			onResponse(_response, now) {
				b.endpoint.cancel(request, now);
				b.endpoint.link(0, now, false);
				b.goTo(now + 10_000);
				return told.push("answer") < 2;
			},
			onFailure: (reason) => void told.push(reason),
		});
		ask(b, request, 1);
		sent(b);
		b.receive("010809c0 01d0");
		expect(told).toEqual(["answer"]);
		b.endpoint.cancel(request, b.now);
		expect(told).toEqual(["answer", "cancelled"]);
	});

	it("send a request without any time again and again, one for each tick", () => {
		const b = bench();
		let failures = 0;
		const request = b.endpoint.request({
			onFailure() {
				if (++failures < 100) ask(b, request, 0xaa);
			},
		});
		request.timeout = 0;
		ask(b, request, 0xaa);
		b.goTo(1);
		expect(failures).toBe(1);
		b.goTo(2);
		expect(failures).toBe(2);
	});

	it("send the same request again when its time is over", () => {
		const b = bench();
		const failures: number[] = [];
		const request = b.endpoint.request({
			onFailure(reason, now) {
				failures.push(now);
				if ("timeout" === reason) ask(b, request, 0xaa);
			},
		});
		ask(b, request, 0xaa);
		sent(b);
		b.goTo(6000);
		expect(sent(b)).toEqual(["010908d9 01aa"]);
		b.goTo(12_000);
		expect(sent(b)).toEqual(["010908ea 01aa"]);
		expect(failures).toEqual([6000, 12_000]);
		expect(b.tick()).toBe(6000);
	});

	it("give up another request when one fails", () => {
		const b = bench();
		const failures: string[] = [];
		const first = b.endpoint.request({
			onFailure(reason, now) {
				failures.push(`first ${reason}`);
				b.endpoint.cancel(second, now);
			},
		});
		const second: Request = b.endpoint.request({ onFailure: (reason) => void failures.push(`second ${reason}`) });
		ask(b, first, 1);
		ask(b, second, 2);
		b.goTo(6000);
		expect(failures).toEqual(["first timeout", "second cancelled"]);
		expect(sent(b)).toEqual([]);
		expect(b.tick()).toBe(never);
	});

	it("not send while the link is down", () => {
		const b = bench();
		const taken: boolean[] = [];
		const request = b.endpoint.request({ onFailure: () => void taken.push(ask(b, request, 1)) });
		ask(b, request, 0);
		b.endpoint.link(0, 0, false);
		expect(taken).toEqual([false]);
	});

	it("send a request from respond, which leaves before the answer", () => {
		const b = bench();
		const request = b.endpoint.request({ onFailure() {} });
		b.endpoint.responders.add(
			responder(5, {
				respond() {
					ask(b, request, 0xaa);
					return Reply.send;
				},
			}),
		);
		b.receive("010809c8 05");
		expect(sent(b)).toEqual(["010908c8 01aa", "010908d0 05"]);
	});

	it("send a request from sent, which leaves behind the answer", () => {
		const b = bench();
		const request = b.endpoint.request({ onFailure() {} });
		b.endpoint.responders.add(responder(5, { respond: () => Reply.send, sent: () => void ask(b, request, 0xaa) }));
		b.receive("010809c8 05");
		expect(sent(b)).toEqual(["010908c0 05", "010908d8 01aa"]);
	});

	it("answer a deferred exchange from another's respond", () => {
		const b = bench();
		let waiting = 0;
		b.endpoint.responders.add(
			responder(5, {
				respond(exchange) {
					waiting = exchange.ticket;
					return Reply.defer;
				},
			}),
		);
		b.endpoint.responders.add(
			responder(6, {
				respond(_exchange, now) {
					b.endpoint.exchange(waiting)!.reply.u8(0x55);
					b.endpoint.answer(waiting, now);
					return Reply.send;
				},
			}),
		);
		b.receive("010809c8 05");
		b.receive("010809c9 06");
		expect(sent(b)).toEqual(["010908c0 0555", "010908d1 06"]);
	});
});

describe("an exchange", () => {
	it("tells where its request came from", () => {
		const b = bench({ ports: [{ eid: 8 }, { eid: 10, network: 3 }] });
		const seen: Partial<Exchange>[] = [];
		b.endpoint.responders.add(
			responder(5, {
				respond({ type, addressed, peer, local, port, network, physical }) {
					seen.push({ type, addressed, peer, local, port, network, physical });
					return Reply.drop;
				},
			}),
		);
		b.receive("1/010a09cd 85 @1d");
		b.receive("01ff0bc8 05");
		b.receive("01000088 05aa @2");
		b.receive("01080058 bb @2");
		expect(seen).toEqual([
			{ type: 0x85, addressed: 10, peer: 9, local: 10, port: 1, network: 3, physical: 0x1d },
			{ type: 5, addressed: 255, peer: 11, local: 8, port: 0, network: 1, physical: 0 },
			{ type: 5, addressed: 0, peer: 0, local: 8, port: 0, network: 1, physical: 2 },
		]);
	});

	it("begins without the note, the errors and the answer of the one before", () => {
		const b = bench();
		const seen: unknown[] = [];
		b.endpoint.responders.add(
			responder(5, {
				respond(exchange) {
					const { request, reply, note } = exchange;
					seen.push([note, request.short, request.range, reply.overflow, reply.length]);
					exchange.note = 77;
					request.u64();
					request.u32();
					for (let index = 0; index < 200; index++) reply.u8(1);
					return Reply.drop;
				},
			}),
		);
		for (let turn = 0; turn < 3; turn++) b.receive("010809c8 05 ffffffffffffffff");
		expect(seen).toEqual([
			[0, false, false, false, 1],
			[0, false, false, false, 1],
			[0, false, false, false, 1],
		]);
	});

	it("gets a larger region, once, up to the size of a message", () => {
		const b = bench();
		const got: boolean[] = [];
		b.endpoint.responders.add(
			responder(5, {
				respond(exchange) {
					exchange.reply.u8(0x66);
					for (const size of [1, 128, 301, 129, 300, 301]) got.push(b.endpoint.enlarge(exchange, size));
					return Reply.send;
				},
			}),
		);
		b.receive("010809c8 05");
		expect(got).toEqual([true, true, false, true, true, false]);
		expect(sent(b)).toEqual(["010908c0 0566"]);
	});
});

describe("a trace", () => {
	it("has every packet as it came and went, with verdict, port, time and address", () => {
		const b = bench({ ports: [{ eid: 8 }, { eid: 10 }] });
		const lines: string[] = [];
		const trace: Trace = (counter, port, now, offset, length, physical) =>
			void lines.push(`${now} ${port} ${counterNames[counter]} ${hex(b.endpoint.memory, offset, length)} ${physical}`);
		b.endpoint.follow(trace);
		b.goTo(5);
		b.receive("1/010a09c8 01aa @1d");
		b.receive("010909c8 01aa");
		b.receive("0108");
		b.goTo(6);
		sent(b);
		expect(lines).toEqual([
			"5 1 received 010a09c801aa 29",
			"5 0 notForUs 010909c801aa 0",
			"5 0 shortPacket 0108 0",
			"6 1 sent 01090ac001aa 29",
		]);
	});

	it("tells all who follow, in their order, until they leave", () => {
		const b = bench({ ports: [{ eid: 8 }] });
		const told: string[] = [];
		const leave = b.endpoint.follow(() => told.push("first"));
		b.endpoint.follow(() => {
			told.push("second");
			leave();
		});
		b.endpoint.follow(() => told.push("third"));
		b.receive("010909c8 01aa");
		expect(told).toEqual(["first", "second", "third"]);
		b.receive("010909c8 01aa");
		leave();
		b.receive("010909c8 01aa");
		expect(told.slice(3)).toEqual(["second", "third", "second", "third"]);
	});

	it("tells nobody once all have left", () => {
		const b = bench({ ports: [{ eid: 8 }] });
		const told: number[] = [];
		const leave = b.endpoint.follow((counter) => told.push(counter));
		leave();
		b.receive("010909c8 01aa");
		expect(told).toEqual([]);
	});
});
