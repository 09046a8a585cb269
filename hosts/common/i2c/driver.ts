// SPDX-License-Identifier: Apache-2.0
import type { Outcome, I2cDriver, I2cEvents } from "../../../modules/binding/i2c/driver.js";
import I2CTarget, { type I2CTargetOptions } from "./target.js";

/** What I2CTarget wants to know of the bus. */
export type I2cBus = Omit<I2CTargetOptions, "address" | "onReadable" | "onWritable">;

/** The driver of an I2C port on a board that has the class I2CTarget. */
class TargetDriver implements I2cDriver {
	reading = false;
	readonly #target: I2CTarget;
	#memory: Uint8Array | undefined = undefined;
	#events: I2cEvents | undefined = undefined;
	#into = 0;

	constructor(bus: I2cBus) {
		const { device, data, clock, controllerData, controllerClock, switched, hz } = bus;
		this.#target = new I2CTarget({
			device,
			data,
			clock,
			controllerData,
			controllerClock,
			switched,
			hz,
			onReadable: () => this.#events?.readable(),
			onWritable: (outcome, count) => this.#end(outcome, count),
		});
	}

	attach(memory: Uint8Array, events: I2cEvents): void {
		this.#memory = memory;
		this.#events = events;
	}

	listen(address: number): void {
		this.#target.listen(address);
	}

	take(offset: number): number {
		const length = this.#target.read(this.#memory!, offset) ?? 0;
		this.reading = length > 0 && this.#target.isReading();
		return length;
	}

	answer(offset: number, length: number): void {
		this.reading = false;
		this.#target.answer(this.#memory!, offset, length);
	}

	transfer(address: number, offset: number, length: number, into: number, count: number): void {
		this.#into = into;
		this.#target.write(this.#memory!, offset, length, address, count);
	}

	/** Gives the bus back; idempotent. */
	close(): void {
		this.#target.close();
	}

	#end(outcome: Outcome, count: number): void {
		if (count > 0) this.#target.result(this.#memory!, this.#into, count);
		this.#events?.ended(outcome, count);
	}
}

Object.freeze(TargetDriver.prototype);
export default TargetDriver;
