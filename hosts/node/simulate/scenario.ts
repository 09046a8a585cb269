// SPDX-License-Identifier: Apache-2.0
import type { BusFaultOptions } from "../i2c/faults.js";

/** A number, or the least and the most. */
export type Range = number | readonly [least: number, most: number];

/** What scenario.schema.json describes. Times are milliseconds, addresses 7-bit ones. */
export interface Scenario {
	readonly name: string;
	readonly description: string;
	/** For everything that is left to chance; 1 */
	readonly seed?: number;
	readonly duration: number;
	/** CRC-32 over all that was on the wires, and when: the same everywhere. */
	readonly trace?: number;
	readonly buses: readonly BusPart[];
	readonly nodes: readonly NodePart[];
	readonly traffic?: readonly TrafficPart[];
	readonly events?: readonly EventPart[];
	readonly expect: readonly Expectation[];
}

export interface BusPart {
	readonly name: string;
	/** Kilohertz; 100 */
	readonly speed?: number;
	readonly muxes?: readonly { readonly address: number; readonly segments: readonly number[] }[];
}

export interface NodePart {
	readonly name: string;
	/** Static EID; 0: it gets one. */
	readonly eid?: number;
	readonly ports: readonly PortPart[];
	/** A bus owner that gives `count` EIDs from `first` on. */
	readonly owner?: { readonly first: number; readonly count: number; readonly interval?: number };
	/** A bridge that wants so many EIDs. */
	readonly pool?: number;
	/** Largest payload that it takes; 250 */
	readonly unit?: number;
	/** Microseconds that it stretches the clock for each byte; 0 */
	readonly stretch?: number;
	/** It is a PMBus device on the same address: commands and the words that they read. */
	readonly pmbus?: readonly { readonly command: number; readonly word: number }[];
}

export interface PortPart {
	readonly bus: string;
	readonly address: number;
	/** Behind a mux: 1 and up. */
	readonly segment?: number;
	/** Addresses at which it looks for endpoints, as owner of the bus. */
	readonly owns?: readonly number[];
	/** Address of a mux that it switches; channel n leads to segment n. */
	readonly mux?: number;
}

/** Something that a node does again and again. */
export interface TrafficPart {
	readonly name: string;
	readonly from: string;
	/** A node whose echo service is asked; or the command of a PMBus device is read. */
	readonly to: string;
	readonly command?: number;
	/** Bytes of the message; 64 */
	readonly size?: number;
	readonly start?: number;
	readonly every: number;
	readonly count: number;
	/** 1000 */
	readonly timeout?: number;
}

/** Something that happens once. */
export interface EventPart {
	readonly at: number;
	/** `noise`: transactions of random bytes, with nobody's address, one behind the other. */
	readonly do: "plug" | "unplug" | "restart" | "fault" | "release" | "unit" | "noise";
	readonly node?: string;
	readonly bus?: string;
	readonly fault?: BusFaultOptions;
	/** For `unit`: payload bytes of packets from `node` to this node. */
	readonly to?: string;
	readonly unit?: number;
	/** For `noise`: how many transactions. */
	readonly count?: number;
}

/** What has to be so at a time. */
export interface Expectation {
	readonly at: number;
	/** What became of traffic so far, by its name. */
	readonly traffic?: Readonly<Record<string, { readonly answered?: Range; readonly failed?: Range; readonly wrong?: Range }>>;
	/** The nodes that a bus owner knows to be there, no others, by its name. */
	readonly present?: Readonly<Record<string, readonly string[]>>;
	readonly eids?: Readonly<Record<string, number>>;
	/** Of the I2C ports of a node together, and of its endpoint, by their names. */
	readonly counters?: Readonly<Record<string, Readonly<Record<string, Range>>>>;
	/** No node has a message, a tag or a slot in use. */
	readonly quiet?: true;
}
