// SPDX-License-Identifier: Apache-2.0
import type { Socket } from "node:net";
import type { LineEvents } from "./line.js";
import SessionLine from "./session-line.js";
import Session from "./session.js";
import type { Target } from "./target.js";

/** Milliseconds between attempts: doubled from the first to the longest, anew after a session that lasted longer. */
const firstDelay = 100;
const longestDelay = 3200;

/** Opens a stream, or rejects with the reason; also when the signal says that it is no longer wanted. */
export type Dial = (signal: AbortSignal) => Promise<Socket>;

/** A line that this side opens, and opens again when the peer is absent or has vanished. */
class DialledLine extends SessionLine {
	readonly target: Target;
	readonly place: string;
	readonly #dial: Dial;
	readonly #closing = new AbortController();
	#attempt: Promise<void> | undefined = undefined;
	#timer: NodeJS.Timeout | undefined = undefined;
	#delay = firstDelay;

	constructor(target: Target, place: string, dial: Dial) {
		super();
		this.target = target;
		this.place = place;
		this.#dial = dial;
	}

	/** Does not wait for the peer, who may come much later. */
	async open(events: LineEvents): Promise<void> {
		this.#attempt = this.#try(events);
	}

	override async close(): Promise<void> {
		this.#closing.abort();
		clearTimeout(this.#timer);
		await this.#attempt;
		await super.close();
	}

	async #try(events: LineEvents): Promise<void> {
		const { signal } = this.#closing;
		try {
			const stream = await this.#dial(signal);
			if (signal.aborted) {
				stream.destroy();
				return;
			}
			const since = performance.now();
			this.session = new Session(stream, this.place, events, () => {
				this.session = undefined;
				if (performance.now() - since > longestDelay) this.#delay = firstDelay;
				this.#again(events);
			});
		} catch (error) {
			if (signal.aborted) return;
			events.notice(`${(error as Error).message}; trying again`);
			this.#again(events);
		}
	}

	#again(events: LineEvents): void {
		this.#timer = setTimeout(() => (this.#attempt = this.#try(events)), this.#delay);
		this.#delay = Math.min(2 * this.#delay, longestDelay);
	}
}

export default DialledLine;
