// SPDX-License-Identifier: Apache-2.0

/** Codes of self-tests (NVMe Base 2.0, figure 168). */
export const SelfTestCode = Object.freeze({ none: 0, short: 1, extended: 2, abort: 0x0f } as const);
/** How one ended (figure 214). */
export const SelfTestResult = Object.freeze({ passed: 0, aborted: 1, reset: 2, format: 4, failed: 7, sanitize: 9 } as const);
/** Results that are kept: the latest. */
export const selfTestResults = 20;
/** Words of a result: namespace above code and outcome, and hours. */
const words = 2;
const namespaceShift = 8;
const outcomeMask = 0xff;
/** All namespaces, in a byte, which has room for the identifiers of the others; and as they are named. */
const allShort = 0xff;
const all = 0xffffffff;

/** Self-tests of a controller, in the time of the subsystem. */
class SelfTest {
	/** Code of the test under way; 0: none. */
	running: number = SelfTestCode.none;
	#began = 0;
	#duration = 1;
	#namespace = 0;
	/** How many have ended. */
	count = 0;
	readonly #results = new Int32Array(selfTestResults * words);

	/** Times in milliseconds of the subsystem. */
	start(code: number, namespace: number, time: number, duration: number): void {
		this.running = code;
		this.#namespace = namespace;
		this.#began = time;
		this.#duration = Math.max(1, duration);
	}

	/** Hundredths that are done. */
	progress(time: number): number {
		return SelfTestCode.none === this.running ? 0 : Math.min(99, Math.floor((100 * (time - this.#began)) / this.#duration));
	}

	/** Milliseconds that are left; 0: none is under way, or it is over. */
	rest(time: number): number {
		return SelfTestCode.none === this.running ? 0 : Math.max(0, this.#began + this.#duration - time);
	}

	end(result: number, hours: number): void {
		if (SelfTestCode.none === this.running) return;
		const at = (this.count++ % selfTestResults) * words;
		this.#results[at] = ((this.#namespace & allShort) << namespaceShift) | (this.running << 4) | result;
		this.#results[at + 1] = hours;
		this.running = SelfTestCode.none;
	}

	/** Code and outcome of the result that is `age` results old. */
	outcome(age: number): number {
		return this.#results[placeOf(this.count, age)] & outcomeMask;
	}

	/** Power-on hours at its end. */
	hours(age: number): number {
		return this.#results[placeOf(this.count, age) + 1];
	}

	/** The namespace that was tested; 0: none. */
	namespace(age: number): number {
		const namespace = this.#results[placeOf(this.count, age)] >>> namespaceShift;
		return allShort === namespace ? all : namespace;
	}
}

/** Where the result is that is `age` results old, of `count`. */
function placeOf(count: number, age: number): number {
	return ((count - 1 - age) % selfTestResults) * words;
}

Object.freeze(SelfTest.prototype);
export default SelfTest;
