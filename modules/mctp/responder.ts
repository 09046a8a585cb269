// SPDX-License-Identifier: Apache-2.0
import type Exchange from "./exchange.js";

/** What a responder decides about a request. */
export const Reply = Object.freeze({
	/** `exchange.reply` holds the answer. */
	send: 0,
	/** The answer comes later: `endpoint.answer(exchange.ticket, now)`. */
	defer: 1,
	/** There is no answer. */
	drop: 2,
} as const);
export type Reply = (typeof Reply)[keyof typeof Reply];

/** Message types of vendors (DSP0239). */
export const VendorType = Object.freeze({ pci: 0x7e, iana: 0x7f } as const);

/** Who defined a message of type 0x7E (`id`: PCI vendor id, 16 bits) or 0x7F (`id`: IANA enterprise number, 32 bits). */
export interface VendorId {
	readonly id: number;
	/** Version or kind of the command set, 16 bits, as the vendor defines it (DSP0236 12.8). */
	readonly commandSet: number;
}

/** Answers the requests of one message type, or of one vendor. */
export interface Responder {
	/** 0 to 0x7F, without the integrity check bit. */
	readonly type: number;
	/** For Get MCTP Version Support: version words such as 0xF1F3F000 (1.3.0), oldest first. */
	readonly versions: readonly number[];
	/** Required for types 0x7E and 0x7F. */
	readonly vendor?: VendorId;
	/**
	 * Reads `exchange.request`, writes `exchange.reply`, decides. Request bytes stay valid until the exchange ends, also
	 * when it is deferred.
	 */
	respond(exchange: Exchange, now: number): Reply;
	/** The answer has left: the time for effects that must follow it. */
	sent?(exchange: Exchange, now: number): void;
	/** The answer will never leave: time, link down, failed transmission, the requester started anew, or too many are deferred. */
	abandoned?(exchange: Exchange, now: number): void;
	/** @returns milliseconds until it wants to be called again */
	tick?(now: number): number;
	link?(port: number, up: boolean, now: number): void;
}
