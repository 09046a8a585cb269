// SPDX-License-Identifier: Apache-2.0
import type { Socket } from "node:net";
import { JSONRPCClient, type JSONRPCErrorException } from "json-rpc-2.0";
import dialSocket from "../line/dial-socket.js";
import type { Address } from "../line/target.js";
import type { Discovered } from "./discovery.js";
import TextLines from "./text-lines.js";

/** Bytes of a line: answers may be large. */
const longestLine = 0x1000000;

/** Milliseconds to wait for an answer. */
const patience = 10_000;

/** Told of events. */
export type EventListener = (name: string, value: Readonly<Record<string, unknown>>) => void;

/** The device did not do what it was asked. */
export class RefusedError extends Error {
	readonly code: number;
	readonly data: unknown;

	constructor({ message, code, data }: Pick<JSONRPCErrorException, "message" | "code" | "data">) {
		super(message);
		this.name = "RefusedError";
		this.code = code;
		this.data = data;
	}
}

/** The operator's side of `Management`. */
class Operator {
	/** Resolves to the reason when the device has gone, or `close` was called. */
	readonly closed: Promise<string>;
	readonly #socket: Socket;
	readonly #lines = new TextLines(longestLine);
	readonly #client: JSONRPCClient;
	readonly #listener: EventListener;
	#reason = "the device closed the connection";
	#lastId = 0;

	private constructor(socket: Socket, listener: EventListener) {
		this.#socket = socket;
		this.#listener = listener;
		this.#client = new JSONRPCClient((message) => void socket.write(`${JSON.stringify(message)}\n`));
		this.closed = new Promise((resolve) => {
			socket.on("error", (error) => (this.#reason = error.message));
			socket.on("end", () => socket.destroy());
			socket.on("close", () => {
				this.#client.rejectAllPendingRequests(this.#reason);
				resolve(this.#reason);
			});
		});
		socket.on("data", (bytes) => this.#receive(bytes));
	}

	/** Rejects with a reason for the person if nobody is there. */
	static async connect(
		address: Address,
		listener: EventListener = () => {},
		signal: AbortSignal = new AbortController().signal,
	): Promise<Operator> {
		return new Operator(await dialSocket(address)(signal), listener);
	}

	/** Rejects with a RefusedError if the device says no, and with another if it does not answer. */
	async call(method: string, parameters: object = {}): Promise<unknown> {
		if (this.gone) throw new Error(await this.closed);
		const timer = setTimeout(
			() => this.#fail(`no answer in ${patience / 1000} s: is this where a device listens for operators (--control)?`),
			patience,
		);
		try {
			const { error, result } = await this.#client.requestAdvanced({ jsonrpc: "2.0", id: ++this.#lastId, method, params: parameters });
			if (undefined !== error) throw new RefusedError(error);
			return result;
		} finally {
			clearTimeout(timer);
		}
	}

	async discover(): Promise<Discovered> {
		return (await this.call("rpc.discover")) as Discovered;
	}

	/** The connection has ended. */
	get gone(): boolean {
		return this.#socket.destroyed;
	}

	close(): void {
		this.#fail("closed");
	}

	#receive(bytes: Uint8Array): void {
		const lines = this.#lines.take(bytes);
		if (undefined === lines) return this.#fail(`a line has more than ${longestLine} bytes`);
		for (const line of lines) {
			let message: unknown;
			try {
				message = JSON.parse(line);
			} catch (error) {
				return this.#fail(`what came is not JSON: ${(error as Error).message}`);
			}
			if (isNotification(message)) this.#listener(message.method, message.params ?? {});
			else this.#client.receive(message as never);
		}
	}

	#fail(reason: string): void {
		this.#reason = reason;
		this.#socket.destroy();
	}
}

function isNotification(message: unknown): message is { method: string; params?: Readonly<Record<string, unknown>> } {
	return "object" === typeof message && null !== message && "method" in message && !("id" in message);
}

export default Operator;
