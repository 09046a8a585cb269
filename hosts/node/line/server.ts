// SPDX-License-Identifier: Apache-2.0
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import later from "../later.js";
import type { LineEvents } from "./line.js";
import listen from "./listen.js";
import SessionLine from "./session-line.js";
import Session from "./session.js";
import { formatHostPort, type Address, type Target } from "./target.js";

/** Milliseconds of quiet after which TCP asks whether the peer is still there. */
export const keepAlive = 10_000;
/** Milliseconds that a newcomer waits for the present peer to leave. */
const overlap = 50;

/** Takes a peer that comes while another one is there. */
export type Taker = (socket: Socket, peer: string) => void;

/**
 * A socket that waits for its peer. Like a serial cable it has one other end: while somebody is connected, others are
 * turned away, unless the line is shared. The socket file is removed on closing, and at the start if nobody listens there any more.
 */
class ServerLine extends SessionLine {
	readonly target: Target;
	readonly #address: Address;
	#server: Server | undefined = undefined;
	#take: Taker | undefined = undefined;

	constructor(address: Address) {
		super();
		this.target = { kind: "listen", address };
		this.#address = address;
	}

	get place(): string {
		if ("path" in this.#address) return this.#address.path;
		const bound = this.#server?.address() as AddressInfo | null | undefined;
		return formatHostPort(this.#address.host, bound?.port ?? this.#address.port);
	}

	/** Has `take` given those who come while somebody is there. */
	share(take: Taker): void {
		this.#take = take;
	}

	async open(events: LineEvents): Promise<void> {
		const server = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAlive }, (socket) =>
			this.#greet(socket, events),
		);
		await listen(server, this.#address);
		server.on("error", (error) => events.notice(error.message));
		this.#server = server;
	}

	override async close(): Promise<void> {
		const server = this.#server;
		const closed = undefined === server ? undefined : new Promise((resolve) => server.close(resolve));
		await super.close();
		await closed;
	}

	/** The present peer may be about to leave: whoever comes next waits a moment to see. */
	#greet(socket: Socket, events: LineEvents): void {
		socket.on("error", () => {});
		if (undefined === this.session || undefined !== this.#take) this.#decide(socket, events);
		else later(overlap, () => this.#decide(socket, events)); // the end of the present one is read first
	}

	/** A peer that has left makes room at once for the next. */
	#decide(socket: Socket, events: LineEvents): void {
		const peer = "path" in this.#address ? "a local process" : formatHostPort(socket.remoteAddress ?? "unknown", socket.remotePort ?? 0);
		if (this.session?.ended) this.session.abandon();
		if (undefined === this.session && this.#server?.listening) {
			this.session = new Session(socket, peer, events, () => (this.session = undefined));
			return;
		}
		if (undefined !== this.#take && this.#server?.listening) return this.#take(socket, peer);
		socket.destroy();
		if (undefined !== this.session) events.notice(`turned ${peer} away: another peer is connected`);
	}
}

export default ServerLine;
