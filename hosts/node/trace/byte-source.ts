// SPDX-License-Identifier: Apache-2.0

/** A stream of bytes from which one takes as many as one needs. Holds no more than was asked for, and the chunk that came last. */
class ByteSource {
	/** Bytes taken so far. */
	position = 0;
	readonly #chunks: AsyncIterator<Uint8Array>;
	#chunk: Uint8Array = new Uint8Array(0);

	constructor(chunks: AsyncIterable<Uint8Array>) {
		this.#chunks = chunks[Symbol.asyncIterator]();
	}

	/** The next `length` bytes; fewer at the end of the stream. */
	async take(length: number): Promise<Uint8Array> {
		if (this.#chunk.length >= length) return this.#cut(length);
		const parts: Uint8Array[] = [];
		let missing = length;
		do {
			const part = this.#cut(missing);
			parts.push(part);
			missing -= part.length;
		} while (missing > 0 && (await this.#more()));
		return Buffer.concat(parts);
	}

	/** Leaves out `length` bytes; returns how many there were. */
	async skip(length: number): Promise<number> {
		let missing = length;
		do missing -= this.#cut(missing).length;
		while (missing > 0 && (await this.#more()));
		return length - missing;
	}

	/** What comes next, without taking it: at most `length` bytes. */
	async peek(length: number): Promise<Uint8Array> {
		let ahead = this.#chunk;
		while (ahead.length < length && (await this.#more())) ahead = Buffer.concat([ahead, this.#chunk]);
		this.#chunk = ahead;
		return ahead.subarray(0, length);
	}

	/** Everything else. Throws RangeError if that is more than `limit` bytes. */
	async rest(limit: number): Promise<Uint8Array> {
		const bytes = await this.take(limit + 1);
		if (bytes.length > limit) throw new RangeError(`more than ${limit} bytes`);
		return bytes;
	}

	#cut(length: number): Uint8Array {
		const bytes = this.#chunk.subarray(0, length);
		this.#chunk = this.#chunk.subarray(bytes.length);
		this.position += bytes.length;
		return bytes;
	}

	async #more(): Promise<boolean> {
		const { done, value } = await this.#chunks.next();
		if (done) return false;
		this.#chunk = value;
		return true;
	}
}

export default ByteSource;
