// SPDX-License-Identifier: Apache-2.0
// What the interrupt of the STM32F405's USB driver costs, without what the processor itself does at its entry and exit.
import { print, target } from "host";
import cost from "./fixtures/usb-cost.js";
import equal from "./fixtures/equal.js";

const turns = 100;
const names: readonly string[] = Object.freeze([
	"nothing to do",
	"a byte received",
	"a packet of 64 bytes received",
	"all of a transfer of 11 bytes received",
	"all of a transfer of 512 bytes received",
	"a byte sent",
	"all of a transfer of 15 bytes sent",
	"all of a transfer of 512 bytes sent",
]);

export default function usbCost(): void {
	if ("cortex-m4" !== target) return print("instructions are counted on Cortex-M4 only");
	for (let index = 0; index < names.length; index++) {
		const instructions = cost(index) / turns;
		equal(instructions > 0, true, names[index]);
		print(`USB interrupt, ${names[index]}: ${Math.round(instructions)} instructions`);
	}
}
