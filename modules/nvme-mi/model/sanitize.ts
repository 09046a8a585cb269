// SPDX-License-Identifier: Apache-2.0

/** Sanitize actions (NVMe Base 2.0, figure 337). */
export const SanitizeAction = Object.freeze({ exitFailure: 1, blockErase: 2, overwrite: 3, cryptoErase: 4, exitVerification: 5 } as const);
/** Most recent sanitize (figure 248). */
const State = Object.freeze({ never: 0, completed: 1, running: 2, failed: 3, deallocated: 4 } as const);

/** Seconds that the log page tells where no time is reported. */
export const noEstimate = 0xffffffff;

/** Bit of the command: unrestricted completion mode, whose failure can be left without another operation. */
export const unrestricted = 0x08;
/** Bit of the command: blocks are not to be deallocated, which they are all the same. */
export const noDeallocate = 0x200;

/** Progress when nothing runs. */
const done = 0xffff;

/** The sanitize operation of the subsystem, which goes on in its time. */
class Sanitize {
	#state: number = State.never;
	#began = 0;
	#duration = 1;
	/** Passes of an overwrite that are done. */
	#passes = 0;
	#fail = false;
	/** The failure mode was left; that the last one failed remains. */
	#left = false;
	/** The next one will fail. */
	#pending = false;
	/** Command dword 10 of the last one. */
	command = 0;
	/** Nothing was written since the last sanitize; true also if nothing ever was. */
	erased = false;

	get running(): boolean {
		return State.running === this.#state;
	}

	/** It is in the failure mode. */
	get failed(): boolean {
		return State.failed === this.#state && !this.#left;
	}

	/** It is in that mode, and can only leave it by another operation of this kind (NVMe Base 2.0, 8.21.2). */
	get restricted(): boolean {
		return this.failed && 0 === (this.command & unrestricted);
	}

	/** Begins, in milliseconds of the subsystem; `passes` of an overwrite. */
	start(command: number, time: number, duration: number, passes: number): void {
		this.#state = State.running;
		this.#left = false;
		this.command = command;
		this.#began = time;
		this.#duration = duration;
		this.#passes = passes;
		this.#fail = this.#pending;
		this.#pending = false;
		this.advance(time);
	}

	/** The one under way, or the next, will fail. */
	breakNext(): void {
		if (this.running) this.#fail = true;
		else this.#pending = true;
	}

	/** What becomes of it as time goes on. Returns whether it has just ended. */
	advance(time: number): boolean {
		if (!this.running || time - this.#began < this.#duration) return false;
		this.#state = this.#fail ? State.failed : 0 === (this.command & noDeallocate) ? State.completed : State.deallocated;
		this.erased = !this.#fail;
		return true;
	}

	/** Milliseconds that are left of the one under way. */
	rest(time: number): number {
		return Math.max(0, this.#began + this.#duration - time);
	}

	/** Leaves the failure mode. */
	exitFailure(): void {
		this.#left = true;
	}

	/** 65536ths that are done; 65535: nothing runs. */
	progress(time: number): number {
		return this.running ? Math.min(done - 1, Math.floor((0x10000 * (time - this.#began)) / Math.max(1, this.#duration))) : done;
	}

	/** Sanitize Status of the log page. */
	get status(): number {
		return this.#state | (this.#passes << 3) | (this.erased ? 0x100 : 0);
	}
}

Object.freeze(Sanitize.prototype);
export default Sanitize;
