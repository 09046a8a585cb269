// SPDX-License-Identifier: Apache-2.0
// What the interrupt of the STM32F405's I2C driver costs, without what the processor itself does at its entry and exit.
import { print, target } from "host";
import cost from "./fixtures/i2c-cost.js";
import equal from "./fixtures/equal.js";

const turns = 100;
const names: readonly string[] = Object.freeze([
	"a byte received",
	"a frame of 13 bytes received",
	"a byte sent",
	"a frame of 13 bytes sent",
]);

export default function i2cCost(): void {
	if ("cortex-m4" !== target) return print("instructions are counted on Cortex-M4 only");
	for (let index = 0; index < names.length; index++) {
		const instructions = cost(index) / turns;
		equal(instructions > 0, true, names[index]);
		print(`I2C interrupt, ${names[index]}: ${Math.round(instructions)} instructions`);
	}
}
