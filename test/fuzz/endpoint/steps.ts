// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../../modules/mctp/header.js";
import type Peers from "./peers.js";
import { requestCount, type Sending } from "./own-requests.js";
import { expectTurn } from "./service.js";
import type World from "./world.js";
import { portCount } from "./world.js";

/** One step: what its other seven bytes say is done. */
export interface Kind {
	readonly name: string;
	/** How often, of all steps. */
	readonly weight: number;
	/** A packet arrives. */
	readonly packet?: true;
	readonly act: (world: World, peers: Peers, step: Uint8Array) => void;
}

const outcomes = [true, true, true, true, true, false, undefined, undefined] as const;
const rooms = [320, 320, 320, 320, 320, 68, 67, 10] as const;
const peers = [0, 9, 10, 11, 12, 9, 10, 200] as const;
const timeouts = [0, 50, 6000, 60_000] as const;
const backoffs = [1, 2, 1.5, 0] as const;
const units = [64, 65, 100, 251] as const;
/** EIDs of peers, and of those that stand for whole ranges. */
const distant = [9, 10, 11, 12, 30, 40, 50, 60] as const;

/** What may happen to an endpoint. */
export const kinds: readonly Kind[] = [
	{
		name: "message",
		weight: 50,
		packet: true,
		act: (_world, peers, [, who, tag, type, length, salt]) => {
			peers.single(who, tag, type, length);
			peers.send(salt);
		},
	},
	{
		name: "start",
		weight: 30,
		packet: true,
		act: (_world, peers, [, who, tag, type, length, salt, count]) => {
			peers.start(who, tag, type, length, count);
			peers.send(salt);
		},
	},
	{
		name: "follow",
		weight: 54,
		packet: true,
		act: (_world, peers, [, who, length, , , salt]) => {
			peers.follow(who, length);
			peers.send(salt);
		},
	},
	{
		name: "control",
		weight: 18,
		packet: true,
		act: (_world, peers, [, who, tag, command, first, second, extra]) => {
			peers.single(who, tag, 0, 0);
			peers.control(command, first, second, extra);
		},
	},
	{
		name: "bench",
		weight: 2,
		packet: true,
		act: (_world, peers, [, who, tag, count, size]) => {
			peers.single(who, tag, 0, 0);
			peers.bench(count, size);
		},
	},
	{
		name: "response",
		weight: 10,
		packet: true,
		act: (_world, peers, [, who, back, length, , salt]) => {
			peers.answer(who, back, length);
			peers.send(salt);
		},
	},
	{
		name: "changed",
		weight: 24,
		packet: true,
		act: (_world, peers, [, who, tag, which, length, salt, place, value]) => {
			if (which & 1) peers.follow(who, length);
			else peers.single(who, tag, which >> 1, length);
			const { draft } = peers;
			if (0 === (place & 3)) draft.destination ^= value;
			else if (1 === (place & 3)) draft.source ^= value;
			else if (2 === (place & 3)) draft.flags ^= value;
			else draft.physical = value % 4;
			peers.send(salt);
		},
	},
	{
		name: "version",
		weight: 2,
		packet: true,
		act: (world, peers, [, who, tag, which, length, salt, version]) => {
			peers.single(who, tag, which, length);
			const count = peers.put(salt);
			world.endpoint.memory[world.input(peers.draft.port)] = version;
			world.arrive(peers.draft.port, count, peers.draft.physical);
		},
	},
	{
		name: "short",
		weight: 5,
		packet: true,
		act: (world, peers, [, who, flags, length, , salt]) => {
			peers.speak(who);
			const { draft } = peers;
			draft.flags = flags;
			draft.type = 1;
			draft.length = length % 4;
			const count = Math.max(0, peers.put(salt) - (length >> 5));
			world.arrive(draft.port, count, draft.physical);
		},
	},
	{
		name: "large",
		weight: 4,
		packet: true,
		act: (_world, peers, [, who, flags, length, type, salt]) => {
			peers.speak(who);
			const { draft } = peers;
			draft.flags = flags;
			draft.type = type & 1 ? 1 : 2;
			draft.length = 60 + (length % 200);
			peers.send(salt);
		},
	},
	{
		name: "time",
		weight: 14,
		act: (world, _peers, [, kind, low, high, third, fourth]) => {
			if (kind < 150) world.goTo(world.now + low);
			else if (kind < 230) world.goTo(world.now + ((low | (high << 8)) & 0x1fff));
			else if (kind < 240) world.goTo(world.now - low);
			else world.goTo(low | (high << 8) | (third << 16) | (fourth << 24));
		},
	},
	{
		name: "pull",
		weight: 52,
		act: (world, _peers, [, port, count, outcome, room]) => {
			world.pull(port % portCount, 1 + (count & 7), rooms[room & 7], outcomes[outcome & 7]);
			world.tick();
		},
	},
	{ name: "report", weight: 6, act: (world, _peers, [, port, ok]) => world.report(port % portCount, ok < 200) },
	{ name: "link", weight: 4, act: (world, _peers, [, port, up]) => world.link(port % portCount, up < 150) },
	{
		name: "send",
		weight: 14,
		act: (world, _peers, [, handle, where, peer, length, times, how]) =>
			void world.requests.send(handle % requestCount, world.now, sending(where, peer, length, times, how)),
	},
	{
		name: "flood",
		weight: 2,
		act: (world, _peers, [, , where, peer, length, times, how]) => {
			for (let handle = 0; handle < requestCount; handle++)
				world.requests.send(handle, world.now, sending(where, peer, length, times, how));
		},
	},
	{
		name: "cancel",
		weight: 3,
		act: (world, _peers, [, handle]) => world.endpoint.cancel(world.requests.all[handle % requestCount], world.now),
	},
	{
		name: "route",
		weight: 4,
		act: ({ endpoint, options }, _peers, [, what, port, first, count, physical, unit]) => {
			const from = distant[first & 7];
			if (what < 90) endpoint.routes.remove(options.networks[port % portCount], from);
			else {
				const largest = options.largestUnits[port % portCount];
				endpoint.routes.add(port % portCount, from, from + (first & 4 ? count & 7 : 0), physical % 3, Math.min(largest, units[unit & 3]));
			}
		},
	},
	{
		name: "unit",
		weight: 3,
		act: ({ endpoint, options }, _peers, [, port, eid, unit]) => {
			const to = port % portCount;
			endpoint.port(to).setUnit(distant[eid & 7], Math.min(options.largestUnits[to], units[unit & 3]));
		},
	},
	{
		name: "late",
		weight: 8,
		packet: true,
		act: (_world, peers, [, who, tag, count, long, salt]) => peers.late(who, tag, 1 + (count & 7), long < 100, salt),
	},
	{ name: "probe", weight: 3, act: (world, _peers, [, port]) => expectTurn(world, port % portCount) },
	{
		name: "answer",
		weight: 16,
		act: (world, _peers, [, back, more]) => {
			const { tickets } = world.deferred;
			if (tickets.length > 0) world.deferred.answer(tickets.length - 1 - (back % Math.min(8, tickets.length)), more < 200, world.now);
		},
	},
];

/** How an own request is sent, as five bytes say. */
function sending(where: number, peer: number, length: number, times: number, how: number): Sending {
	return {
		port: where % portCount,
		physical: (where >> 1) % 3,
		peer: peers[peer & 7],
		length,
		timeout: timeouts[times & 3],
		attempts: 1 + (how & 3),
		backoff: backoffs[(how >> 2) & 3],
		queue: 0 !== (how & 0x10),
		routed: 0x60 === (how & 0x60),
	};
}

/** By first byte of a step. */
export const kindOf: readonly Kind[] = (() => {
	const sum = kinds.reduce((sum, { weight }) => sum + weight, 0);
	const table: Kind[] = [];
	let passed = 0;
	for (const kind of kinds) {
		passed += kind.weight;
		while (table.length < Math.round((256 * passed) / sum)) table.push(kind);
	}
	return table;
})();

/** Bytes that the last packet on a port may have been. */
export function lastPacket(world: World, port: number): string {
	const at = world.input(port);
	const bytes = Buffer.from(world.endpoint.memory.subarray(at, at + headerLength + 8));
	return `${bytes.toString("hex", 0, headerLength)} ${bytes.toString("hex", headerLength)}`;
}
