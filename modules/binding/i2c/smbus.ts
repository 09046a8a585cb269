// SPDX-License-Identifier: Apache-2.0
import crc8 from "../../wire/crc8.js";
import Reader from "../../wire/reader.js";
import Writer from "../../wire/writer.js";
import { commandCode } from "./format.js";
import type { I2cTarget } from "../../device/i2c-target.js";

/** What an SMBus or PMBus command reads and writes. Bytes of a byte or word are counted, those of a block say their number first. */
export interface SmbusCommand {
	/** Command code, 0 to 0xFF without 0x0F, which is MCTP's. */
	readonly code: number;
	/** Bytes of data: 0 (send byte), 1 (byte), 2 (word); or the most that a block has. */
	readonly size: number;
	readonly block?: boolean;
	/** Writes the data that is read; words are little endian. Left out: it cannot be read. */
	read?(data: Writer): void;
	/** Takes data of the right size. Left out: it cannot be written. */
	write?(data: Reader): void;
}

/** Counts of what was wrong. */
export const SmbusCounter = Object.freeze({ served: 0, unknown: 1, length: 2, errorCode: 3 } as const);

const longestBlock = 255;

/**
 * An SMBus or PMBus device beside MCTP on the same address: byte, word and block, read and write, with packet error code
 * (SMBus 3.2, 6.5; PMBus 1.3, part I). A writer may leave the code out; a reader who does not want it does not read it.
 */
class Smbus implements I2cTarget {
	readonly counters: number[] = [0, 0, 0, 0];
	readonly #memory: Uint8Array;
	readonly #commands: (SmbusCommand | undefined)[] = Array.from({ length: 256 }, () => undefined);
	readonly #reader: Reader;
	readonly #writer: Writer;

	/** `memory` is the arena. Throws RangeError for commands that cannot be. */
	constructor(memory: Uint8Array, commands: readonly SmbusCommand[]) {
		this.#memory = memory;
		this.#reader = new Reader(memory, new DataView(memory.buffer));
		this.#writer = new Writer(memory);
		for (const command of commands) {
			const { code, size, block } = command;
			if (!(code >= 0 && code <= 0xff) || commandCode === code || undefined !== this.#commands[code])
				throw new RangeError(`smbus: command ${code}: 0 to 255, each once; 15 is MCTP's`);
			if (!(size >= 0 && size <= (block ? longestBlock : 2))) throw new RangeError(`smbus: command ${code}: ${size} bytes of data`);
			this.#commands[code] = command;
		}
	}

	serve(offset: number, length: number, reading: boolean, answer: number, room: number): number {
		/* An address alone: quick command, or receive byte, which is that of command 0. */
		if (1 === length && !reading) return 0;
		const command = this.#commands[1 === length ? 0 : this.#memory[offset + 1]];
		if (undefined === command) return this.#refuse(SmbusCounter.unknown);
		if (!reading) return this.#write(command, offset, length);
		if (length > 2 || undefined === command.read) return this.#refuse(SmbusCounter.length);
		return this.#read(command, offset, length, answer, room);
	}

	#write(command: SmbusCommand, offset: number, length: number): number {
		const memory = this.#memory;
		const head = command.block ? 3 : 2;
		const size = command.block ? memory[offset + 2] : command.size;
		const expected = head + size;
		if (undefined === command.write || size > command.size || (length !== expected && length !== expected + 1))
			return this.#refuse(SmbusCounter.length);
		if (length > expected && crc8(memory, offset, expected, 0) !== memory[offset + expected]) return this.#refuse(SmbusCounter.errorCode);
		this.counters[SmbusCounter.served]++;
		this.#reader.reset(offset + head, size);
		command.write(this.#reader);
		return 0;
	}

	/** The code covers what was written as well, and the address of the repeated START. */
	#read(command: SmbusCommand, offset: number, length: number, answer: number, room: number): number {
		const memory = this.#memory;
		const writer = this.#writer;
		const head = command.block ? 1 : 0;
		writer.reset(answer + head, Math.min(command.size, room - head - 1));
		command.read!(writer);
		const size = head + writer.length;
		if (command.block) memory[answer] = writer.length;
		/* A read alone has its address byte with bit 0 set; behind a write, that byte is sent once more. */
		let code = crc8(memory, offset, length, 0);
		memory[answer + size] = memory[offset] | 1;
		if (length > 1) code = crc8(memory, answer + size, 1, code);
		memory[answer + size] = crc8(memory, answer, size, code);
		this.counters[SmbusCounter.served]++;
		return size + 1;
	}

	#refuse(counter: number): number {
		this.counters[counter]++;
		return -1;
	}
}

Object.freeze(Smbus.prototype);
export default Smbus;
