// SPDX-License-Identifier: Apache-2.0
import type { Socket } from "node:net";
import type { Line, LineEvents } from "../line/line.js";
import ServerLine from "../line/server.js";
import Session from "../line/session.js";
import Bus from "./bus.js";
import BusEnd from "./bus-end.js";
import RealTime from "./real-time.js";

/** Who is told what happens to the line of a bus. */
export type BusMember = Pick<LineEvents, "up" | "down" | "notice">;

/**
 * A bus in this process whose other stations are at the other end of a line; at a socket that listens, at those of all
 * lines that lead there: processes and a kernel can share one bus. Links of several devices can share it.
 */
class LineBus implements LineEvents {
	readonly line: Line;
	readonly bus: Bus;
	readonly #end: BusEnd;
	readonly #members: BusMember[] = [];
	/** With those who came while somebody was there. */
	readonly #others = new Set<Session>();
	#peers = 0;
	#opening: Promise<void> | undefined = undefined;
	#open = 0;

	/** `speed`: kilohertz; 0: bytes take no time. */
	constructor(line: Line, speed: number) {
		this.line = line;
		this.bus = new Bus({ timeline: new RealTime(), speed });
		this.#end = new BusEnd(this.bus, line);
		if (line instanceof ServerLine) line.share((socket, peer) => this.#welcome(socket, peer));
	}

	join(member: BusMember): void {
		this.#members.push(member);
	}

	/** Opens the line for the first link that asks. */
	open(): Promise<void> {
		this.#open++;
		return (this.#opening ??= this.line.open(this));
	}

	/** Closes the line with the last link. */
	async close(): Promise<void> {
		if (--this.#open > 0) return;
		this.#end.link(false);
		await Promise.all([this.line.close(), ...Array.from(this.#others, (session) => session.close())]);
	}

	up(peer: string): void {
		this.#end.link(true);
		this.#came(peer);
	}

	down(reason: string): void {
		this.#end.link(false);
		this.#left(reason);
	}

	notice(message: string): void {
		this.#members[0]?.notice(message);
	}

	data(bytes: Uint8Array): void {
		this.#end.data(bytes);
	}

	written(): void {
		this.#end.written();
	}

	/** One more peer. */
	#welcome(socket: Socket, peer: string): void {
		const end = new BusEnd(this.bus, { write: (bytes) => session.write(bytes), drop: (reason) => session.abandon(reason) });
		const events: LineEvents = {
			up: () => {
				end.link(true);
				this.#came(peer);
			},
			down: (reason) => {
				end.close();
				this.#left(reason);
			},
			data: (bytes) => end.data(bytes),
			written: () => end.written(),
			notice: (message) => this.notice(message),
		};
		const session: Session = new Session(socket, peer, events, () => this.#others.delete(session));
		this.#others.add(session);
	}

	#came(peer: string): void {
		if (0 === this.#peers++) for (const member of this.#members) member.up(peer);
	}

	#left(reason: string): void {
		if (0 === --this.#peers) for (const member of this.#members) member.down(reason);
	}
}

export default LineBus;
