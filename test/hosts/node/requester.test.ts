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
