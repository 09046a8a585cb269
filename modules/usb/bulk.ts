// SPDX-License-Identifier: Apache-2.0

/**
 * What stands behind the two bulk endpoints of a device, or drives those of one: transfers as pieces inside one arena.
 * A piece is one packet of the bus, or as many as make up one request of a host controller.
 */
export interface BulkPipes {
	/** Where arriving pieces are put, and bytes of the longest. */
	readonly input: number;
	readonly inputSize: number;
	/** Where `transmit` left the last piece. */
	readonly output: number;
	/** The pipes are there, or no longer: the bus was reset, the device configured, or unplugged. */
	link(now: number, up: boolean): void;
	/** Takes the `length` bytes at `input`; a packet smaller than the endpoint's largest, or empty, ends a transfer. */
	receive(now: number, length: number): void;
	/**
	 * Brings the next piece, of at most `room` bytes: what one packet of the bus, or one request of a host controller, takes.
	 * @returns its length, which may be 0 to end a transfer; -1: nothing to send
	 */
	transmit(now: number, room: number): number;
	/** What became of the pieces since the last call. */
	transmitted(now: number, ok: boolean): void;
}
