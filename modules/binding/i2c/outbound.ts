// SPDX-License-Identifier: Apache-2.0
import { noDeadline } from "../../mctp/conversations.js";
import { startOfMessage, tagOwner } from "../../mctp/header.js";
import type { Packets } from "../../mctp/packets.js";
import type { Parked } from "../../mctp/parked.js";
import type { PortState } from "../../mctp/port.js";
import { I2cCounter } from "./counter.js";
import { Outcome, type I2cDriver } from "./driver.js";
import { before, longestFrame, seal } from "./format.js";
import type { Wiring } from "./inbound.js";
import { laneFree, laneSending, laneWaiting, type default as Lane } from "./lane.js";
import Lanes, { longestWait } from "./lanes.js";
import type Mux from "./mux.js";
import type Neighbours from "./neighbours.js";
import { addressMask, channelShift } from "./neighbours.js";
import Transfers from "./transfers.js";

/**
 * Milliseconds for which a packet may lose arbitration: whoever wins goes first, but not for ever. And how often it may at least: where a clock was stretched for as long, it has lost once.
 */
const longestLoss = 1000;
const leastLosses = 16;

const { done, arbitrationLost } = Outcome;
const { sent } = I2cCounter;
const requestStart = startOfMessage | tagOwner;

/** Who uses the driver: nobody, a packet, a transfer; or the mux, for one of these. */
const nobody = 0;
const packet = 1;
const transfer = 2;
const selecting = 3;

/** Bytes for the mux. */
const selectSize = 2;

/** What a port masters: packets in lanes, an application's transfers between them, and the mux in front of both. */
class Outbound implements Parked {
	/** Attempts after one that was not acknowledged. */
	retries: number;
	readonly transfers: Transfers;
	readonly #packets: Packets;
	readonly #memory: Uint8Array;
	readonly #port: number;
	readonly #state: PortState;
	readonly #driver: I2cDriver;
	readonly #address: number;
	readonly #counters: number[];
	readonly #neighbours: Neighbours;
	readonly #mux: Mux;
	/** Bytes of the largest packet. */
	readonly #largest: number;
	readonly #select: number;
	readonly #lanes: Lanes;
	/** Who uses the driver, and for which packet. */
	#user = nobody;
	#lane: Lane;
	/** A packet went last. */
	#transfersNext = false;

	/** Bytes of frames that it needs, for so many lanes and bytes of transfers. */
	static frames(lanes: number, transfers: number): number {
		return lanes * longestFrame + selectSize + transfers;
	}

