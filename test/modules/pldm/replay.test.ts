// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import type Exchange from "../../../modules/mctp/exchange.js";
import Replay from "../../../modules/pldm/replay.js";
import Reader from "../../../modules/wire/reader.js";
import Writer from "../../../modules/wire/writer.js";

interface Asked {
	port?: number;
	peer?: number;
	physical?: number;
	/** Command, PLDM type, Rq D and instance id. */
	head?: number;
	/** Bytes behind the command code. */
	body?: readonly number[];
	now?: number;
}

/** A memory of `count` answers. `ask` returns the bytes of an answer that is remembered; `execute` has one remembered. */
function made(count = 2) {
	const endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
		memory: { data: Replay.size(count) + 400 },
	});
	const { memory } = endpoint;
	const replay = new Replay(endpoint, count);
	const at = endpoint.reserve(400);
	const request = new Reader(memory);
	const reply = new Writer(memory);
	const begin = ({ port = 0, peer = 9, physical = 0, body = [1, 2] }: Asked) => {
		memory.set(body, at);
		request.reset(at, body.length);
		reply.reset(at + 200, 100);
		return { port, peer, physical, request, reply } as unknown as Exchange;
	};
	const ask = (asked: Asked = {}) =>
		replay.answer(begin(asked), asked.head ?? 0x310281, asked.now ?? 0)
			? Array.from(memory.subarray(at + 200, at + 200 + reply.length))
			: undefined;
	const execute = (answer: readonly number[], asked: Asked = {}) => {
		const exchange = begin(asked);
		for (const byte of answer) reply.u8(byte);
		replay.remember(exchange, asked.head ?? 0x310281, at, asked.now ?? 0);
	};
	return { memory, replay, ask, execute };
}

test("a request that comes again gets its answer again", () => {
	const { ask, execute } = made();
	expect(ask()).toBeUndefined();
	execute([7, 8, 9]);
	expect([ask(), ask()]).toEqual([
		[7, 8, 9],
		[7, 8, 9],
	]);
});

test.each<[string, Asked]>([
	["from another port", { port: 1 }],
	["from another EID", { peer: 10 }],
	["from another address", { physical: 3 }],
	["with another instance id", { head: 0x310282 }],
])("%s it is another, and the answer stays", (_, asked) => {
	const { ask, execute } = made();
	execute([7]);
	expect(ask(asked)).toBeUndefined();
	expect(ask()).toEqual([7]);
});

test.each<[string, Asked]>([
	["another command", { head: 0x300281 }],
	["another type", { head: 0x310581 }],
	["more bytes", { body: [1, 2, 3] }],
	["fewer bytes", { body: [1] }],
	["another byte", { body: [1, 3] }],
	["the id that has expired", { now: 6000 }],
	["a clock that was set back", { now: -1 }],
])("%s: it is another, and the answer is forgotten", (_, asked) => {
	const { replay, ask, execute } = made();
	execute([7]);
	expect(ask({ now: 5999 })).toEqual([7]);
	expect(ask(asked)).toBeUndefined();
	expect(replay.used).toBe(0);
	expect(ask()).toBeUndefined();
});

test("an id expires 6 s after its request", () => {
	const { ask, execute } = made();
	execute([7], { now: 0x7fffff00 });
	expect(ask({ now: (0x7fffff00 + 5999) | 0 })).toEqual([7]);
	expect(ask({ now: (0x7fffff00 + 6000) | 0 })).toBeUndefined();
});

test("requests and answers of up to 80 bytes are remembered", () => {
	const { replay, ask, execute } = made();
	const bytes = (length: number) => Array.from({ length }, (_, index) => index);
	execute(bytes(80), { body: bytes(80) });
	expect(ask({ body: bytes(80) })).toEqual(bytes(80));
	execute([7], { head: 0x310282, body: bytes(81) });
	execute(bytes(81), { head: 0x310283 });
	expect(replay.used).toBe(1);
	expect([ask({ head: 0x310282, body: bytes(81) }), ask({ head: 0x310283 })]).toEqual([undefined, undefined]);
});

test("the oldest gives way", () => {
	const { replay, ask, execute } = made(2);
	for (const id of [1, 2, 3]) execute([id], { head: 0x310280 | id });
	expect(replay.used).toBe(2);
	expect([1, 2, 3].map((id) => ask({ head: 0x310280 | id }))).toEqual([undefined, [2], [3]]);
});

test("what came by a link that goes down is forgotten", () => {
	const { replay, ask, execute } = made(3);
	execute([1], { port: 1 });
	execute([2], { head: 0x310282 });
	execute([3], { port: 1, head: 0x310283 });
	replay.flush(1);
	expect(replay.used).toBe(1);
	expect([ask({ port: 1 }), ask({ head: 0x310282 }), ask({ port: 1, head: 0x310283 })]).toEqual([undefined, [2], undefined]);
	execute([4], { port: 1 });
	expect(replay.used).toBe(2);
});

test("without places nothing is remembered", () => {
	const { memory, replay, ask, execute } = made(0);
	execute([7]);
	expect([replay.used, ask(), memory[0]]).toEqual([0, undefined, 0]);
});
