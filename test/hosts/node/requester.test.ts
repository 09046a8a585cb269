// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Requester, { RequestError } from "../../../hosts/node/requester.js";
import { Reply, type Responder } from "../../../modules/mctp/responder.js";
import { bytes, hex } from "./support/frames.js";
import { pair } from "./support/pair.js";

const getEndpointId = { port: 0, eid: 9, type: 0x00, body: bytes("80 02") };

/** Never answers messages of type 0x05. */
const silent: Responder = { type: 0x05, versions: [], respond: () => Reply.drop };

test("an answer, without its message type byte", async () => {
	const requester = new Requester(pair().owner, 1);
	expect(hex(await requester.request(getEndpointId))).toBe("00 02 00 09 02 00");
});

test("more requests than handles: all are answered, in the order in which they were made", async () => {
	const requester = new Requester(pair().owner, 2);
	const order: number[] = [];
	const answers = await Promise.all(
		Array.from({ length: 20 }, async (_, index) => {
			const answer = await requester.request({ ...getEndpointId, body: Uint8Array.of(0x80 | index, 2) });
			order.push(index);
			return answer[0];
		}),
	);
	expect(answers).toEqual(order);
	expect(order).toEqual([...order].sort((left, right) => left - right));
});

test("64 KiB there and back", async () => {
	const requester = new Requester(pair().owner, 1);
	const body = Buffer.from(Array.from({ length: 65536 }, (_, index) => index >> 4));
	body.set(bytes("cc de f0"));
	expect(Buffer.compare(await requester.request({ port: 0, eid: 9, type: 0x7e, body }), body)).toBe(0);
});

test("no answer in time", async () => {
	const { owner, device } = pair();
	device.responders.add(silent);
	const requester = new Requester(owner, 1);
	const lost = requester.request({ port: 0, eid: 9, type: 0x05, body: Uint8Array.of(1), timeout: 20 });
	await expect(lost).rejects.toThrow("request of type 0x05 to EID 9: no answer within 20 ms");
	await expect(lost).rejects.toBeInstanceOf(RequestError);
	expect((await requester.request(getEndpointId)).length).toBe(6);
});

test("no answer to several attempts", async () => {
	const { owner, device } = pair();
	const asked: number[] = [];
	device.responders.add({ ...silent, respond: ({ request }) => (asked.push(request.u8()), Reply.drop) });
	const requester = new Requester(owner, 1);
	const lost = requester.request({ port: 0, eid: 9, type: 0x05, body: Uint8Array.of(7), timeout: 5, attempts: 3, backoff: 2 });
	await expect(lost).rejects.toThrow("no answer to 3 attempts, the first of 5 ms");
	expect(asked).toEqual([7, 7, 7]);
});

test("an answer to the second attempt", async () => {
	const { owner, device } = pair();
	let asked = 0;
	device.responders.add({
		...silent,
		respond({ reply }) {
			reply.u8(++asked);
			return 1 === asked ? Reply.drop : Reply.send;
		},
	});
	const answer = await new Requester(owner, 1).request({ port: 0, eid: 9, type: 0x05, body: new Uint8Array(), timeout: 20, attempts: 2 });
	expect(hex(answer)).toBe("02");
});

test("nine requests to one endpoint at once: the ninth waits for a tag", async () => {
	const { owner, device } = pair({ requests: 9 });
	const tickets: number[] = [];
	device.responders.add({ ...silent, respond: (exchange) => (tickets.push(exchange.ticket), Reply.defer) });
	const requester = new Requester(owner, 9);
	const all = Array.from({ length: 9 }, () => requester.request({ port: 0, eid: 9, type: 0x05, body: Uint8Array.of(1) }));
	for (let index = 0; index < 9; index++) {
		while (undefined === tickets[index]) await new Promise((resolve) => setTimeout(resolve, 1));
		device.exchange(tickets[index])!.reply.u8(index);
		device.answer(tickets[index], 0);
	}
	expect((await Promise.all(all)).map(([byte]) => byte)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test("an answer that tells of another one", async () => {
	const { owner, device } = pair();
	let ticket = 0;
	device.responders.add({
		...silent,
		respond(exchange, now) {
			ticket = exchange.ticket;
			exchange.reply.u8(1);
			device.answer(ticket, now, false);
			return Reply.defer;
		},
		sent(exchange, now) {
			exchange.reply.u8(2);
			device.answer(ticket, now);
		},
	});
	const more = (answer: Uint8Array): number => (1 === answer[0] ? 1000 : 0);
	expect(hex(await new Requester(owner, 1).request({ port: 0, eid: 9, type: 0x05, body: new Uint8Array(), more }))).toBe("02");
});

test("answers that are as none: the same bytes are sent again, as often as they may be", async () => {
	const { owner, device } = pair();
	let asked = 0;
	device.responders.add({
		type: 0x05,
		versions: [0xf1f0ff00],
		respond({ reply }) {
			reply.u8(++asked);
			return Reply.send;
		},
	});
	const requester = new Requester(owner, 1);
	const call = { port: 0, eid: 9, type: 0x05, body: new Uint8Array(), timeout: 1000 };
	const more = (answer: Uint8Array): number => (answer[0] < 3 ? -1 : 0);
	expect(hex(await requester.request({ ...call, attempts: 3, backoff: 100, more }))).toBe("03");
	await expect(requester.request({ ...call, attempts: 2, more: () => -1 })).rejects.toMatchObject({ reason: "timeout" });
	expect(asked).toBe(5);
});

test("the link goes down under a request, and is down for the next", async () => {
	const { owner, device, link } = pair();
	device.responders.add(silent);
	const requester = new Requester(owner, 1);
	const cut = requester.request({ port: 0, eid: 9, type: 0x05, body: Uint8Array.of(1) });
	link.up = false;
	await expect(cut).rejects.toMatchObject({ reason: "link down" });
	await expect(requester.request(getEndpointId)).rejects.toMatchObject({ reason: "link down" });
	link.up = true;
	expect((await requester.request(getEndpointId)).length).toBe(6);
});

test("a request that does not fit", async () => {
	const requester = new Requester(pair().owner, 1);
	const body = new Uint8Array(70_000);
	await expect(requester.request({ ...getEndpointId, body })).rejects.toThrow("70000 bytes, at most 69999: raise memory.requestSize");
	expect((await requester.request(getEndpointId)).length).toBe(6);
});

test("cancelling gives up what is under way and what waits", async () => {
	const { owner, device } = pair();
	device.responders.add(silent);
	const requester = new Requester(owner, 1);
	const all = Array.from({ length: 3 }, () => requester.request({ port: 0, eid: 9, type: 0x05, body: Uint8Array.of(1) }));
	requester.cancel();
	for (const one of all) await expect(one).rejects.toMatchObject({ reason: "cancelled" });
	expect((await requester.request(getEndpointId)).length).toBe(6);
});

test("an endpoint without handles says what to raise", () => {
	expect(() => new Requester(pair({ requests: 1 }).owner, 2)).toThrow("raise memory.requests");
});
