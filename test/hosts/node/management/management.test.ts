// SPDX-License-Identifier: Apache-2.0
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import Management from "../../../../hosts/node/management/management.js";
import type { Activation } from "../../../../modules/activation/activation.js";
import { folder, Heard } from "../support/device.js";
import { Model, Raw, serve } from "./support.js";

const { activation } = new Model();
const answer = (result: unknown, id: unknown = 1) => ({ jsonrpc: "2.0", id, result });
const error = (code: number, message: unknown, data?: unknown, id: unknown = 1) => ({
	jsonrpc: "2.0",
	id,
	error: { code, message, ...(undefined === data ? {} : { data }) },
});

async function operator(): Promise<Raw> {
	const { address } = await serve([activation]);
	return await Raw.connect(address);
}

describe("a method", () => {
	it("gets its parameters, and its result is the answer", async () => {
		const raw = await operator();
		expect(await raw.ask("model.add", { first: 2, second: 3 })).toEqual(answer({ sum: 5 }));
		expect(await raw.ask("model.add", { first: 2 }, "a")).toEqual(answer({ sum: 2 }, "a"));
	});

	it("that is called without an answer wanted has none", async () => {
		const raw = await operator();
		raw.write({ jsonrpc: "2.0", method: "model.add", params: { first: 1 } }, { jsonrpc: "2.0", method: "model.nothing" });
		expect(await raw.ask("model.add", { first: 4 })).toEqual(answer({ sum: 4 }));
	});

	test.each([
		[{}, [{ path: "", message: 'lacks "first"' }]],
		[{ first: 10 }, [{ path: "first", message: "must be a whole number from 0 to 9, not 10" }]],
		[{ first: 1.5 }, [{ path: "first", message: "must be a whole number from 0 to 9, not 1.5" }]],
		[{ first: "1" }, [{ path: "first", message: 'must be a whole number from 0 to 9, not "1"' }]],
		[{ first: 1, secnd: 2 }, [{ path: "secnd", message: 'there is no such property: did you mean "second"?' }]],
		[[1, 2], [{ path: "", message: "must be an object, not [1,2]" }]],
		[null, [{ path: "", message: "must be an object, not null" }]],
		["first", [{ path: "", message: 'must be an object, not "first"' }]],
	])("says what is wrong with parameters %j", async (parameters, problems) => {
		const raw = await operator();
		const [{ path, message }] = problems;
		expect(await raw.ask("model.add", parameters)).toEqual(error(-32602, `${path || "parameters"}: ${message}`, { problems }));
	});

	it("passes on what its model does not allow", async () => {
		const raw = await operator();
		expect(await raw.ask("model.refuse")).toEqual(error(-32602, "second: 3 is not free: allowed are 1 and 2"));
	});

	it("that goes wrong is told to the person too", async () => {
		const { address, heard } = await serve([activation]);
		const raw = await Raw.connect(address);
		expect(await raw.ask("model.fail")).toEqual(error(-32603, "undefined is not a model"));
		expect(heard.text).toContain("control: model.fail: undefined is not a model");
	});

	test.each(["model.ad", "model", "", "toString", "constructor", "\u001b[2J"])("that does not exist (%j): suggests one", async (name) => {
		const raw = await operator();
		const message = expect.stringMatching(/^there is no method ".*": did you mean [a-z.]+\? rpc\.discover tells all$/);
		expect(await raw.ask(name)).toEqual(error(-32601, message));
	});
});

