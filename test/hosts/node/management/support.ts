// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";
import { connect, type NetConnectOpts, type Socket } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import Management from "../../../../hosts/node/management/management.js";
import type { Address } from "../../../../hosts/node/line/target.js";
import { event, method, type Activation } from "../../../../modules/activation/activation.js";
import { nothing, none, object, text, whole } from "../../../../modules/activation/schema.js";
import { folder, Heard } from "../support/device.js";

/** A model with every kind of method, and an event that the test tells. */
export class Model {
	/** Calls of `add`. */
	calls = 0;
	readonly listeners = new Set<(value: { text: string }) => void>();
	readonly activation: Activation = {
		name: "model",
		description: "A model",
		methods: {
			add: method({
				description: "Adds numbers",
				parameters: object({ first: whole("one number", 0, 9) }, { second: whole("another", 0, 9) }),
				result: object({ sum: whole("both", 0, 18) }),
				run: ({ first, second = 0 }) => {
					this.calls++;
					return { sum: first + second };
				},
			}),
			large: method({
				description: "A large answer",
				parameters: object({ size: whole("how large", 0, 1_000_000) }),
				result: text("that many"),
				run: ({ size }) => "x".repeat(size),
			}),
			refuse: method({
				description: "Says no",
				parameters: none,
				result: nothing,
				run() {
					throw new RangeError("second: 3 is not free: allowed are 1 and 2");
				},
			}),
			fail: method({
				description: "Goes wrong",
				parameters: none,
				result: nothing,
				run() {
					throw new TypeError("undefined is not a model");
				},
			}),
		},
		events: {
			said: event({
				description: "Something was said",
				value: object({ text: text("what") }),
				listen: (listener) => {
					this.listeners.add(listener);
					return () => void this.listeners.delete(listener);
				},
			}),
		},
	};

	say(text: string): void {
		for (const listener of this.listeners) listener({ text });
	}
}

/** Serves the activations; closed when the test ends. */
export async function serve(
	activations: readonly Activation[],
	address: Address = { path: join(folder(), "control") },
): Promise<{ management: Management; address: Address; heard: Heard }> {
	const heard = new Heard();
	const management = new Management({ address, activations, information: { title: "test", version: "1" }, log: heard.log });
	onTestFinished(() => management.close());
	await management.open();
	return { management, address, heard };
}

/** An operator who writes bytes and reads lines. */
export class Raw {
	readonly socket: Socket;
	#text = "";
	#closed = false;
	#waiting: (() => void)[] = [];

	constructor(socket: Socket) {
		this.socket = socket;
		socket.setEncoding("utf8");
		const wake = () => this.#waiting.splice(0).forEach((waiting) => waiting());
		socket.on("data", (text) => {
			this.#text += text;
			wake();
		});
		socket.on("error", () => {});
		socket.on("close", () => {
			this.#closed = true;
			wake();
		});
		onTestFinished(() => void socket.destroy());
	}

	static async connect(address: NetConnectOpts): Promise<Raw> {
		const socket = connect(address);
		await once(socket, "connect");
		return new Raw(socket);
	}

	write(...messages: (string | object)[]): void {
		for (const message of messages) this.socket.write("string" === typeof message ? message : `${JSON.stringify(message)}\n`);
	}

	/** The next line, as JSON; undefined: it is closed. */
	async read(): Promise<unknown> {
		while (!this.#text.includes("\n")) {
			if (this.#closed) return undefined;
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		}
		const at = this.#text.indexOf("\n");
		const line = this.#text.slice(0, at);
		this.#text = this.#text.slice(at + 1);
		return JSON.parse(line);
	}

	async ask(method: string, params?: unknown, id: unknown = 1): Promise<unknown> {
		this.write({ jsonrpc: "2.0", id, method, params });
		return await this.read();
	}
}
