// SPDX-License-Identifier: Apache-2.0
import { firstDamage, i2cCounterNames } from "../../../modules/binding/i2c/counter.js";
import I2cPort from "../../../modules/binding/i2c/port.js";
import { largestPacket } from "../../../modules/binding/i2c/format.js";
import { headerLength } from "../../../modules/mctp/header.js";
import type { Packets } from "../../../modules/mctp/packets.js";
import type { Port } from "../../../modules/mctp/port.js";
import clock from "../clock.js";
import Damage from "../line/damage.js";
import type { Line } from "../line/line.js";
import type { I2cAttachment, Link, LinkOptions } from "../link.js";
import type Log from "../log.js";
import type Loop from "../loop.js";
import BusDriver from "./driver.js";
import LineBus, { type BusMember } from "./line-bus.js";

/** Where a device is on its bus, and where a bus owner is, if nobody says. */
export const deviceAddress = 0x1d;
export const ownerAddress = 0x10;

const largestUnit = largestPacket - headerLength;
/** Linux sends as much as the byte count can tell, unless a route says less. */
const units = { receiveUnit: largestUnit, transmissionUnit: 64, largestUnit } as const;
/** DSP0239 medium ids, by kilohertz. */
const media: Readonly<Record<number, number>> = Object.freeze({ 100: 0x03, 400: 0x04, 1000: 0x05 });
const usualMedium = 0x04;

/** The port of an endpoint that is on an I2C bus. */
export function i2cPort(
	loop: Pick<Loop, "wake">,
	network: number,
	eid: number,
	{ address = deviceAddress, speed = 0 }: I2cAttachment = {},
): Port {
	return { network, eid, medium: media[speed] ?? usualMedium, address, ...units, frames: I2cPort.frames({}), wake: loop.wake };
}

/** Moves packets between a port of an endpoint and an I2C bus whose rest is at the other end of a line. */
class I2cLink implements Link, BusMember {
	readonly transport = "i2c";
	readonly name: string;
	readonly line: Line;
	readonly port: I2cPort;
	readonly #shared: LineBus;
	readonly #driver: BusDriver;
	readonly #packets: Packets;
	readonly #index: number;
	readonly #loop: Loop;
	readonly #log: Log;
	readonly #damage: Damage;
	#noticed = "";

	constructor(options: LinkOptions) {
		const { name, packets, loop, port, line, log, i2c = {}, target } = options;
		const { address = deviceAddress, speed = 0, shared = new LineBus(line, speed) } = i2c;
		this.name = name;
		this.line = shared.line;
		this.#shared = shared;
		this.#packets = packets;
		this.#index = port;
		this.#loop = loop;
		this.#log = log;
		this.#driver = new BusDriver(shared.bus, { frames: 16 });
		this.port = new I2cPort(packets, port, this.#driver, { address, ...(target && { target }) });
		this.#driver.unplug();
		this.#damage = new Damage(this.port.counters, i2cCounterNames, firstDamage);
		shared.join(this);
		packets.link(port, clock(), false);
		loop.add(this);
	}

	open(): Promise<void> {
		return this.#shared.open();
	}

	async close(): Promise<void> {
		this.#lose();
		await this.#shared.close();
	}

	pump(now: number): void {
		this.port.pump(now);
		this.#damage.tell(this.name, this.#log);
	}

	tick(now: number): number {
		return this.port.tick(now);
	}

	up(peer: string): void {
		this.#noticed = "";
		this.#log.info(`${this.name}: up: ${peer}`);
		this.#driver.plug();
		this.#packets.link(this.#index, clock(), true);
		this.#loop.wake();
	}

	down(reason: string): void {
		this.#lose();
		this.#log.info(`${this.name}: down: ${reason}`);
	}

	notice(message: string): void {
		if (message === this.#noticed) return;
		this.#noticed = message;
		this.#log.warn(`${this.name}: ${message}`);
	}

	#lose(): void {
		const now = clock();
		this.#driver.unplug();
		this.port.reset(now);
		this.#packets.link(this.#index, now, false);
	}
}

export default I2cLink;