	constructor(wiring: Wiring, offset: number, largest: number, retries: number, lanes: number, transfers: number) {
		const { packets, port } = wiring;
		this.#packets = packets;
		this.#memory = packets.memory;
		this.#port = port;
		this.#state = packets.port(port);
		this.#driver = wiring.driver;
		this.#address = wiring.address;
		this.#counters = wiring.counters;
		this.#neighbours = wiring.neighbours;
		this.#mux = wiring.mux;
		this.#largest = largest;
		this.retries = retries;
		this.#select = offset;
		this.#lanes = new Lanes(lanes, offset + selectSize);
		this.#lane = this.#lanes.free()!;
		this.transfers = new Transfers(packets.memory, offset + selectSize + lanes * longestFrame, transfers, this.#state.port);
		this.#park();
	}

	/** Whether nothing may leave to a physical address now. */
	has(physical: number): boolean {
		return this.#lanes.has(physical) || !this.#mux.reachable(physical >> channelShift);
	}

	/** Gives the driver something to do, if it has nothing. */
	begin(now: number): void {
		if (nobody !== this.#user) return;
		const lanes = this.#lanes;
		const mux = this.#mux;
		if (0 !== mux.address) mux.tick(now);
		if (this.#transfersNext && this.#beginTransfer()) return;
		const lane = (lanes.busy > 0 ? lanes.due(now, mux) : undefined) ?? this.#pull(now);
		if (undefined === lane) {
			this.#beginTransfer();
			return;
		}
		this.#transfersNext = true;
		this.#lane = lane;
		lane.stage = laneSending;
		this.#launch(lane.channel, packet);
	}

	/** The driver has ended what it was given; `count` bytes were read. */
	conclude(outcome: Outcome, count: number, now: number): void {
		let user = this.#user;
		this.#user = nobody;
		if (user > selecting) {
			user -= selecting;
			if (done === outcome) return this.#launch(this.#mux.channel, user);
			this.#mux.channel = 0;
		}
		if (packet === user) return this.#settle(this.#lane, outcome, now);
		if (transfer !== user) return;
		if (arbitrationLost === outcome && this.transfers.again(now, longestLoss, leastLosses)) this.#counters[I2cCounter.arbitrationLost]++;
		else this.transfers.finish(outcome, count, now);
	}

	/** @returns milliseconds until `begin` has to be called again, or `noDeadline` */
	tick(now: number): number {
		if (nobody !== this.#user) return noDeadline;
		const mux = this.#mux;
		const wait = 0 === this.#lanes.busy ? noDeadline : this.#lanes.tick(now);
		if (0 === mux.address) return wait;
		const rest = mux.tick(now);
		this.#counters[I2cCounter.channelTimeout] = mux.expired;
		return Math.min(wait, rest);
	}

	/** Forgets what is under way. */
	reset(now: number): void {
		this.#user = nobody;
		this.#lanes.reset();
		this.#mux.reset();
		this.#park();
		this.transfers.reset(now);
	}

	#beginTransfer(): boolean {
		const use = this.transfers.first;
		this.#transfersNext = false;
		if (undefined === use || !this.#mux.reachable(use.channel)) return false;
		this.#launch(use.channel, transfer);
		return true;
	}

	/** The next packet of the endpoint, in a lane of its own; undefined: there is none, or no lane. */
	#pull(now: number): Lane | undefined {
		const packets = this.#packets;
		const memory = this.#memory;
		const lane = this.#lanes.free();
		if (undefined === lane) return undefined;
		const at = lane.offset + before;
		for (let length = packets.transmit(this.#port, now, at, this.#largest); length > 0;) {
			lane.physical = packets.physical;
			const physical = 0 === lane.physical ? this.#neighbours.find(memory[at + 1], now) : lane.physical;
			if (physical > 0) {
				lane.address = physical & addressMask;
				lane.channel = physical >> channelShift;
				lane.length = seal(memory, lane.offset, length, lane.address, this.#address);
				lane.request = requestStart === (memory[at + 3] & requestStart);
				lane.refusals = 0;
				lane.losses = 0;
				lane.since = now;
				this.#lanes.busy++;
				this.#park();
				return lane;
			}
			this.#counters[I2cCounter.unknownNeighbour]++;
			packets.transmittedTo(this.#port, lane.physical, now, false);
			length = packets.transmit(this.#port, now, at, this.#largest);
		}
		return undefined;
	}

	/** Opens the channel if it is not open, and then begins what `user` wants. */
	#launch(channel: number, user: number): void {
		const driver = this.#driver;
		const mux = this.#mux;
		if (0 !== channel && channel !== mux.channel && 0 !== mux.address) {
			const memory = this.#memory;
			const select = this.#select;
			this.#user = selecting + user;
			mux.channel = channel;
			memory[select] = mux.address << 1;
			memory[select + 1] = 1 << (channel - 1);
			driver.transfer(mux.address, select, selectSize, select, 0);
			return;
		}
		this.#user = user;
		if (packet === user) {
			const lane = this.#lane;
			driver.transfer(lane.address, lane.offset, lane.length, lane.offset, 0);
			return;
		}
		const use = this.transfers.first!;
		driver.transfer(use.address, use.offset, 0 === use.length ? 0 : use.length + 1, use.offset, use.count);
	}

	/** What becomes of a packet after an attempt. */
	#settle(lane: Lane, outcome: Outcome, now: number): void {
		const counters = this.#counters;
		const physical = lane.physical;
		if (done === outcome) {
			counters[sent]++;
			if (lane.request && 0 !== lane.channel) this.#mux.keep(physical, now);
			this.#free(lane);
			this.#packets.transmittedTo(this.#port, physical, now, true);
			return;
		}
		counters[sent + outcome]++;
		lane.stage = laneWaiting;
		lane.due = now;
		if (arbitrationLost === outcome) {
			if (++lane.losses <= leastLosses || ((now - lane.since) | 0) <= longestLoss) return;
		} else if (++lane.refusals <= this.retries) {
			/* Doubled each time; by own address, so that two who refuse each other meet no more. */
			lane.due = (now + Math.min(1 << (lane.refusals - 1), longestWait - 1) + (this.#address & 1)) | 0;
			return;
		}
		this.#free(lane);
		counters[I2cCounter.givenUp]++;
		this.#packets.transmittedTo(this.#port, physical, now, false);
	}

	#free(lane: Lane): void {
		lane.stage = laneFree;
		this.#lanes.busy--;
		this.#park();
	}

	/** The endpoint asks who may not be sent to only if there is somebody. */
	#park(): void {
		this.#state.parked = this.#lanes.busy > 0 || 0 !== this.#mux.address ? this : undefined;
	}
}

Object.freeze(Outbound.prototype);
export default Outbound;
