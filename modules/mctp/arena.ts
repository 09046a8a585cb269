// SPDX-License-Identifier: Apache-2.0
import { baselineUnit, headerLength } from "./header.js";
import { Layout } from "./layout.js";
import type { Port } from "./port.js";

/** Exchanges that each port leaves to every other one. */
export const reserve = 2;
/** Exchanges of a port: for each tag of a requester, and two for others. */
const usualExchanges = 10;

/** Bytes of a deferred request that needs no slot, if an answer has as many: those of a command with a few fields. */
const usualKeep = 2 * baselineUnit;

/** How much the arena holds. Everything is bounded, and the bounds are options of the instance. */
export interface MemoryOptions {
	/** Messages of several packets that can grow at a time. */
	slots?: number;
	/**
	 * The same, of as many bytes as an exchange keeps of a request. One that becomes longer moves to one of the slots, if there
	 * is a free one.
	 */
	shortSlots?: number;
	/**
	 * Of all of them, those that one source can have. EIDs are claims, so this is what fairness rests on; a requester has eight tags.
	 * Where there are several slots, those of requests whose answers come later leave one free, and one source leaves another.
	 */
	slotsPerSource?: number;
	/** Bytes of the largest message, in either direction, from the message type byte on. */
	messageSize?: number;
	/**
	 * Requests that can be answered at a time. Of them, each port leaves two to every other port, so that one nobody drains
	 * does not silence the rest, and each source one of its port. Of those whose answers come later, a port leaves one free, and
	 * a source one more; by default that is still eight, a requester's whole tags.
	 */
	exchanges?: number;
	/** Bytes of an ordinary answer, from the message type byte on. Requests of as many, up to 128, need no slot while they wait. */
	answerSize?: number;
	/** Answers of `messageSize` that can be under way at a time. */
	largeAnswers?: number;
	/** Own requests that can be under way at a time. */
	requests?: number;
	/** Bytes of an own request, from the message type byte on. */
	requestSize?: number;
	/** Ranges of EIDs whose places are known; 0: only those that ask are answered, and nothing is forwarded */
	routes?: number;
	/** Packets of others that can wait at each port; 4 where there are routes and ports to forward between, else 0 */
	forwardFrames?: number;
	/** Bytes for what protocols keep, such as records that answers are cut from; `endpoint.reserve` hands them out. */
	data?: number;
	/** Bytes that the whole arena may take. */
	limit?: number;
}

/** Packets of others that can wait at a port, where there are any. */
const usualForwardFrames = 4;

/** For one port; two more exchanges for each further one. */
export const defaultMemory = Object.freeze({
	slots: 3,
	shortSlots: 0,
	slotsPerSource: 2,
	messageSize: 4232,
	answerSize: 128,
	largeAnswers: 2,
	requests: 2,
	requestSize: 128,
	routes: 0,
	data: 0,
	limit: 0x1000000,
} as const);

/**
 * The sizes for an endpoint with so many ports: the options, and the default of each that is left out.
 * @setup
 */
export function memorySizes(ports: number, options: MemoryOptions = {}): Required<MemoryOptions> {
	const forwardFrames = ports > 1 && (options.routes ?? 0) > 0 ? usualForwardFrames : 0;
	return { ...defaultMemory, exchanges: usualExchanges + reserve * (ports - 1), forwardFrames, ...options };
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
	readonly shortSlots: readonly number[];
	readonly keeps: readonly number[];
	readonly answers: readonly number[];
	readonly largeAnswers: readonly number[];
	readonly requests: readonly number[];
	readonly data: number;
	/** By port. */
	readonly rings: readonly (readonly number[])[];
	/** Sizes of the regions. */
	readonly messageSize: number;
	readonly answerSize: number;
	readonly keepSize: number;
	readonly requestSize: number;
	readonly dataSize: number;
	/** How many routes there may be. */
	readonly routes: number;
	readonly slotsPerSource: number;

	/** `ports`: the real ones, and those behind that lead back. Throws RangeError with the whole sum if it is more than the limit. */
	constructor(ports: readonly Port[], portCount: number, options?: MemoryOptions) {
		const sizes = memorySizes(portCount, options);
		const layout = new Layout();
		this.keepSize = ports.reduce((size, port) => Math.max(size, port.receiveUnit), Math.min(sizes.answerSize, usualKeep));
		this.frames = ports.map((port, index) => layout.reserve(`frames of port ${index}`, 1, port.frames)[0]);
		this.slots = layout.reserve("slots", sizes.slots, sizes.messageSize);
		this.shortSlots = 0 === sizes.shortSlots ? [] : layout.reserve("short slots", sizes.shortSlots, this.keepSize);
		this.keeps = layout.reserve("kept requests", sizes.exchanges, this.keepSize);
		this.answers = layout.reserve("answers", sizes.exchanges, sizes.answerSize);
		this.largeAnswers = layout.reserve("large answers", sizes.largeAnswers, sizes.messageSize);
		this.requests = layout.reserve("own requests", sizes.requests, sizes.requestSize);
		this.rings = ports.map((port, index) =>
			0 === sizes.forwardFrames || index >= portCount
				? []
				: layout.reserve(`forwarded packets of port ${index}`, sizes.forwardFrames, largestPacket(port)),
		);
		this.data = 0 === sizes.data ? 0 : layout.reserve("data of protocols", 1, sizes.data)[0];
		this.dataSize = sizes.data;
		this.routes = sizes.routes;
		this.messageSize = sizes.messageSize;
		this.answerSize = sizes.answerSize;
		this.slotsPerSource = sizes.slotsPerSource;
		this.requestSize = sizes.requestSize;
		this.memory = layout.allocate(sizes.limit);
		this.view = new DataView(this.memory.buffer);
	}
}

/** Bytes of the largest packet that leaves by a port. */
function largestPacket({ largestUnit, transmissionUnit }: Port): number {
	return (largestUnit ?? transmissionUnit) + headerLength;
}

Object.freeze(Arena.prototype);
export default Arena;
