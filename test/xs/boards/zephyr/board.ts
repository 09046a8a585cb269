// SPDX-License-Identifier: Apache-2.0
// A board of Zephyr: hosts/zephyr on fakes of the kernel, the I2C drivers and the USB device stack, the work queue and interrupts threads.

export const bus = Object.freeze({ device: "i2c1", hz: 100_000 });

export const answersReads = false;

const label = "the device of an I2C port is the label of a controller in the device tree, such as i2c1";
const speed = "I2C runs at 100000, 400000 or 1000000 Hz";
export const refusals: readonly (readonly [string, object, string])[] = [
	["a controller that it does not have", { device: "i2c9" }, label],
	["one that is not ready", { device: "broken" }, label],
	["no controller", { device: undefined }, label],
	["a speed", { hz: 10_000 }, speed],
	["no speed", { hz: undefined }, speed],
];

export const inUse = "I2C is in use";
