// SPDX-License-Identifier: Apache-2.0
import { noDeadline } from "../../mctp/conversations.js";
import { endOfMessage, headerLength, startOfMessage, tagOwner } from "../../mctp/header.js";
import type { Packets } from "../../mctp/packets.js";
import type { Parked } from "../../mctp/parked.js";
import { I2cCounter, i2cCounterNames } from "./counter.js";
import { Outcome, type I2cDriver, type I2cEvents } from "./driver.js";
import { before, check, commandCode, isAssignableAddress, largestPacket, longestFrame, seal } from "./format.js";
import { laneFree, laneSending, laneWaiting, type default as Lane } from "./lane.js";
import Lanes, { longestWait } from "./lanes.js";
import Mux from "./mux.js";
import Neighbours, { addressMask, channelShift } from "./neighbours.js";
import { usualLanes, type I2cOptions, type I2cSizes } from "./options.js";
import Transfers from "./transfers.js";

/** Milliseconds for which a packet may lose arbitration: whoever wins goes first, but not for ever. */
const longestLoss = 1000;

const { received, served } = I2cCounter;
const { done, arbitrationLost } = Outcome;
const messageEnd = endOfMessage | tagOwner;
const requestStart = startOfMessage | tagOwner;

/** Who uses the driver: nobody, a packet, a transfer; or the mux, for one of these. */
const nobody = 0;
const packet = 1;
const transfer = 2;
const selecting = 3;

/**
 * Packets as SMBus block writes (DSP0237), over a driver that is target and controller in one. Each address has at most one
 * packet under way. While one that was not acknowledged waits for its next attempt, those to other addresses leave. After
 * the last attempt its message is aborted, so that none arrives with a hole.
 *
 * A physical address is the 7-bit address, with the channel of the mux shifted left by 8.
 */
class I2cPort implements I2cEvents, Parked {
	readonly counters: number[] = i2cCounterNames.map(() => 0);
	readonly neighbours: Neighbours;
	/** Uses of the controller by the application, for ordinary devices on the bus. */
	readonly transfers: Transfers;
	/** Own 7-bit address. */
	readonly address: number;
	/** Attempts after one that was not acknowledged. */
	retries: number;
	readonly #options: I2cOptions;
	readonly #packets: Packets;
	readonly #memory: Uint8Array;
	readonly #port: number;
	readonly #driver: I2cDriver;
	/** Bytes of the largest packet out and in. */
	readonly #largest: number;
	readonly #receives: number;
	/** What arrives, what readers get, the bytes for the mux. */
	readonly #input: number;
	readonly #answer: number;
	readonly #select: number;
	readonly #lanes: Lanes;
	readonly #mux: Mux;
	/** Who uses the driver, and for which packet. */
	#user = nobody;
	#lane: Lane;
	/** What the driver has said. */
	#readable = false;
	#ended = false;
	#outcome: Outcome = done;
	#count = 0;
	/** A packet went last. */
	#transfersNext = false;

	/** Bytes of frames that a port needs. */
	static frames({ lanes = usualLanes, transfers = 0 }: I2cSizes): number {
		return (lanes + 2) * longestFrame + 2 + transfers;
	}

