// SPDX-License-Identifier: Apache-2.0
// An ESP32: hosts/esp32 on fakes of ESP-IDF and TinyUSB, its tasks and interrupts threads.

export const bus = Object.freeze({ data: 8, clock: 9, controllerData: 10, controllerClock: 11, hz: 100_000 });

export const answersReads = false;

const pins = "data and clock, and controllerData and controllerClock, which are wired to them";
const speed = "I2C runs at 10000 to 1000000 Hz";
export const refusals: readonly (readonly [string, object, string])[] = [
	["two pins", { controllerData: undefined, controllerClock: undefined }, pins],
	["a pin twice", { data: 9 }, pins],
	["a pin that it does not have", { clock: 49 }, pins],
	["a speed", { hz: 1 }, speed],
	["no speed", { hz: undefined }, speed],
];

export const inUse = "I2C is in use";
