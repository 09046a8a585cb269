// SPDX-License-Identifier: Apache-2.0
import { PortKind } from "./port.js";
import type Subsystem from "./subsystem.js";

/** Bits of NVM Subsystem Status (NVMe-MI 1.2, figure 106). */
const Status = Object.freeze({ link1: 0x04, link0: 0x08, noResetRequired: 0x10, functional: 0x20, sanitizeFailed: 0x40 } as const);

/** What is told of a temperature below and above it, and if there is none. */
const coldest = -60;
const hottest = 127;
const unknownTemperature = 0x80;
/** A percentage that no longer grows. */
const saturated = 255;
const celsius = 273;

/** NVM Subsystem Status. */
function statusOf({ ports, firmware, functional, sanitize }: Subsystem): number {
	let links = 0;
	let bit: number = Status.link0;
	for (let index = 0; index < ports.length && bit >= Status.link1; index++) {
		if (PortKind.pcie !== ports[index].kind) continue;
		if (ports[index].linked) links |= bit;
		bit >>= 1;
	}
	return (
		links |
		(0 === firmware.next ? Status.noResetRequired : 0) |
		(functional ? Status.functional : 0) |
		(sanitize.failed ? Status.sanitizeFailed : 0)
	);
}

/** NVM Subsystem Health Data Structure without its changed flags, as one word (NVMe-MI 1.2, figure 106): of several controllers the worst. */
export function healthOf(subsystem: Subsystem): number {
	const { controllers } = subsystem;
	let warning = 0;
	let temperature = coldest;
	let used = 0;
	for (let index = 0; index < controllers.length; index++) {
		const controller = controllers[index];
		warning |= controller.warning;
		if (controller.temperature - celsius > temperature) temperature = controller.temperature - celsius;
		if (controller.used > used) used = controller.used;
	}
	const shown = 0 === controllers.length ? unknownTemperature : Math.min(temperature, hottest) & 0xff;
	return statusOf(subsystem) | ((~warning & 0xff) << 8) | (shown << 16) | (Math.min(used, saturated) << 24);
}
