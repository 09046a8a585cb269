// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../mctp/header.js";
import type { Packets } from "../../mctp/packets.js";
import type { Port } from "../../mctp/port.js";
import { i2cCounterNames } from "./counter.js";
import { Outcome, type I2cDriver, type I2cEvents } from "./driver.js";
import { isAssignableAddress, largestPacket } from "./format.js";
import Inbound from "./inbound.js";
import Mux from "./mux.js";
import Neighbours from "./neighbours.js";
import { usualLanes, type I2cOptions, type I2cSizes } from "./options.js";
import Outbound from "./outbound.js";
import type Transfers from "./transfers.js";

/**
 * Packets as SMBus block writes (DSP0237), over a driver that is target and controller in one. Each address has at most one
 * packet under way. While one that was not acknowledged waits for its next attempt, those to other addresses leave. After
 * the last attempt its message is aborted, so that none arrives with a hole.
 *
 * A physical address is the 7-bit address, with the channel of the mux shifted left by 8.
 */
class I2cPort implements I2cEvents {
	readonly counters: number[] = i2cCounterNames.map(() => 0);
	readonly neighbours: Neighbours;
	/** Own 7-bit address. */
	readonly address: number;
	readonly #host: Port;
	readonly #inbound: Inbound;
	readonly #outbound: Outbound;
	/** What the driver has said. */
	#readable = false;
	#ended = false;
	#outcome: Outcome = Outcome.done;
	#count = 0;

	/** Bytes of frames that a port needs. */
	static frames({ lanes = usualLanes, transfers = 0 }: I2cSizes): number {
		return Inbound.frames + Outbound.frames(lanes, transfers);
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
		this.address = address;
		this.neighbours = new Neighbours(neighbours, neighbourAge);
		this.#host = state.port;
		const mux = new Mux(options.mux ?? 0, options.channelHold ?? 300);
		const wiring = { packets, port, driver, address, counters: this.counters, neighbours: this.neighbours, mux };
		this.#inbound = new Inbound(wiring, state.frames, receiveUnit + headerLength, options.target);
		this.#outbound = new Outbound(wiring, state.frames + Inbound.frames, largestUnit + headerLength, retries, lanes, transfers);
		driver.attach(packets.memory, this);
		driver.listen(address);
	}

	/** Uses of the controller by the application, for ordinary devices on the bus. */
	get transfers(): Transfers {
		return this.#outbound.transfers;
	}

	/** Attempts after one that was not acknowledged. */
	get retries(): number {
		return this.#outbound.retries;
	}

	set retries(count: number) {
		this.#outbound.retries = count;
	}

	/** For the driver. */
	readable(): void {
		this.#readable = true;
		this.#host.wake();
	}

	/** For the driver. */
	ended(outcome: Outcome, count: number): void {
		this.#ended = true;
		this.#outcome = outcome;
		this.#count = count;
		this.#host.wake();
	}

	/** Whether nothing may leave to a physical address now. */
	has(physical: number): boolean {
		return this.#outbound.has(physical);
	}

	/** Takes what has arrived, and keeps the driver busy. To be called after every wake, and when `tick` says. */
	pump(now: number): void {
		if (this.#readable) {
			this.#readable = false;
			this.#inbound.drain(now);
		}
		const outbound = this.#outbound;
		if (this.#ended) {
			this.#ended = false;
			outbound.conclude(this.#outcome, this.#count, now);
		}
		outbound.begin(now);
	}

	/** @returns milliseconds until `pump` has to be called again, or `noDeadline` */
	tick(now: number): number {
		return this.#outbound.tick(now);
	}

	/** Forgets what is under way: the bus is gone, or new. Transfers end with a time-out. */
	reset(now: number): void {
		this.#ended = this.#readable = false;
		this.#outbound.reset(now);
	}
}

Object.freeze(I2cPort.prototype);
export default I2cPort;
