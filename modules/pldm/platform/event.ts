// SPDX-License-Identifier: Apache-2.0

/** Event classes (DSP0248 table 11). 0xF0 to 0xFE are a vendor's. */
export const EventClass = Object.freeze({
	sensor: 0x00,
	effecter: 0x01,
	redfishTaskExecuted: 0x02,
	redfishMessage: 0x03,
	pdrRepositoryChange: 0x04,
	messagePoll: 0x05,
	heartbeatTimerElapsed: 0x06,
	cper: 0x07,
} as const);

/** Sub-classes of sensor events (DSP0248 table 19). */
export const SensorEvent = Object.freeze({ operational: 0, state: 1, numeric: 2 } as const);

/** eventMessageGlobalEnable of SetEventReceiver (DSP0248 table 14). */
export const GlobalEnable = Object.freeze({ disabled: 0, asynchronous: 1, polling: 2, keepAlive: 3 } as const);

/** Event ids that no event has: there is none; there are more (DSP0248 16.7). */
export const noEvent = 0x0000;
export const moreEvents = 0xffff;

/** formatVersion of event messages and of what they hold. */
export const eventFormat = 1;

/** An event in the queue. Its data lies in the arena. */
class Event {
	readonly offset: number;
	length = 0;
	eventClass = 0;
	id = noEvent as number;
	/** The receiver was told to come and poll it. */
	announced = false;

	constructor(offset: number) {
		this.offset = offset;
	}
}

Object.freeze(Event.prototype);
export default Event;
