// SPDX-License-Identifier: Apache-2.0
import { noDeadline } from "../mctp/conversations.js";
import type Endpoint from "../mctp/endpoint.js";
import type { Packets } from "../mctp/packets.js";
import type { PortState } from "../mctp/port.js";
import Fault from "./fault.js";
import Line from "./line.js";
import { checkFault, type FaultOptions } from "./options.js";
import Packet from "./packet.js";
import type Waiting from "./waiting.js";

/** Faults at a time. */
export const most = 32;
/** Packets of a port that can be lost in a millisecond: what is lost takes no time on a line, and a sender may have no end. */
const perPull = 16;

/** Told of every packet that a fault befell; it stands at `offset` of the arena, as the fault has left it. */
export type FaultTrace = (fault: Fault, packet: Readonly<Packet>) => void;

/** An endpoint, or what stands in front of one already. */
export type Behind = Packets & Pick<Endpoint, "tick" | "portCount">;

/**
 * A bad medium: stands between bindings and an endpoint, and does to packets what operators ask for. Without faults, it
 * only passes them on. What it holds up stands in the frames of a `FaultyPort`; on other ports nothing is held up.
 */
class Faults implements Packets {
	readonly memory: Uint8Array;
	/** Physical address of the packet that `transmit` returned last. */
	physical = 0;
	/** Packets that went on before their time, because no place was free for the next, or that were too large for one. */
	hurried = 0;
	/** In the order in which they were added, which is the order in which they befall a packet. */
	#all: readonly Fault[] = Object.freeze([]);
	#followers: readonly FaultTrace[] = Object.freeze([]);
	#lastId = 0;
	/** There is nothing to do but to pass packets on. */
	#quiet = true;
	readonly #endpoint: Behind;
	readonly #lines: readonly Line[];
	readonly #packet: Packet;

	constructor(endpoint: Behind) {
		this.#endpoint = endpoint;
		this.memory = endpoint.memory;
		this.#packet = new Packet(endpoint.memory);
		this.#lines = Array.from({ length: endpoint.portCount }, (_, index) => new Line(endpoint.memory, endpoint.port(index)));
	}

	get portCount(): number {
		return this.#endpoint.portCount;
	}

	get all(): readonly Fault[] {
		return this.#all;
	}

