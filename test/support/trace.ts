// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../modules/mctp/endpoint.js";
import crc32 from "../../modules/wire/crc32.js";

/** Sums up every packet that endpoints take and give, with all that is said about it. */
class Trace {
	#register = -1;
	readonly #record = new Uint8Array(16);
	readonly #view = new DataView(this.#record.buffer);

	/** Begins to listen to an endpoint. */
	follow(endpoint: Endpoint): void {
		endpoint.follow((verdict, port, now, offset, length, physical) => {
			const view = this.#view;
			view.setUint8(0, verdict);
			view.setUint8(1, port);
			view.setUint16(2, length);
			view.setInt32(4, now);
			view.setInt32(8, physical);
			this.#register = crc32(endpoint.memory, offset, length, crc32(this.#record, 0, this.#record.length, this.#register));
		});
	}

	/** Takes `length` bytes of a frame into account. */
	add(memory: Uint8Array, offset: number, length: number): void {
		this.#register = crc32(memory, offset, length, this.#register);
	}

	/** CRC-32, 0 to 2^32 - 1 */
	get sum(): number {
		return ~this.#register >>> 0;
	}
}

export default Trace;
