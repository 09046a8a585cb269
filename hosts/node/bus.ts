// SPDX-License-Identifier: Apache-2.0
import BusOwner from "../../modules/control/bus-owner.js";
import type { BusOwnerListener, OwnedBus } from "../../modules/control/ownership.js";
import type Known from "../../modules/control/known.js";
import type TransmitLimit from "../../modules/control/transmit-limit.js";
import Bridge from "../../modules/control/bridge.js";
import Control from "../../modules/control/responder.js";
import { isAssignableAddress } from "../../modules/binding/i2c/format.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import { lineConnection } from "./connections.js";
import type { Attachment } from "./device.js";
import type { Link, TransportName } from "./link.js";
import type Log from "./log.js";
import Loop from "./loop.js";
import { formatUuid, hex, messageTypeName } from "./names.js";

/** EIDs that it gives, by default all behind its own. */
const lastEid = 254;
const workers = 4;
/** Endpoints behind bridges that can be known. */
const behind = 200;

export interface OwnedBusesOptions {
	attachments: readonly Attachment[];
	/** Own EID; it gives those behind it. */
	eid: number;
	/** 7-bit addresses to look at on I2C buses; all where left out. */
	addresses?: readonly number[];
	/** Milliseconds between two looks at an endpoint. */
	interval: number;
	/** Milliseconds to wait for each answer; 300 */
	timeout?: number;
	/** What some endpoints are to send at most: packets in a row, and a second; burst 0: as much as they like. */
	limits?: readonly { readonly eid: number; readonly burst: number; readonly rate: number }[];
	listener: BusOwnerListener;
	log: Log;
}

/** An endpoint as it is told to people and programs. */
export interface Listed {
	readonly eid: number;
	readonly bus: string;
	/** 7-bit address; left out where the medium has none, or it is behind a bridge. */
	readonly address?: number;
	readonly kind: "endpoint" | "bridge";
	readonly types: readonly number[];
	readonly uuid?: string;
	/** Payload bytes of the largest packet that it is sent. */
	readonly unit: number;
	readonly pool?: { readonly first: number; readonly count: number };
	/** How its sending can be limited, in packets a second and in a row, and the present limit; left out where it cannot. */
	readonly rateLimit?: RateLimit;
	readonly behind: readonly Listed[];
}

export interface RateLimit {
	/** Bytes that it can receive, and packets a second; 0: any. */
	readonly receiveBuffer: number;
	readonly receiveRate: number;
	readonly least: number;
	readonly most: number;
	readonly longestBurst: number;
	/** Both 0: no limit. */
	readonly burst: number;
	readonly rate: number;
	/** Answers are limited as well, not requests alone. */
	readonly answers: boolean;
}

/** The bus owner of one or more links, in a process of its own; carries packets between them. */
class OwnedBuses {
	readonly owner: BusOwner;
	readonly endpoint: Endpoint;
	readonly #names: readonly string[];
	readonly #loop = new Loop();
	readonly #links: readonly Pick<Link, "open" | "close">[];

