// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { Reply, type Responder } from "../../../modules/mctp/responder.js";
import { bytes } from "../../support/text.js";

/** Answers with what it was asked; asked for A5, with nothing before it is told. */
class Echo implements Responder {
	readonly type = 1;
	readonly versions = [];
	ticket = 0;

	respond(exchange: Parameters<Responder["respond"]>[0]): Reply {
		const asked = exchange.request.u8();
		exchange.reply.u8(asked);
		if (0xa5 !== asked) return Reply.send;
		this.ticket = exchange.ticket;
		return Reply.defer;
	}
}

function make() {
	const wakes = [0, 0];
	const port = (index: number) => ({
		network: 1,
		receiveUnit: 64,
		transmissionUnit: 64,
		eid: 8 + index,
		frames: 136,
		wake: () => void wakes[index]++,
	});
	const endpoint = new Endpoint({ ports: [port(0), port(1)], memory: { routes: 1 } });
	const echo = new Echo();
	endpoint.responders.add(echo);
	endpoint.routes.add(1, 20, 20, 0);
	wakes.fill(0);
	const { frames } = endpoint.port(0);
	const receive = (packet: string) => {
		const all = bytes(packet);
		endpoint.memory.set(all, frames);
		endpoint.receive(0, 0, frames, all.length, 0);
		return wakes;
	};
	const transmit = (index: number) => endpoint.transmit(index, 0, endpoint.port(index).frames + 68, 68);
	return { endpoint, echo, wakes, receive, transmit };
}

describe("a port is woken", () => {
	it("not by what comes of a packet that it was handed: an answer, a message that grows, an answer that waits", () => {
		const { receive, transmit, endpoint } = make();
		expect(receive("010809c8 0111")).toEqual([0, 0]);
		expect(transmit(0)).toBe(6);
		expect(receive(`01080988 01${"22".repeat(63)}`)).toEqual([0, 0]);
		expect(endpoint.tick(1)).toBe(5999);
		expect(receive("010809ca 01a5")).toEqual([0, 0]);
		expect(transmit(0)).toBe(0);
	});

	it("by an answer that comes later", () => {
		const { receive, transmit, endpoint, echo, wakes } = make();
		receive("010809c8 01a5");
		expect(endpoint.answer(echo.ticket, 5)).toBe(true);
		expect(wakes).toEqual([1, 0]);
		expect(transmit(0)).toBe(6);
	});

	it("by an answer that is sent again", () => {
		const { receive, transmit, endpoint, echo, wakes } = make();
		receive("010809c8 01a5");
		const exchange = endpoint.exchange(echo.ticket)!;
		endpoint.answer(echo.ticket, 5, false);
		transmit(0);
		endpoint.transmitted(0, 5, true);
		wakes.fill(0);
		endpoint.sendAgain(exchange, 2, 0, 6);
		expect(wakes).toEqual([1, 0]);
	});

	it("by a packet of another port that goes on here", () => {
		const { receive, transmit } = make();
		expect(receive("011409c8 0111")).toEqual([0, 1]);
		expect(transmit(1)).toBe(6);
	});
});
