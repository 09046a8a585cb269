// SPDX-License-Identifier: Apache-2.0
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, it } from "vitest";
import type Management from "../../../../hosts/node/management/management.js";
import type { Address } from "../../../../hosts/node/line/target.js";
import { Model, Raw, serve } from "./support.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const call = { jsonrpc: "2.0", id: 1, method: "model.add", params: { first: 1 } };
const answer = { jsonrpc: "2.0", id: 1, result: { sum: 1 } };
const bounds = { maxLength: 300, size: "max" } as const;

/** Requests of all kinds, right and wrong, and what is none. */
const request = fc.record(
	{
		jsonrpc: fc.constantFrom<unknown>("2.0", "2.0", "2.0", "1.0", 2, null),
		id: fc.oneof(fc.nat(), fc.string(), fc.constant(null), fc.jsonValue()),
		method: fc.oneof(
			fc.constantFrom("model.add", "model.large", "model.refuse", "model.fail", "subscribe", "unsubscribe", "rpc.discover", "__proto__"),
			fc.jsonValue(),
		),
		params: fc.oneof(
			fc.record({ first: fc.nat(9) }),
			fc.record({ events: fc.array(fc.constantFrom("model.said", "other"), { maxLength: 3 }) }),
			fc.record({ size: fc.nat(100_000) }),
			fc.jsonValue(),
		),
	},
	{ requiredKeys: [] },
);
const message = fc.oneof({ weight: 8, arbitrary: request }, fc.array(request, { maxLength: 5 }), fc.jsonValue());
const line = message.map((value) => Buffer.from(`${JSON.stringify(value)}\n`));
const garbage = fc.uint8Array(bounds).map((bytes) => Buffer.from(bytes));
const cut = fc.tuple(line, fc.nat(100)).map(([bytes, at]) => bytes.subarray(at));
const input = fc.array(fc.oneof({ weight: 6, arbitrary: line }, garbage, cut), { maxLength: 20 });
/** How an operator leaves. */
const leaving = fc.constantFrom("end", "destroy", "reset");

async function visit(address: Address, parts: readonly Buffer[], way: string, model: Model): Promise<void> {
	const { socket } = await Raw.connect(address);
	const closed = new Promise((resolve) => socket.once("close", resolve));
	for (const part of parts) {
		if (socket.writable) socket.write(part);
		model.say("x");
		await new Promise((resolve) => setImmediate(resolve));
	}
	if ("end" === way) socket.end();
	else if ("destroy" === way) socket.destroy();
	else socket.resetAndDestroy();
	await closed;
}

async function serves(address: Address): Promise<void> {
	const raw = await Raw.connect(address);
	expect(await raw.ask(call.method, call.params)).toEqual(answer);
	raw.socket.destroy();
}

it("whatever operators send, and however they leave: others are served, and nothing stays", async () => {
	const model = new Model();
	const { address } = await serve([model.activation], { host: "127.0.0.1", port: 0 }).then(bound);
	await fc.assert(
		fc.asyncProperty(input, leaving, async (parts, way) => {
			await visit(address, parts, way, model);
			await serves(address);
			await expect.poll(() => model.listeners.size, { interval: 1 }).toBe(0);
		}),
		{ numRuns: 300 },
	);
});

function bound({ management, ...rest }: Awaited<ReturnType<typeof serve>>): { management: Management; address: Address } {
	return { ...rest, management, address: { host: "127.0.0.1", port: Number(management.place.split(":")[1]) } };
}

it("what is answered to a request is as JSON-RPC has it", async () => {
	const { address } = await serve([new Model().activation]);
	await fc.assert(
		fc.asyncProperty(message, async (value) => {
			const raw = await Raw.connect(address);
			raw.write(value as object, call);
			const first = await raw.read();
			const answers = [first, JSON.stringify(first) === JSON.stringify(answer) ? undefined : await raw.read()];
			for (const each of answers.flat(2).filter((each) => undefined !== each)) {
				const { jsonrpc, id, result, error } = each as Record<string, never>;
				if (undefined === id) continue; /* an event */
				expect(jsonrpc).toBe("2.0");
				expect((undefined === result) !== (undefined === error)).toBe(true);
				if (undefined !== error) expect(error).toMatchObject({ code: expect.any(Number), message: expect.any(String) });
			}
			raw.socket.destroy();
		}),
		{ numRuns: 300 },
	);
});

it("memory stays flat: endless lines, endless requests without reading, endless events", async () => {
	const model = new Model();
	const { address } = await serve([model.activation]);
	const noise = Buffer.alloc(0x8000, "x");
	const requests = Buffer.from(`${JSON.stringify(call)}\n`.repeat(400));

	/** Writes as much as is taken within some turns, and leaves. */
	async function flood(bytes: Buffer): Promise<void> {
		const { socket } = await Raw.connect(address);
		socket.pause();
		for (let turn = 0; turn < 200 && socket.writable; turn++) {
			if (!socket.writableNeedDrain) socket.write(bytes);
			model.say("y".repeat(1000));
			await new Promise((resolve) => setImmediate(resolve));
		}
		socket.destroy();
	}

	const subscription = Buffer.from(`${JSON.stringify({ ...call, method: "subscribe", params: { events: ["model.said"] } })}\n`);
	const round = async () => {
		for (const bytes of [noise, requests, subscription]) await flood(bytes);
		await serves(address);
	};
	const used = () => {
		collectGarbage();
		return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
	};
	for (let count = 0; count < 3; count++) await round();
	const before = used();
	for (let count = 0; count < 15; count++) await round();
	await expect.poll(() => model.listeners.size).toBe(0);
	expect(used() - before).toBeLessThan(4_000_000);
});