	constructor({ attachments, eid, addresses, interval, timeout, limits = [], listener, log }: OwnedBusesOptions) {
		const loop = this.#loop;
		const connections = attachments.map((attachment) => lineConnection(attachment, log));
		this.#names = namesOf(attachments.map(({ transport }) => transport));
		const ports = connections.map((connection) => connection.port(loop, 1, eid));
		const endpoint = new Endpoint({
			ports,
			memory: { slots: 8, requests: workers, routes: 200, forwardFrames: ports.length > 1 ? 32 : 0 },
			sharedEid: ports.length > 1,
		});
		this.endpoint = endpoint;
		const buses = ports.map(({ medium = 0, address = 0 }, port): OwnedBus => {
			return { port, medium, address, addresses: 0 === address ? [0] : (addresses ?? everyAddress(address)) };
		});
		this.owner = new BusOwner({
			endpoint,
			buses,
			listener: { ...listener, ...this.#limiting(limits, listener, log) },
			first: eid + 1,
			count: lastEid - eid,
			behind,
			workers,
			interval,
			...(undefined === timeout ? {} : { timeout }),
			limits: true,
		});
		const bridge = new Bridge({ endpoint, buses, owner: this.owner });
		endpoint.responders.add(new Control({ endpoint, ports, bridge, owner: this.owner }));
		this.#links = connections.map((connection, port) => connection.link({ loop, endpoint, port }));
		loop.start(endpoint);
	}

	async open(): Promise<void> {
		for (const link of this.#links) await link.open();
	}

	async close(): Promise<void> {
		await Promise.all(this.#links.map((link) => link.close()));
		this.#loop.close();
	}

	/** Whether all links have been up, and everything has been asked of everybody. */
	settled(now: number): boolean {
		return this.#names.every((_, port) => this.endpoint.port(port).up) && this.owner.settled(now);
	}

	/** Everybody who is there, as a tree. */
	list(): readonly Listed[] {
		return this.#behind(undefined);
	}

	describe(known: Known): Listed {
		const { eid, port, physical, kind, types, typeCount, uuid, hasUuid, poolFirst, poolSize, limit, via } = known;
		const state = this.endpoint.port(port);
		return {
			eid,
			bus: this.#names[port],
			...(0 === physical || undefined !== via ? {} : { address: physical }),
			kind: 0x10 === (kind & 0x30) ? "bridge" : "endpoint",
			types: Array.from(types.subarray(0, typeCount)),
			...(hasUuid ? { uuid: formatUuid(uuidBytes(uuid)) } : {}),
			unit: state.units?.of(eid) ?? state.transmissionUnit,
			...(poolSize > 0 ? { pool: { first: poolFirst, count: poolSize } } : {}),
			...(limit?.supported ? { rateLimit: rateLimit(limit) } : {}),
			behind: this.#behind(known),
		};
	}

	/** Sets limits once endpoints are found. */
	#limiting(limits: NonNullable<OwnedBusesOptions["limits"]>, { onFound, onLimit }: BusOwnerListener, log: Log): BusOwnerListener {
		return {
			onFound: (known, now) => {
				const wanted = limits.find(({ eid }) => eid === known.eid);
				if (undefined !== wanted && !this.owner.limit(known, wanted.burst, wanted.rate, now))
					log.warn(`EID ${known.eid} has no rate limit (Query Rate Limit)`);
				onFound?.(known, now);
			},
			onLimit: (known, completion, now) => {
				if (0 !== completion) log.warn(`EID ${known.eid} refuses its rate limit (Request TX Rate Limit), completion ${hex(completion)}`);
				else onLimit?.(known, completion, now);
			},
		};
	}

	#behind(bridge: Known | undefined): readonly Listed[] {
		return this.owner.places.all
			.filter(({ present, via }) => present && via === bridge)
			.map((known) => this.describe(known))
			.sort((one, other) => one.eid - other.eid);
	}
}

/** The tree as text for a person. */
export function formatTree(list: readonly Listed[], indent = ""): string {
	return list
		.map((endpoint, index) => {
			const last = index === list.length - 1;
			const { eid, bus, address, kind, types, uuid, unit, pool, rateLimit } = endpoint;
			const place = undefined === address ? bus : `${bus} ${hex(address)}`;
			const names = types.filter((type) => 0 !== type).map(messageTypeName);
			const words = [
				`EID ${eid}`,
				"" === indent ? place : "",
				kind,
				pool ? `pool ${pool.first} to ${pool.first + pool.count - 1}` : "",
				names.join(", "),
				uuid ?? "no UUID",
				`unit ${unit}`,
				rateLimit ? limitText(rateLimit) : "",
			];
			const line = `${indent}${last ? "└─" : "├─"} ${words.filter(Boolean).join("  ")}\n`;
			return line + formatTree(endpoint.behind, `${indent}${last ? "   " : "│  "}`);
		})
		.join("");
}

function rateLimit({ receiveBuffer, receiveRate, least, most, longestBurst, burst, rate, answers }: TransmitLimit): RateLimit {
	return { receiveBuffer, receiveRate, least, most, longestBurst, burst, rate, answers };
}

function limitText({ least, most, longestBurst, burst, rate, answers }: RateLimit): string {
	const present = burst > 0 ? `sends ${burst} packets in a row, ${rate} a second` : "sends without limit";
	return `${present} (possible: ${longestBurst}, ${least} to ${most}${answers ? "" : ", requests only"})`;
}

function namesOf(transports: readonly TransportName[]): readonly string[] {
	return transports.map((transport, index) => `${transport}${transports.slice(0, index).filter((other) => other === transport).length}`);
}

function everyAddress(own: number): readonly number[] {
	return Array.from({ length: 0x80 }, (_, address) => address).filter((address) => isAssignableAddress(address) && address !== own);
}

function uuidBytes(words: Uint32Array): Uint8Array {
	return Uint8Array.from(Array.from(words).flatMap((word) => [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff]));
}

export default OwnedBuses;
