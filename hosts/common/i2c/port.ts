// SPDX-License-Identifier: Apache-2.0
import { largestPacket } from "../../../modules/binding/i2c/format.js";
import I2cPort from "../../../modules/binding/i2c/port.js";
import { headerLength } from "../../../modules/mctp/header.js";
import type { Packets } from "../../../modules/mctp/packets.js";
import type { PlatformPort } from "../port.js";
import TargetDriver, { type I2cBus } from "./driver.js";

export interface BoardI2cOptions extends I2cBus {
	name: string;
	network: number;
	/** Static EID; 0 or none: the bus owner assigns one. */
	eid?: number;
	/** Own 7-bit address. */
	address: number;
	/** 7-bit address of a bus owner that is told when the endpoint has started (Discovery Notify); none */
	busOwner?: number;
	wake(): void;
}

/** DSP0239 medium ids: I2C at 100 and at 400 kHz. */
const slowMedium = 0x03;
const fastMedium = 0x04;
const fast = 400_000;

/** Packets on an I2C bus of a board that has the class I2CTarget. */
class BoardI2c implements PlatformPort {
	readonly name: string;
	readonly network: number;
	readonly eid: number | undefined;
	readonly medium: number;
	readonly address: number;
	readonly receiveUnit = largestPacket - headerLength;
	readonly transmissionUnit = 64;
	readonly largestUnit = largestPacket - headerLength;
	readonly busOwner: number | undefined;
	readonly frames = I2cPort.frames({});
	readonly wake: () => void;
	readonly #driver: TargetDriver;
	#port: I2cPort | undefined = undefined;

	constructor(options: BoardI2cOptions) {
		const { name, network, eid, address, busOwner, hz, wake } = options;
		this.name = name;
		this.network = network;
		this.eid = eid;
		this.medium = hz < fast ? slowMedium : fastMedium;
		this.address = address;
		this.busOwner = busOwner;
		this.wake = wake;
		this.#driver = new TargetDriver(options);
	}

	serve(packets: Packets, index: number): void {
		this.#port = new I2cPort(packets, index, this.#driver, { address: this.address });
	}

	pump(now: number): void {
		this.#port!.pump(now);
	}

	tick(now: number): number {
		return this.#port!.tick(now);
	}

	/** Leaves the bus; idempotent. */
	close(): void {
		this.#driver.close();
	}
}

Object.freeze(BoardI2c.prototype);
export default BoardI2c;