	/**
	 * Throws RangeError for options that are not allowed; `path` says where they stand.
	 * @setup
	 */
	add(options: FaultOptions, path = ""): Fault {
		checkFault(options, path);
		const ports = this.#lines.length;
		if (undefined !== options.port && options.port >= ports)
			throw new RangeError(`${"" === path ? "" : `${path}.`}port: ${options.port}: allowed are whole numbers from 0 to ${ports - 1}`);
		if (most === this.#all.length) throw new RangeError(`${path}: there are ${most} faults already: remove one`);
		const fault = new Fault(++this.#lastId, options);
		this.#all = [...this.#all, fault];
		this.#quiet = false;
		return fault;
	}

	/**
	 * Returns false if there is none with this id.
	 * @setup
	 */
	remove(id: number): boolean {
		const count = this.#all.length;
		this.#all = this.#all.filter((fault) => fault.id !== id);
		this.#settle();
		return this.#all.length < count;
	}

	/**
	 * Removes all faults. Packets that are held up go on when their time has come.
	 * @setup
	 */
	clear(): void {
		this.#all = [];
		this.#settle();
	}

	/**
	 * Has `trace` told of every packet that a fault befalls, until the returned function is called.
	 * @setup
	 */
	follow(trace: FaultTrace): () => void {
		this.#followers = [...this.#followers, trace];
		return /** @setup */ () => {
			this.#followers = this.#followers.filter((other) => other !== trace);
		};
	}

	port(index: number): PortState {
		return this.#endpoint.port(index);
	}

	receive(port: number, now: number, offset: number, length: number, physical: number): void {
		if (this.#quiet) return this.#endpoint.receive(port, now, offset, length, physical);
		const line = this.#lines[port];
		const packet = this.#pass(line, false, now, offset, length, physical);
		if (packet.lost) return this.#settle();
		const waiting = line.receiving;
		if (packet.wait > 0 || waiting.blocking) {
			if (waiting.full && undefined !== waiting.first) this.#hurry(line, now);
			if (this.#hold(line, waiting, packet.copies + 1)) return;
		}
		for (let copies = packet.copies; copies >= 0; copies--) this.#endpoint.receive(port, now, offset, length, physical);
		this.#settle();
	}

	transmit(port: number, now: number, offset: number, room: number): number {
		const endpoint = this.#endpoint;
		if (this.#quiet) {
			const length = endpoint.transmit(port, now, offset, room);
			this.physical = endpoint.physical;
			return length;
		}
		const line = this.#lines[port];
		if (line.stalled && now === line.stalledAt) return 0;
		line.stalled = false;
		const waiting = line.sending;
		const { queue } = line.state;
		for (let pulls = 0; pulls < perPull; pulls++) {
			if (undefined !== waiting.first && ((waiting.full && queue.ready) || waiting.rest(now) <= 0))
				return this.#release(waiting, now, offset, room);
			const clear = undefined === queue.flying;
			const length = endpoint.transmit(port, now, offset, room);
			if (0 === length) return 0;
			this.physical = endpoint.physical;
			const packet = this.#pass(line, true, now, offset, length, endpoint.physical);
			if (!packet.lost && !this.#held(line, packet)) {
				this.#settle();
				return length;
			}
			/* For the endpoint it has left. If others are under way, the host will tell of them all, or of each. */
			if (undefined !== line.state.parked) endpoint.transmittedTo(port, endpoint.physical, now, true);
			else if (clear) endpoint.transmitted(port, now, true);
		}
		line.stalled = true;
		line.stalledAt = now;
		line.state.port.wake();
		return 0;
	}

	transmitted(port: number, now: number, ok: boolean): void {
		this.#endpoint.transmitted(port, now, ok);
	}

	transmittedTo(port: number, physical: number, now: number, ok: boolean): void {
		this.#endpoint.transmittedTo(port, physical, now, ok);
	}

	/** Packets that are held up are lost. */
	link(port: number, now: number, up: boolean): void {
		const line = this.#lines[port];
		if (undefined !== line && line.state.up !== up) line.link(now, up);
		this.#endpoint.link(port, now, up);
		this.#settle();
	}

	/** Lets time pass, for the endpoint as well. To be called as `tick` of the endpoint is. */
	tick(now: number): number {
		let wait = noDeadline;
		if (!this.#quiet) {
			for (let index = 0; index < this.#lines.length; index++) wait = Math.min(wait, this.#advance(this.#lines[index], now));
			this.#settle();
		}
		const own = this.#endpoint.tick(now);
		return own < wait ? own : wait;
	}

	/** What the faults make of a packet. */
	#pass(line: Line, sending: boolean, now: number, offset: number, length: number, physical: number): Packet {
		const packet = this.#packet;
		packet.begin(sending, line.state.index, now, line.age(now), offset, length, physical);
		const all = this.#all;
		for (let index = 0; index < all.length && !packet.lost; index++) {
			if (!all[index].befall(packet)) continue;
			const followers = this.#followers;
			for (let each = 0; each < followers.length; each++) followers[each](all[index], packet);
		}
		return packet;
	}

	/** Holds up a packet that leaves, or its copies; false: the packet leaves now. */
	#held(line: Line, packet: Packet): boolean {
		const waiting = line.sending;
		if (packet.wait > 0 || waiting.blocking) return this.#hold(line, waiting, packet.copies + 1);
		if (packet.copies > 0) this.#hold(line, waiting, packet.copies);
		return false;
	}

	#hold(line: Line, waiting: Waiting, times: number): boolean {
		if (waiting.full || !waiting.add(this.#packet, times)) {
			this.hurried++;
			return false;
		}
		line.state.port.wake();
		return true;
	}

	/** The next packet to leave was held up. */
	#release(waiting: Waiting, now: number, offset: number, room: number): number {
		const { length, offset: from, physical } = waiting.first!;
		if (length > room) return 0;
		if (waiting.rest(now) > 0) this.hurried++;
		this.memory.copyWithin(offset, from, from + length);
		this.physical = physical;
		waiting.took();
		this.#settle();
		return length;
	}

	/** Has a packet arrive, all its copies, before its time. */
	#hurry(line: Line, now: number): void {
		const { first } = line.receiving;
		this.hurried++;
		while (undefined !== first && line.receiving.first === first) this.#arrive(line, now);
	}

	/** The first packet that was held up arrives, once. */
	#arrive(line: Line, now: number): void {
		const { offset, length, physical } = line.receiving.first!;
		this.#endpoint.receive(line.state.index, now, offset, length, physical);
		line.receiving.took();
	}

	/** Lets arrive what may, and tells the host what may leave; returns milliseconds to the next such moment. */
	#advance(line: Line, now: number): number {
		const { receiving, sending } = line;
		let wait = noDeadline;
		while (undefined !== receiving.first) {
			const rest = receiving.rest(now);
			if (rest > 0) {
				wait = rest;
				break;
			}
			this.#arrive(line, now);
			line.state.port.wake();
		}
		if (line.stalled) {
			if (now === line.stalledAt) return Math.min(wait, 1);
			line.stalled = false;
			line.state.port.wake();
		}
		if (undefined === sending.first) return wait;
		const rest = sending.rest(now);
		if (rest > 0) return Math.min(wait, rest);
		if (!sending.announced) {
			sending.announced = true;
			line.state.port.wake();
		}
		return wait;
	}

	#settle(): void {
		let quiet = true;
		for (let index = 0; index < this.#all.length && quiet; index++) quiet = this.#all[index].spent;
		for (let index = 0; index < this.#lines.length && quiet; index++) quiet = !this.#lines[index].busy;
		this.#quiet = quiet;
	}
}

Object.freeze(Faults.prototype);
export default Faults;
