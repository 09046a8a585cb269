// SPDX-License-Identifier: Apache-2.0
import { Layout } from "./layout.js";
import type { Port } from "./port.js";

/** Exchanges that each port leaves to every other one. */
export const reserve = 2;

/** How much the arena holds. Everything is bounded, and the bounds are options of the instance. */
export interface MemoryOptions {
	/** Messages of several packets that can grow at a time. */
	slots?: number;
	/** Of them, those that one source can have. EIDs are claims, so this is what fairness rests on; a requester has eight tags. */
	slotsPerSource?: number;
	/** Bytes of the largest message, in either direction, from the message type byte on. */
	messageSize?: number;
	/**
	 * Requests that can be answered at a time. Of them, each port leaves two to every other port, so that one nobody drains
	 * does not silence the rest; by default each port still has eight, a requester's whole tags.
	 */
	exchanges?: number;
	/** Bytes of an ordinary answer, from the message type byte on. */
	answerSize?: number;
	/** Answers of `messageSize` that can be under way at a time. */
	largeAnswers?: number;
	/** Own requests that can be under way at a time. */
	requests?: number;
	/** Bytes of an own request, from the message type byte on. */
	requestSize?: number;
	/** Bytes that the whole arena may take. */
	limit?: number;
}

/** For one port; two more exchanges for each further one. */
export const defaultMemory = Object.freeze({
	slots: 3,
	slotsPerSource: 2,
	messageSize: 4232,
	answerSize: 128,
	largeAnswers: 2,
	requests: 2,
	requestSize: 128,
	limit: 0x1000000,
} as const);

/**
 * The sizes for an endpoint with so many ports: the options, and the default of each that is left out.
 * @setup
 */
export function memorySizes(ports: number, options: MemoryOptions = {}): Required<MemoryOptions> {
	return { ...defaultMemory, exchanges: 8 + reserve * (ports - 1), ...options };
}

/**
 * The memory of an endpoint: one array, of which every frame, slot and answer is a region, because bytes move without
 * allocation only inside one array.
 * @setup
 */
class Arena {
	readonly memory: Uint8Array;
	readonly view: DataView;
	/** Offsets of the regions. */
	readonly frames: readonly number[];
	readonly slots: readonly number[];
	readonly keeps: readonly number[];
	readonly answers: readonly number[];
	readonly largeAnswers: readonly number[];
	readonly requests: readonly number[];
	/** Sizes of the regions. */
	readonly messageSize: number;
	readonly answerSize: number;
	readonly requestSize: number;
	readonly slotsPerSource: number;

	/** Throws RangeError with the whole sum if it is more than the limit. */
	constructor(ports: readonly Port[], options?: MemoryOptions) {
		const sizes = memorySizes(ports.length, options);
		const layout = new Layout();
		const keepSize = ports.reduce((size, port) => Math.max(size, port.receiveUnit), 0);
		this.frames = ports.map((port, index) => layout.reserve(`frames of port ${index}`, 1, port.frames)[0]);
		this.slots = layout.reserve("slots", sizes.slots, sizes.messageSize);
		this.keeps = layout.reserve("kept requests", sizes.exchanges, keepSize);
		this.answers = layout.reserve("answers", sizes.exchanges, sizes.answerSize);
		this.largeAnswers = layout.reserve("large answers", sizes.largeAnswers, sizes.messageSize);
		this.requests = layout.reserve("own requests", sizes.requests, sizes.requestSize);
		this.messageSize = sizes.messageSize;
		this.answerSize = sizes.answerSize;
		this.slotsPerSource = sizes.slotsPerSource;
		this.requestSize = sizes.requestSize;
		this.memory = layout.allocate(sizes.limit);
		this.view = new DataView(this.memory.buffer);
	}
}

Object.freeze(Arena.prototype);
export default Arena;
