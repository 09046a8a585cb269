// SPDX-License-Identifier: Apache-2.0
import type { Outcome } from "../../../modules/binding/i2c/driver.js";

export interface I2CTargetOptions {
	/** The controller, where the board has several that go by names. */
	device?: string;
	/** Pins, as the board numbers them: SDA and SCL; left out where the board knows them. */
	data?: number;
	clock?: number;
	/** The same of a second controller on the same wires, for boards whose controllers cannot be both. */
	controllerData?: number;
	controllerClock?: number;
	/**
	 * For such boards, and those with one controller: it is both in turn, and no controllerData and controllerClock are wanted. Whenever it writes, from a free bus on until it
	 * listens again, it acknowledges nothing that is sent to it: whoever sent that has to send it again.
	 */
	switched?: boolean;
	/** Of the bus when it is controller: 100 000 or what else the board can do. */
	hz: number;
	/** The 7-bit address that it answers to; 0, to none, until `listen` */
	address?: number;
	/** Frames have come; `count`: bytes of the first. Once for any number of them. */
	onReadable?(this: I2CTarget, count: number): void;
	/** The transfer has ended, so that there can be another; `count`: bytes that were read. */
	onWritable?(this: I2CTarget, outcome: Outcome, count: number): void;
}

/**
 * An I2C bus on which the board is target and controller at once, in the shape of an ECMA-419 IO class. Everything is
 * checked before hardware is touched. Callbacks are called from the machine's own turn, one at a time, with the instance as
 * `this`, never from inside a method and never after `close`; what one throws is nobody's to catch. There is no `onError`:
 * nothing that happens on a bus is for good. Methods throw once it is closed. It stays open, and is not collected, until
 * then.
 */
class I2CTarget extends Native("xs_i2c_target_destructor") {
	/**
	 * @throws RangeError for pins or a speed that the board does not have, and for an address that is not of 7 bits
	 * @throws TypeError for a callback that is no function
	 * @throws Error where the bus is in use, or does not start
	 */
	constructor(options: I2CTargetOptions) {
		super();
		native("xs_i2c_target_constructor").call(this, options);
	}

	/** Answers to this 7-bit address from now on; 0: to none. What is under way ends. */
	listen(address: number): void {
		return native("xs_i2c_target_listen").call(this, address);
	}

	/** Copies the oldest frame, its address byte first, to `offset`, where 259 bytes must be free. Returns its length, or undefined: there is none. */
	read(memory: Uint8Array, offset: number): number | undefined {
		return native("xs_i2c_target_read").call(this, memory, offset);
	}

	/** Whether the frame last read waits for `answer`: somebody reads, and the clock is stretched meanwhile. */
	isReading(): boolean {
		return native("xs_i2c_target_reading").call(this);
	}

	/** What the reader gets: at most 259 bytes. */
	answer(memory: Uint8Array, offset: number, length: number): void {
		return native("xs_i2c_target_answer").call(this, memory, offset, length);
	}

	/**
	 * Begins a transfer: `length` bytes, 0 or with the address byte first; then `count` bytes are read from `address`. At most 259 of each.
	 *
	 * @throws Error while another is under way
	 */
	write(memory: Uint8Array, offset: number, length: number, address: number, count: number): void {
		return native("xs_i2c_target_write").call(this, memory, offset, length, address, count);
	}

	/** Copies the bytes that the last transfer has read. */
	result(memory: Uint8Array, offset: number, count: number): void {
		return native("xs_i2c_target_result").call(this, memory, offset, count);
	}

	/** Leaves the bus; idempotent. */
	close(): void {
		return native("xs_i2c_target_close").call(this);
	}
}

Object.freeze(I2CTarget.prototype);
export default I2CTarget;
