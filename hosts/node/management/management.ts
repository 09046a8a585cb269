// SPDX-License-Identifier: Apache-2.0
import { chmodSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { closest } from "fastest-levenshtein";
import { createJSONRPCErrorResponse, JSONRPCErrorCode, JSONRPCErrorException, JSONRPCServer } from "json-rpc-2.0";
import type { Activation, Method } from "../../../modules/activation/activation.js";
import clock from "../clock.js";
import listen from "../line/listen.js";
import { formatHostPort, type Address } from "../line/target.js";
import type Log from "../log.js";
import { shown } from "../json/path.js";
import Catalog from "./catalog.js";
import type { Information } from "./discovery.js";
import ownMethods from "./own-methods.js";
import Parameters, { invalidParameters } from "./parameters.js";
import Session from "./session.js";

/** Operators at a time. */
const mostSessions = 32;
/** Of errors that JSON-RPC leaves to servers. */
const refused = -32000;

export interface ManagementOptions {
	/** Where operators come to. */
	address: Address;
	activations: readonly Activation[];
	information: Information;
	log: Log;
}

/**
 * Lets operators call the methods and hear the events of activations, by JSON-RPC 2.0 over a socket. `rpc.discover` tells
 * all of them, `subscribe` brings events as notifications.
 */
class Management {
	readonly #address: Address;
	readonly #catalog: Catalog;
	readonly #information: Information;
	readonly #log: Log;
	readonly #sessions = new Set<Session>();
	#server: Server | undefined = undefined;

	constructor({ address, activations, information, log }: ManagementOptions) {
		this.#address = address;
		this.#catalog = new Catalog(activations);
		this.#information = information;
		this.#log = log;
	}

	/** Where an operator finds it, once open. */
	get place(): string {
		if ("path" in this.#address) return this.#address.path;
		const bound = this.#server?.address() as AddressInfo | null | undefined;
		return formatHostPort(this.#address.host, bound?.port ?? this.#address.port);
	}

	/** Rejects with a reason for the person. */
	async open(): Promise<void> {
		const rpc = this.#rpc(await Parameters.load());
		const server = createServer({ noDelay: true }, (socket) => this.#greet(socket, rpc));
		await listen(server, this.#address);
		server.on("error", (error) => this.#log.warn(`control: ${error.message}`));
		this.#server = server;
		if ("path" in this.#address) chmodSync(this.#address.path, 0o600);
	}

	async close(): Promise<void> {
		const server = this.#server;
		const closed = undefined === server ? undefined : new Promise((resolve) => server.close(resolve));
		await Promise.all(Array.from(this.#sessions, (session) => session.close()));
		await closed;
	}

	#greet(socket: Socket, rpc: JSONRPCServer<Session>): void {
		if (this.#sessions.size === mostSessions) {
			socket.on("error", () => {});
			socket.end(`${JSON.stringify(createJSONRPCErrorResponse(null, refused, `there are ${mostSessions} operators already`))}\n`);
			socket.destroySoon();
			return;
		}
		const session = new Session(socket, rpc, (message) => this.#log.warn(`control: ${message}`));
		this.#sessions.add(session);
		socket.on("close", () => this.#sessions.delete(session));
	}

	#rpc(parameters: Parameters): JSONRPCServer<Session> {
		const rpc = new JSONRPCServer<Session>({ errorListener: () => {} });
		const { methods } = this.#catalog;
		const own = ownMethods(this.#catalog, this.#information);
		const serve = (name: string, { parameters: schema }: Pick<Method, "parameters">, run: (given: object, session: Session) => unknown) =>
			rpc.addMethod(name, (given = {}, session) => {
				parameters.check(schema, given);
				return this.#guard(name, () => run(given, session));
			});
		for (const [name, method] of own) serve(name, method, (given, session) => method.run(given, session));
		for (const [name, method] of methods) serve(name, method, (given) => method.run(given, clock()));
		const known = [...own.keys(), ...methods.keys()];
		rpc.handleMethodNotFound = ({ method: name, id }) => {
			const message = `there is no method ${shown(name)}: did you mean ${closest(name, known)}? rpc.discover tells all`;
			return Promise.resolve(undefined === id ? null : createJSONRPCErrorResponse(id, JSONRPCErrorCode.MethodNotFound, message));
		};
		return rpc;
	}

	/** What the model does not allow is the operator's fault, anything else that goes wrong is ours. */
	#guard(name: string, run: () => unknown): unknown {
		try {
			return run();
		} catch (error) {
			const { message } = error as Error;
			if (error instanceof RangeError) throw invalidParameters(message);
			this.#log.error(`control: ${name}: ${message}`);
			throw new JSONRPCErrorException(message, JSONRPCErrorCode.InternalError);
		}
	}
}

export default Management;
