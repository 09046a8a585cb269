// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../mctp/endpoint.js";
import type Reader from "../../wire/reader.js";
import type Writer from "../../wire/writer.js";
import type { SmbusCommand } from "./smbus.js";

/** What a command of a profile is. */
export interface RegisterOptions {
	readonly code: number;
	readonly name: string;
	/** What is read, before somebody writes; undefined: it is a command without data. */
	readonly value: readonly number[] | undefined;
	readonly block: boolean;
	readonly writable: boolean;
}

/** An SMBus or PMBus command whose data lies in the arena. One without data is accepted, and does nothing. */
class Register implements SmbusCommand {
	readonly code: number;
	readonly name: string;
	readonly size: number;
	readonly block: boolean;
	readonly read: ((data: Writer) => void) | undefined;
	readonly write: ((data: Reader) => void) | undefined;
	/** Times that it was written, or asked for if it has no data. */
	writes = 0;
	#length: number;
	readonly #offset: number;
	readonly #memory: Uint8Array;

	constructor(endpoint: Endpoint, { code, name, value, block, writable }: RegisterOptions) {
		this.code = code;
		this.name = name;
		this.block = block;
		this.size = this.#length = value?.length ?? 0;
		this.#memory = endpoint.memory;
		this.#offset = endpoint.reserve(this.size);
		this.#memory.set(value ?? [], this.#offset);
		this.read = undefined === value ? undefined : this.#copy.bind(this);
		this.write = writable || undefined === value ? this.#take.bind(this) : undefined;
	}

	/**
	 * Its data, for operators.
	 * @setup
	 */
	get value(): readonly number[] {
		return Array.from({ length: this.#length }, (_, index) => this.#memory[this.#offset + index]);
	}

	/** Throws RangeError for what does not fit. */
	set value(bytes: readonly number[]) {
		if (this.block ? bytes.length > this.size : bytes.length !== this.size)
			throw new RangeError(`${this.name} has ${this.block ? "at most " : ""}${this.size} bytes`);
		this.#memory.set(bytes, this.#offset);
		this.#length = bytes.length;
	}

	#copy(data: Writer): void {
		data.copy(this.#offset, this.#length);
	}

	#take(data: Reader): void {
		this.writes++;
		this.#length = data.remaining;
		this.#memory.copyWithin(this.#offset, data.position, data.position + this.#length);
	}
}

Object.freeze(Register.prototype);
export default Register;
