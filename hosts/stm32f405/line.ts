// SPDX-License-Identifier: Apache-2.0

/** The serial line of the board. There is one: it can be opened when nobody has it. Methods throw once it is closed. */
class Line extends Native("xs_line_destructor") {
	constructor() {
		super();
		native("xs_line_constructor").call(this);
	}

	/** Moves up to `most` received bytes to `offset`, and no more than to the end of a frame; returns how many. */
	read(memory: Uint8Array, offset: number, most: number): number {
		return native("xs_line_read").call(this, memory, offset, most);
	}

	/** Sends `count` bytes; returns the room behind them. Throws where `room` said that they do not fit. */
	write(memory: Uint8Array, offset: number, count: number): number {
		return native("xs_line_write").call(this, memory, offset, count);
	}

	/** Bytes that can be written now. The loop takes a turn when there is more, if this was little. */
	room(): number {
		return native("xs_line_room").call(this);
	}

	/** Gives the line back; idempotent. */
	close(): void {
		return native("xs_line_close").call(this);
	}
}

Object.freeze(Line.prototype);
export default Line;