describe("messages", () => {
	test.each([
		[1, "a request is an object"],
		["null", "a request is an object"],
		["[]", "a batch has 1 to 100 requests"],
		[`[${"1,".repeat(100)}1]`, "a batch has 1 to 100 requests"],
	])("that are no requests: %s", async (text, message) => {
		const raw = await operator();
		raw.write(`${text}\n`);
		expect(await raw.read()).toEqual(error(-32600, message, undefined, null));
		expect(await raw.ask("model.add", { first: 1 })).toEqual(answer({ sum: 1 }));
	});

	test.each(["{}", '{"id":7}', '{"jsonrpc":"1.0","id":7,"method":"model.add"}', '{"jsonrpc":"2.0","id":7,"method":3}'])(
		"that are no requests: %s",
		async (text) => {
			const raw = await operator();
			raw.write(`${text}\n`);
			expect(await raw.read()).toMatchObject({ error: { code: -32600 } });
			expect(await raw.ask("model.add", { first: 1 })).toEqual(answer({ sum: 1 }));
		},
	);

	it("in a batch are answered in a batch", async () => {
		const raw = await operator();
		const call = (id: unknown, first: unknown) => ({ jsonrpc: "2.0", id, method: "model.add", params: { first } });
		raw.write([call(1, 1), call(undefined, 2), 3, call(2, "4")]);
		expect(await raw.read()).toEqual([
			answer({ sum: 1 }, 1),
			error(-32600, "a request is an object", undefined, null),
			expect.objectContaining({ id: 2, error: expect.objectContaining({ code: -32602 }) }),
		]);
		raw.write([call(5, 1)]);
		expect(await raw.read()).toEqual([answer({ sum: 1 }, 5)]);
		raw.write([call(undefined, 1)]);
		expect(await raw.ask("model.add", { first: 6 })).toEqual(answer({ sum: 6 }));
	});

	it("may come in any pieces, with empty lines and carriage returns", async () => {
		const raw = await operator();
		const text = `\n \r\n${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "model.add", params: { first: 9 } })}\r\n`;
		for (const character of text) {
			raw.write(character);
			await new Promise((resolve) => setImmediate(resolve));
		}
		expect(await raw.read()).toEqual(answer({ sum: 9 }));
	});

	it("are answered also to one who says no more, and then leaves", async () => {
		const raw = await operator();
		const call = { jsonrpc: "2.0", id: 1, method: "model.add", params: { first: 1 } };
		raw.socket.end(`${JSON.stringify(call)}\n`.repeat(500));
		for (let count = 0; count < 500; count++) expect(await raw.read()).toEqual(answer({ sum: 1 }));
		expect(await raw.read()).toBeUndefined();
	});

	it("that are not JSON end the session: what a web page makes a browser send is not served", async () => {
		const model = new Model();
		const raw = await Raw.connect((await serve([model.activation])).address);
		const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "model.add", params: { first: 1 } });
		raw.write(`POST / HTTP/1.1\r\nHost: localhost\r\n\r\n${body}\n`);
		expect(await raw.read()).toEqual(error(-32700, expect.stringMatching(/^not JSON: /), undefined, null));
		expect(await raw.read()).toBeUndefined();
		expect(model.calls).toBe(0);
	});

	it("that are too long end the session, with the reason", async () => {
		const raw = await operator();
		raw.write(`"${"x".repeat(0x10000 - 2)}"\n`);
		expect(await raw.read()).toEqual(error(-32600, "a request is an object", undefined, null));
		raw.write("x".repeat(0x10001));
		expect(await raw.read()).toEqual(error(-32600, "a line has at most 65536 bytes", undefined, null));
		expect(await raw.read()).toBeUndefined();
	});

	it("that are many wait for an operator who reads slowly, and nothing is lost", async () => {
		const raw = await operator();
		raw.socket.pause();
		const call = (id: number) => ({ jsonrpc: "2.0", id, method: "model.large", params: { size: 100_000 } });
		const count = 200;
		for (let id = 0; id < count; id++) raw.write(call(id));
		await new Promise((resolve) => setTimeout(resolve, 100));
		raw.socket.resume();
		for (let id = 0; id < count; id++) expect(await raw.read()).toMatchObject({ id, result: expect.stringMatching(/^x{100000}$/) });
	});
});

describe("events", () => {
	it("are told to those who want them, as long as they do", async () => {
		const model = new Model();
		const { address } = await serve([model.activation]);
		const [first, second] = [await Raw.connect(address), await Raw.connect(address)];
		expect(await first.ask("subscribe", { events: ["model.said"] })).toEqual(answer({ events: ["model.said"] }));
		expect(await second.ask("subscribe", { events: ["model.said", "model.said"] })).toEqual(answer({ events: ["model.said"] }));
		model.say("one");
		const told = (text: string) => ({ jsonrpc: "2.0", method: "model.said", params: { text } });
		expect(await first.read()).toEqual(told("one"));
		expect(await second.read()).toEqual(told("one"));
		expect(await first.ask("unsubscribe", { events: ["model.said"] })).toEqual(answer({ events: [] }));
		expect(await first.ask("unsubscribe", { events: ["model.said"] })).toEqual(answer({ events: [] }));
		model.say("two");
		expect(await second.read()).toEqual(told("two"));
		expect(await first.ask("model.add", { first: 1 })).toEqual(answer({ sum: 1 }));
		expect(model.listeners.size).toBe(1);
		second.socket.destroy();
		await expect.poll(() => model.listeners.size).toBe(0);
	});

	it("that do not exist cannot be had", async () => {
		const raw = await operator();
		expect(await raw.ask("subscribe", { events: ["model.heard"] })).toMatchObject({
			error: { code: -32602, message: 'events[0]: must be one of "model.said", not "model.heard"' },
		});
		const none = await Raw.connect((await serve([])).address);
		expect(await none.ask("subscribe", { events: [] })).toEqual(answer({ events: [] }));
		expect(await none.ask("subscribe", { events: ["x"] })).toMatchObject({ error: { code: -32602 } });
	});

	it("cut off an operator who does not read them, and nobody else", async () => {
		const model = new Model();
		const { address, heard } = await serve([model.activation]);
		const [slow, quick] = [await Raw.connect(address), await Raw.connect(address)];
		for (const raw of [slow, quick]) await raw.ask("subscribe", { events: ["model.said"] });
		slow.socket.pause();
		let count = 0;
		for (; model.listeners.size > 1 && count < 1000; count++) {
			model.say("x".repeat(100_000));
			expect(await quick.read()).toMatchObject({ method: "model.said" });
		}
		expect(count).toBeLessThan(100);
		expect(heard.text).toContain("control: an operator reads too slowly for model.said and was cut off");
		expect(await quick.ask("model.add", { first: 1 })).toEqual(answer({ sum: 1 }));
	});
});

