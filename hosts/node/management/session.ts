// SPDX-License-Identifier: Apache-2.0
import type { Socket } from "node:net";
import {
	createInvalidRequestResponse,
	createJSONRPCErrorResponse,
	createJSONRPCNotification,
	JSONRPCErrorCode,
	type JSONRPCRequest,
	type JSONRPCServer,
} from "json-rpc-2.0";
import type { Event } from "../../../modules/activation/activation.js";
import TextLines from "./text-lines.js";

/** Bytes of a line, and requests in it. */
export const longestLine = 0x10000;
export const largestBatch = 100;
/** Bytes that wait for an operator to read them: no more requests are taken; no more events are made, and the session ends. */
const muchWaiting = 0x10000;
const tooMuchWaiting = 0x400000;

/** The time with one operator: JSON-RPC 2.0, a line for each message. */
class Session {
	readonly #socket: Socket;
	readonly #server: JSONRPCServer<Session>;
	readonly #notice: (message: string) => void;
	readonly #lines = new TextLines(longestLine);
	/** What was received and is not answered yet, as the operator does not read. */
	readonly #pending: string[] = [];
	readonly #subscriptions = new Map<string, () => void>();
	#answering = false;
	/** What else comes is not read. */
	#over = false;

	/** `notice` is told what the person should know. */
	constructor(socket: Socket, server: JSONRPCServer<Session>, notice: (message: string) => void) {
		this.#socket = socket;
		this.#server = server;
		this.#notice = notice;
		socket.on("error", () => {});
		socket.on("data", (bytes) => this.#receive(bytes));
		socket.on("close", () => this.#finish());
	}

	get subscriptions(): readonly string[] {
		return [...this.#subscriptions.keys()];
	}

	subscribe(name: string, event: Event): void {
		if (this.#subscriptions.has(name) || this.#over) return;
		this.#subscriptions.set(
			name,
			event.listen((value) => this.#tell(name, value)),
		);
	}

	unsubscribe(name: string): void {
		this.#subscriptions.get(name)?.();
		this.#subscriptions.delete(name);
	}

	close(): Promise<void> {
		if (this.#socket.closed) return Promise.resolve();
		return new Promise((resolve) => {
			this.#socket.once("close", () => resolve());
			this.#socket.destroy();
		});
	}

	/** Nothing that waits is done any more. */
	#finish(): void {
		this.#over = true;
		this.#pending.length = 0;
		for (const name of this.subscriptions) this.unsubscribe(name);
	}

	/** Whoever does not read is not waited for: the device's memory is not theirs. */
	#tell(name: string, value: object): void {
		if (this.#socket.writableLength < tooMuchWaiting) return this.#send(createJSONRPCNotification(name, value));
		this.#notice(`an operator reads too slowly for ${this.subscriptions.join(", ")} and was cut off`);
		this.#socket.destroy();
		this.#finish();
	}

	#receive(bytes: Uint8Array): void {
		if (this.#over) return;
		const lines = this.#lines.take(bytes);
		if (undefined === lines) return this.#refuse(JSONRPCErrorCode.InvalidRequest, `a line has at most ${longestLine} bytes`);
		this.#pending.push(...lines);
		if (!this.#answering) void this.#answer();
	}

	/** One line after the other, as fast as the answers are read. */
	async #answer(): Promise<void> {
		this.#answering = true;
		this.#socket.pause();
		for (let line = this.#pending.shift(); undefined !== line && !this.#over; line = this.#pending.shift()) {
			if ("" !== line.trim()) await this.#handle(line);
			if (this.#socket.writableLength > muchWaiting) await this.#read();
		}
		this.#answering = false;
		this.#socket.resume();
	}

	/** Resolves once the operator has read all, or has left. */
	#read(): Promise<void> {
		return new Promise((resolve) => {
			const done = () => {
				this.#socket.off("drain", done).off("close", done);
				resolve();
			};
			this.#socket.on("drain", done).on("close", done);
			if (this.#over || !this.#socket.writableNeedDrain) done();
		});
	}

	async #handle(line: string): Promise<void> {
		let message: unknown;
		try {
			message = JSON.parse(line);
		} catch (error) {
			/* A web page can make a browser send lines to this port, of which the first is not JSON. None behind it is served. */
			return this.#refuse(JSONRPCErrorCode.ParseError, `not JSON: ${(error as Error).message}`);
		}
		if (!Array.isArray(message)) {
			const answer = await this.#one(message);
			if (null !== answer) this.#send(answer);
		} else if (0 === message.length || message.length > largestBatch) {
			this.#send(invalid(`a batch has 1 to ${largestBatch} requests`));
		} else {
			const answers: object[] = [];
			for (const each of message) {
				const answer = await this.#one(each);
				if (null !== answer) answers.push(answer);
			}
			if (answers.length > 0) this.#send(answers);
		}
	}

	async #one(request: unknown): Promise<object | null> {
		if ("object" !== typeof request || null === request || Array.isArray(request)) return invalid("a request is an object");
		if (!("method" in request) || "string" !== typeof request.method) return createInvalidRequestResponse(request);
		return await this.#server.receive(request as JSONRPCRequest, this);
	}

	#send(message: object): void {
		if (this.#socket.writable) this.#socket.write(`${JSON.stringify(message)}\n`);
	}

	/** The end of the session, with the reason. */
	#refuse(code: JSONRPCErrorCode, message: string): void {
		this.#send(createJSONRPCErrorResponse(null, code, message));
		this.#finish();
		this.#socket.destroySoon();
	}
}

function invalid(message: string): object {
	return createJSONRPCErrorResponse(null, JSONRPCErrorCode.InvalidRequest, message);
}

export default Session;
