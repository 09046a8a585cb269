// SPDX-License-Identifier: Apache-2.0

const hour = 3_600_000;
const minute = 60_000;
/** Data units of 512 000 bytes in a host command of 64 KiB. */
const unitsPerCommand = 0.128;

/** What the drive has done before it was started. */
export interface CounterOptions {
	dataUnitsRead: number;
	dataUnitsWritten: number;
	powerCycles: number;
	powerOnHours: number;
	unsafeShutdowns: number;
	mediaErrors: number;
	/** Data units of 512 000 bytes a second, from then on. */
	readRate: number;
	writeRate: number;
}

/** What a drive counts over its life, in the time of the subsystem: as if hosts read and wrote all the while. */
class Counters {
	readonly #options: Readonly<CounterOptions>;
	powerCycles: number;
	unsafeShutdowns: number;
	mediaErrors: number;

	constructor(options: Readonly<CounterOptions>) {
		this.#options = options;
		this.powerCycles = options.powerCycles;
		this.unsafeShutdowns = options.unsafeShutdowns;
		this.mediaErrors = options.mediaErrors;
	}

	/** Times in milliseconds of the subsystem. */
	hours(time: number): number {
		return this.#options.powerOnHours + Math.floor(time / hour);
	}

	unitsRead(time: number): number {
		return this.#options.dataUnitsRead + Math.floor((this.#options.readRate * time) / 1000);
	}

	unitsWritten(time: number): number {
		return this.#options.dataUnitsWritten + Math.floor((this.#options.writeRate * time) / 1000);
	}

	reads(time: number): number {
		return Math.floor(this.unitsRead(time) / unitsPerCommand);
	}

	writes(time: number): number {
		return Math.floor(this.unitsWritten(time) / unitsPerCommand);
	}

	/** Minutes in which it was busy: a second for a thousand data units. */
	busy(time: number): number {
		return Math.floor((this.unitsRead(time) + this.unitsWritten(time)) / minute);
	}
}

Object.freeze(Counters.prototype);
export default Counters;
