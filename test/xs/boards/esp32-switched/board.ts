// SPDX-License-Identifier: Apache-2.0
// The same with one I2C controller, which is target and controller in turn.

export const bus = Object.freeze({ data: 8, clock: 9, switched: true, hz: 100_000 });

export const answersReads = false;

const pins = "data and clock";
export const refusals: readonly (readonly [string, object, string])[] = [
	["a pin twice", { data: 9 }, pins],
	["no pins", { data: undefined, clock: undefined }, pins],
	["a pin that it does not have", { clock: 49 }, pins],
	["pins of another controller", { controllerData: 10, controllerClock: 11 }, pins],
	[
		"four pins, of which it has none",
		{ switched: false },
		"data and clock, and controllerData and controllerClock, which are wired to them",
	],
	["no speed", { hz: undefined }, "I2C runs at 10000 to 1000000 Hz"],
];

export const inUse = "I2C is in use";