	constructor(packets: Packets, port: number, driver: I2cDriver, options: I2cOptions) {
		const { address, lanes = usualLanes, transfers = 0, retries = 8, neighbours = 16, neighbourAge = 600_000 } = options;
		const state = packets.port(port);
		const { receiveUnit, transmissionUnit, largestUnit = transmissionUnit, frames } = state.port;
		if (!isAssignableAddress(address))
			throw new RangeError(`i2c: address ${address}: a device may have 9 to 119, but not 12 and 97 (SMBus)`);
		if (!(lanes >= 1)) throw new RangeError(`i2c: ${lanes} lanes: at least 1`);
		if (Math.max(receiveUnit, largestUnit) + headerLength > largestPacket)
			throw new RangeError(`i2c: port ${port}: a block write carries ${largestPacket - headerLength} bytes of payload (DSP0237)`);
		if (frames < I2cPort.frames(options))
			throw new RangeError(`i2c: port ${port} has ${frames} bytes for frames, needs ${I2cPort.frames(options)}`);
		this.#options = options;
		this.#packets = packets;
		this.#memory = packets.memory;
		this.#port = port;
		this.#driver = driver;
		this.#largest = largestUnit + headerLength;
		this.#receives = receiveUnit + headerLength;
		this.address = address;
		this.retries = retries;
		this.neighbours = new Neighbours(neighbours, neighbourAge);
		this.#mux = new Mux(options.mux ?? 0, options.channelHold ?? 300);
		this.#input = state.frames;
		this.#answer = this.#input + longestFrame;
		this.#select = this.#answer + longestFrame;
		this.#lanes = new Lanes(lanes, this.#select + 2);
		this.#lane = this.#lanes.free()!;
		this.transfers = new Transfers(packets.memory, this.#select + 2 + lanes * longestFrame, transfers, state.port);
		state.parked = this;
		driver.attach(packets.memory, this);
		driver.listen(address);
	}

	/** For the driver. */
	readable(): void {
		this.#readable = true;
		this.#wake();
	}

	/** For the driver. */
	ended(outcome: Outcome, count: number): void {
		this.#ended = true;
		this.#outcome = outcome;
		this.#count = count;
		this.#wake();
	}

	/** Whether nothing may leave to a physical address now. */
	has(physical: number): boolean {
		return this.#lanes.has(physical) || !this.#mux.reachable(physical >> channelShift);
	}

	/** Takes what has arrived, and keeps the driver busy. To be called after every wake, and when `tick` says. */
	pump(now: number): void {
		if (this.#readable) {
			this.#readable = false;
			const driver = this.#driver;
			for (let length = driver.take(this.#input); length > 0; length = driver.take(this.#input)) this.#receive(length, now);
		}
		if (this.#ended) {
			this.#ended = false;
			this.#conclude(now);
		}
		if (nobody === this.#user) this.#begin(now);
	}

	/** @returns milliseconds until `pump` has to be called again, or `noDeadline` */
	tick(now: number): number {
		if (nobody !== this.#user) return noDeadline;
		const wait = this.#mux.tick(now);
		this.counters[I2cCounter.channelTimeout] = this.#mux.expired;
		return Math.min(wait, this.#lanes.tick(now));
	}

	/** Forgets what is under way: the bus is gone, or new. Transfers end with a time-out. */
	reset(now: number): void {
		this.#ended = this.#readable = false;
		this.#user = nobody;
		this.#lanes.reset();
		this.#mux.reset();
		this.transfers.reset(now);
	}

	/** A frame of `length` bytes has been written to us. */
	#receive(length: number, now: number): void {
		const memory = this.#memory;
		const input = this.#input;
		const reading = this.#driver.reading;
		if (reading || 1 === length || commandCode !== memory[input + 1]) return this.#serve(length, reading, now);
		const size = check(memory, input, length, this.address);
		if (size < 0 || size > this.#receives) {
			this.counters[size < 0 ? -size : I2cCounter.byteCount]++;
			return;
		}
		this.counters[received]++;
		const physical = this.#whence(memory[input + before - 1] >> 1);
		const at = input + before;
		this.neighbours.learn(memory[at + 2], physical, now);
		if (0 !== physical >> channelShift && endOfMessage === (memory[at + 3] & messageEnd)) this.#mux.answered(physical);
		this.#packets.receive(this.#port, now, at, size, physical);
	}

	#serve(length: number, reading: boolean, now: number): void {
		const { target } = this.#options;
		const answer = this.#answer;
		const size = undefined === target ? -1 : target.serve(this.#input, length, reading, answer, longestFrame, now);
		this.counters[size < 0 ? I2cCounter.commandCode : served]++;
		if (reading) this.#driver.answer(answer, Math.max(size, 0));
	}

	/** The physical address of whoever has this one on the bus: behind the open channel, if such a one is known. */
	#whence(address: number): number {
		const mux = this.#mux;
		const behind = (mux.channel << channelShift) | address;
		return 0 !== mux.channel && (mux.awaits(behind) || this.neighbours.has(behind)) ? behind : address;
	}

	/** Gives the driver something to do. */
	#begin(now: number): void {
		this.#mux.tick(now);
		if (this.#transfersNext && this.#beginTransfer()) return;
		const lane = this.#lanes.due(now, this.#mux) ?? this.#pull(now);
		if (undefined === lane) {
			this.#beginTransfer();
			return;
		}
		this.#transfersNext = true;
		this.#lane = lane;
		lane.stage = laneSending;
		this.#launch(lane.channel, packet);
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
			const physical = 0 === lane.physical ? this.neighbours.find(memory[at + 1], now) : lane.physical;
			if (physical > 0) {
				lane.address = physical & addressMask;
				lane.channel = physical >> channelShift;
				lane.length = seal(memory, lane.offset, length, lane.address, this.address);
				lane.request = requestStart === (memory[at + 3] & requestStart);
				lane.refusals = 0;
				lane.since = now;
				return lane;
			}
			this.counters[I2cCounter.unknownNeighbour]++;
			packets.transmittedTo(this.#port, lane.physical, now, false);
			length = packets.transmit(this.#port, now, at, this.#largest);
		}
		return undefined;
	}

	/** Opens the channel if it is not open, and then begins what `user` wants. */
	#launch(channel: number, user: number): void {
		const memory = this.#memory;
		const driver = this.#driver;
		const mux = this.#mux;
		if (0 !== channel && channel !== mux.channel && 0 !== mux.address) {
			const select = this.#select;
			this.#user = selecting + user;
			mux.channel = channel;
			memory[select] = mux.address << 1;
			memory[select + 1] = 1 << (channel - 1);
			driver.transfer(mux.address, select, 2, select, 0);
			return;
		}
		this.#user = user;
		if (packet === user) {
			const { address, offset, length } = this.#lane;
			driver.transfer(address, offset, length, offset, 0);
			return;
		}
		const { address, offset, length, count } = this.transfers.first!;
		driver.transfer(address, offset, 0 === length ? 0 : length + 1, offset, count);
	}

	/** The driver has ended what it was given. */
	#conclude(now: number): void {
		const outcome = this.#outcome;
		let user = this.#user;
		this.#user = nobody;
		if (user > selecting) {
			user -= selecting;
			if (done === outcome) return this.#launch(this.#mux.channel, user);
			this.#mux.channel = 0;
		}
		if (transfer === user) {
			if (arbitrationLost === outcome && this.transfers.again(now, longestLoss)) this.counters[I2cCounter.arbitrationLost]++;
			else this.transfers.finish(outcome, this.#count, now);
		}
		if (packet === user) this.#settle(this.#lane, outcome, now);
	}

	/** What becomes of a packet after an attempt. */
	#settle(lane: Lane, outcome: Outcome, now: number): void {
		const counters = this.counters;
		const { physical } = lane;
		if (done === outcome) {
			counters[I2cCounter.sent]++;
			lane.stage = laneFree;
			if (lane.request && 0 !== lane.channel) this.#mux.keep(physical, now);
			this.#packets.transmittedTo(this.#port, physical, now, true);
			return;
		}
		counters[I2cCounter.sent + outcome]++;
		lane.stage = laneWaiting;
		lane.due = now;
		if (arbitrationLost === outcome) {
			if (((now - lane.since) | 0) <= longestLoss) return;
		} else if (++lane.refusals <= this.retries) {
			/* Doubled each time; by own address, so that two who refuse each other meet no more. */
			lane.due = (now + Math.min(1 << (lane.refusals - 1), longestWait - 1) + (this.address & 1)) | 0;
			return;
		}
		lane.stage = laneFree;
		counters[I2cCounter.givenUp]++;
		this.#packets.transmittedTo(this.#port, physical, now, false);
	}

	#wake(): void {
		this.#packets.port(this.#port).port.wake();
	}
}

Object.freeze(I2cPort.prototype);
export default I2cPort;
