// SPDX-License-Identifier: Apache-2.0
import type { Target } from "./target.js";

/** What a line tells its owner. */
export interface LineEvents {
	/** Bytes can go to and come from `peer`, who may be another than before. */
	up(peer: string): void;
	/** The peer is gone, and with it what was being written. */
	down(reason: string): void;
	/** Valid during the call. */
	data(bytes: Uint8Array): void;
	/** The bytes of `write` have been taken. */
	written(): void;
	/** Something for the person: why there is no peer yet, who was turned away. */
	notice(message: string): void;
}

/** A stream of bytes to one peer at a time, who may vanish and come back. */
export interface Line {
	readonly target: Target;
	/** Where a peer finds it, once open: path of a pseudo terminal or socket, HOST:PORT. */
	readonly place: string;
	/** Resolves when a peer can come; rejects, with a reason for the person, if none ever can. */
	open(events: LineEvents): Promise<void>;
	/**
	 * Takes bytes for the peer while the line is up. They must not change, and nothing else be written, before `written`
	 * or `down`, of which exactly one follows: a peer that reads slowly is waited for.
	 */
	write(bytes: Uint8Array): void;
	/** No more `data`, until `resume`: the peer has to wait. */
	pause(): void;
	resume(): void;
	/** Ends the time with the present peer, who makes no sense; `down` follows at once, and the next peer may come. */
	drop(reason: string): void;
	close(): Promise<void>;
}
