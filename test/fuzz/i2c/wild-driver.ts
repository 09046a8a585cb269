// SPDX-License-Identifier: Apache-2.0
import { Outcome, type I2cDriver, type I2cEvents } from "../../../modules/binding/i2c/driver.js";

/** CRC-8 of SMBus, bit by bit. */
export function pec(bytes: readonly number[], code = 0): number {
	for (const byte of bytes) {
		code ^= byte;
		for (let bit = 0; bit < 8; bit++) code = ((code << 1) ^ (code & 0x80 ? 0x07 : 0)) & 0xff;
	}
	return code;
}

interface Written {
	readonly bytes: readonly number[];
	readonly reading: boolean;
}

/** Hardware in the hands of the fuzzer: what is written to it, when that is told, and how transfers end. Holds its port to the contract. */
class WildDriver implements I2cDriver {
	reading = false;
	/** What the port has begun: its bytes, the address byte first, and how many it wants to read. */
	transferring: { readonly bytes: readonly number[]; readonly address: number; readonly into: number; readonly count: number } | undefined =
		undefined;
	/** What readers got. */
	readonly answers: number[][] = [];
	/** Frames that the port has taken. */
	taken = 0;
	readonly #ring: Written[] = [];
	#memory: Uint8Array = new Uint8Array();
	#events: I2cEvents | undefined = undefined;

	attach(memory: Uint8Array, events: I2cEvents): void {
		this.#memory = memory;
		this.#events = events;
	}

	listen(): void {}

	take(offset: number): number {
		if (this.reading) throw new Error("a reader waits, and the next frame is taken");
		const written = this.#ring.shift();
		if (undefined === written) return 0;
		this.#memory.set(written.bytes, offset);
		this.reading = written.reading;
		this.taken++;
		return written.bytes.length;
	}

	answer(offset: number, length: number): void {
		if (!this.reading) throw new Error("an answer, and nobody reads");
		this.reading = false;
		this.answers.push(Array.from(this.#memory.subarray(offset, offset + length)));
	}

	transfer(address: number, offset: number, length: number, into: number, count: number): void {
		if (undefined !== this.transferring) throw new Error("two transfers at a time");
		this.transferring = { bytes: Array.from(this.#memory.subarray(offset, offset + length)), address, into, count };
	}

	/** Somebody writes; with `reading` and reads afterwards. A reader's frame is the last one until it is answered. */
	write(bytes: readonly number[], reading: boolean): void {
		this.#ring.push({ bytes, reading });
	}

	tell(): void {
		this.#events!.readable();
	}

	/** The transfer under way ends; if it is done, with `fill` read. */
	end(outcome: Outcome, fill: number): void {
		const { into, count } = this.transferring!;
		this.transferring = undefined;
		if (Outcome.done === outcome) this.#memory.fill(fill, into, into + count);
		this.#events!.ended(outcome, count);
	}

	/** The bus is gone: nothing of it is told any more. */
	forget(): void {
		this.transferring = undefined;
		this.reading = false;
		this.#ring.length = 0;
	}
}

export default WildDriver;
