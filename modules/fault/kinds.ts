// SPDX-License-Identifier: Apache-2.0
import { tagMask } from "../mctp/header.js";
import type Fault from "./fault.js";
import type Packet from "./packet.js";
import { At, Type, unknown } from "./packet.js";

/** Options that some kinds have and others have not. */
export type OwnOption = "milliseconds" | "bits" | "position" | "copies" | "eid" | "instance" | "tag";

export interface Kind {
	readonly description: string;
	/** Own options that have to be given, and those that may be. */
	readonly needs: readonly OwnOption[];
	readonly takes: readonly OwnOption[];
	/** How often it happens, where nothing is said. */
	readonly count: number;
	/** Does it to a packet; false: this one cannot have it. */
	readonly apply: (fault: Fault, packet: Packet) => boolean;
}

/** Everything that can go wrong. */
export const kinds = Object.freeze({
	delay: row("holds packets up, and those behind them, so that their order stays", ["milliseconds"], [], (fault, packet) => {
		packet.ordered = true;
		return hold(fault, packet);
	}),
	reorder: row("holds packets up while those behind them overtake", ["milliseconds"], [], (fault, packet) => hold(fault, packet)),
	drop: row("loses packets", [], [], (_fault, packet) => (packet.lost = true)),
	corrupt: row(
		"flips neighbouring bits, from byte `position` of the packet on (0 is the first of the transport header), or anywhere in it",
		[],
		["bits", "position"],
		(fault, packet) => flip(fault, packet),
	),
	duplicate: row("brings packets again", [], ["copies"], (fault, packet) => (packet.copies += Math.max(1, fault.copies)) > 0),
	source: row("gives packets another source EID", ["eid"], [], (fault, packet) => packet.change(At.source, 0xff, fault.eid)),
	destination: row("gives packets another destination EID", ["eid"], [], (fault, packet) => packet.change(At.destination, 0xff, fault.eid)),
	instance: row("gives messages of control protocol and PLDM another instance id, or the next one", [], ["instance"], (fault, packet) => {
		if (Type.control !== packet.type && Type.pldm !== packet.type) return false;
		const other = unknown === fault.instance ? packet.at(At.instance) + 1 : fault.instance;
		return packet.change(At.instance, 0x1f, other);
	}),
	tag: row("gives packets another message tag, or the next one", [], ["tag"], (fault, packet) => {
		const other = unknown === fault.tag ? packet.at(At.flags) + 1 : fault.tag;
		return packet.change(At.flags, tagMask, other);
	}),
	silence: row("loses packets for a while after the link has come up", ["milliseconds"], [], (fault, packet) => {
		if (packet.age >= fault.milliseconds) return false;
		return (packet.lost = true);
	}),
	hang: row(
		"from a packet on, loses all of them, in both directions: for some time, or until it is removed",
		[],
		["milliseconds"],
		(fault, packet) => {
			fault.hang(packet.now);
			return (packet.lost = true);
		},
		1,
	),
} as const);

export type KindName = keyof typeof kinds;
export const kindNames = Object.freeze(Object.keys(kinds)) as readonly KindName[];

/** The longest of several delays counts. */
function hold(fault: Fault, packet: Packet): boolean {
	packet.wait = Math.max(packet.wait, fault.milliseconds);
	return true;
}

function flip(fault: Fault, packet: Packet): boolean {
	const total = 8 * packet.length;
	const count = Math.min(Math.max(1, fault.bits), total);
	const first = unknown === fault.position ? fault.random.below(total - count + 1) : 8 * fault.position;
	const end = Math.min(first + count, total);
	for (let bit = first; bit < end; bit++) packet.memory[packet.offset + (bit >> 3)] ^= 1 << (bit & 7);
	return first < end;
}

/** @setup */
function row(
	description: string,
	needs: readonly OwnOption[],
	takes: readonly OwnOption[],
	apply: Kind["apply"],
	count: number = Infinity,
): Kind {
	return Object.freeze({ description, needs: Object.freeze(needs), takes: Object.freeze(takes), apply, count });
}