describe("rpc.discover", () => {
	it("tells all methods and events, as OpenRPC", async () => {
		const raw = await operator();
		const { result } = (await raw.ask("rpc.discover")) as { result: Record<string, unknown> };
		expect(result).toMatchObject({
			openrpc: "1.3.2",
			info: { title: "test", version: "1" },
			"x-activations": [{ name: "model", description: "A model" }],
			"x-events": [{ name: "model.said", description: "Something was said", schema: activation.events!.said.value }],
		});
		const methods = result.methods as { name: string }[];
		expect(methods.map(({ name }) => name)).toEqual([
			"subscribe",
			"unsubscribe",
			"rpc.discover",
			"model.add",
			"model.large",
			"model.refuse",
			"model.fail",
		]);
		expect(methods.find(({ name }) => "model.add" === name)).toEqual({
			name: "model.add",
			description: "Adds numbers",
			paramStructure: "by-name",
			params: [
				{ name: "first", required: true, schema: { type: "integer", description: "one number", minimum: 0, maximum: 9 } },
				{ name: "second", required: false, schema: { type: "integer", description: "another", minimum: 0, maximum: 9 } },
			],
			result: { name: "result", schema: activation.methods.add.result },
		});
	});
});

describe("paths", () => {
	const leaf = (name: string): Activation => ({ ...activation, name });

	it("lead through activations; one without a name adds no step", async () => {
		const device = { name: "disk0", description: "A disk", methods: {}, children: [leaf("model")] };
		const { address } = await serve([device, { ...device, name: "" }, leaf("disk1")]);
		const raw = await Raw.connect(address);
		for (const name of ["disk0.model.add", "model.add", "disk1.add"]) expect(await raw.ask(name, { first: 1 })).toEqual(answer({ sum: 1 }));
	});

	it("are given once, and have names for steps", () => {
		const made = (...activations: Activation[]) => {
			const options = { address: { path: "x" }, activations, information: { title: "test", version: "1" }, log: new Heard().log };
			return () => new Management(options);
		};
		expect(made(leaf("a"), leaf("a"))).toThrow("activation a.add: there are two");
		expect(made(leaf("a.b"))).toThrow('"a.b" is no name');
		expect(made({ ...leaf("a"), children: [{ ...leaf("add"), methods: {}, events: {} }] })).not.toThrow();
	});
});

describe("the socket", () => {
	it("is this user's alone, and goes when it is closed", async () => {
		const { address, management } = await serve([activation]);
		const { path } = address as { path: string };
		expect(management.place).toBe(path);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		const raw = await Raw.connect(address);
		await management.close();
		expect(await raw.read()).toBeUndefined();
		expect(existsSync(path)).toBe(false);
	});

	it("has a place on TCP", async () => {
		const { management } = await serve([activation], { host: "127.0.0.1", port: 0 });
		const port = Number(/^127\.0\.0\.1:(\d+)$/.exec(management.place)![1]);
		const raw = await Raw.connect({ host: "127.0.0.1", port });
		expect(await raw.ask("model.add", { first: 1 })).toEqual(answer({ sum: 1 }));
	});

	it("is not opened over something else", async () => {
		const path = join(folder(), "file");
		writeFileSync(path, "");
		await expect(serve([activation], { path })).rejects.toThrow("the file exists and is not an abandoned socket");
		expect(existsSync(path)).toBe(true);
		const { address } = await serve([activation]);
		await expect(serve([activation], address)).rejects.toThrow("cannot listen on");
		const raw = await Raw.connect(address);
		expect(await raw.ask("model.add", { first: 1 })).toEqual(answer({ sum: 1 }));
	});

	it("serves 32 operators, turns another away, and takes one when one has left", async () => {
		const { address } = await serve([activation]);
		const raws: Raw[] = [];
		for (let count = 0; count < 32; count++) {
			raws.push(await Raw.connect(address));
			await raws[count].ask("model.add", { first: 1 });
		}
		const another = await Raw.connect(address);
		expect(await another.read()).toEqual(error(-32000, "there are 32 operators already", undefined, null));
		expect(await another.read()).toBeUndefined();
		raws[7].socket.destroy();
		await expect.poll(async () => (await Raw.connect(address)).ask("model.add", { first: 1 })).toEqual(answer({ sum: 1 }));
	});
});
