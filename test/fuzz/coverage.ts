// SPDX-License-Identifier: Apache-2.0
import { Session } from "node:inspector";

/** Which blocks of the project's program have run, as V8 counts them. */
class Coverage {
	readonly #session = new Session();
	readonly #seen = new Set<string>();
	readonly #file: string;

	/** `file`: end of the address of the program. */
	constructor(file: string) {
		this.#file = file;
		this.#session.connect();
		this.#session.post("Profiler.enable");
		this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
	}

	/** Blocks that ran since the last call and never before: whether there are any. */
	news(): boolean {
		const before = this.#seen.size;
		this.#session.post("Profiler.takePreciseCoverage", (_error, taken) => {
			for (const { url, functions } of taken?.result ?? []) {
				if (!url.endsWith(this.#file)) continue;
				for (const { ranges } of functions)
					for (const { startOffset, endOffset, count } of ranges)
						if (count > 0) this.#seen.add(`${startOffset}-${endOffset}-${Math.min(8, Math.ceil(Math.log2(count + 1)))}`);
			}
		});
		return this.#seen.size > before;
	}

	get blocks(): number {
		return this.#seen.size;
	}

	close(): void {
		this.#session.disconnect();
	}
}

export default Coverage;
