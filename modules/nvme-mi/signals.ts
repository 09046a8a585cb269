// SPDX-License-Identifier: Apache-2.0
import type Signals from "../device/signals.js";
import type { Signal } from "../device/signals.js";
import { Warning } from "./model/controller.js";
import type Subsystem from "./model/subsystem.js";
import type { Watcher } from "./model/subsystem.js";

const celsius = 273;
/** States of the state set 1, health (DSP0249). */
const normal = 1;
const nonCritical = 2;
const critical = 3;
const fatal = 4;

/**
 * What other protocols of the device may tell of the drive: `drive.temperature` in degrees Celsius, `drive.spare` and
 * `drive.used` in hundredths, `drive.health` as a state of the state set 1 (DSP0249): 2 non-critical, some critical warning
 * is set; 3 critical, the media are unreliable or read-only, or a controller has failed; 4 fatal, the drive has failed. Of
 * several controllers the worst. They follow at the next tick, when what has changed the drive is over.
 */
class DriveSignals implements Watcher {
	readonly #subsystem: Subsystem;
	readonly #temperature: Signal;
	readonly #spare: Signal;
	readonly #used: Signal;
	readonly #health: Signal;
	#changed = false;

	constructor(subsystem: Subsystem, signals: Signals) {
		this.#subsystem = subsystem;
		this.#temperature = signals.add("drive.temperature", 0);
		this.#spare = signals.add("drive.spare", 0);
		this.#used = signals.add("drive.used", 0);
		this.#health = signals.add("drive.health", 0);
		this.#tell(0);
		subsystem.watch(this);
	}

	raise(): void {
		this.#changed = true;
	}

	tick(now: number): void {
		if (!this.#changed) return;
		this.#changed = false;
		this.#tell(now);
	}

	#tell(now: number): void {
		const { controllers, functional } = this.#subsystem;
		let temperature = -celsius;
		let spare = 100;
		let used = 0;
		let warning = 0;
		let failed = false;
		for (let index = 0; index < controllers.length; index++) {
			const controller = controllers[index];
			temperature = Math.max(temperature, controller.temperature - celsius);
			spare = Math.min(spare, controller.spare);
			used = Math.max(used, controller.used);
			warning |= controller.warning;
			failed = failed || controller.fatal;
		}
		this.#temperature.set(temperature, now);
		this.#spare.set(spare, now);
		this.#used.set(used, now);
		if (!functional) this.#health.set(fatal, now);
		else if (failed || 0 !== (warning & (Warning.reliability | Warning.readOnly))) this.#health.set(critical, now);
		else this.#health.set(0 === warning ? normal : nonCritical, now);
	}
}

Object.freeze(DriveSignals.prototype);
export default DriveSignals;
