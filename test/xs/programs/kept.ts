// SPDX-License-Identifier: Apache-2.0
// What requesters set, in the SDK's values by key over Zephyr's settings: power goes with every operation of the flash memory below, and what is found then is old or new.
import { print } from "host";
import Values from "../../../hosts/moddable/key-value/values.js";
import type { Storage } from "../../../modules/device/storage.js";
import equal from "./fixtures/equal.js";
import { blank, cuts, on, operations } from "./fixtures/power.js";

const names = Object.freeze(["fru", "features"]);
const size = 40;
const steps = 14;

let memory: Uint8Array;

/** What step `number` does to a region: erases it first or not, and writes. */
function change(number: number) {
	return { region: number % 3 ? 0 : 1, erase: 1 === number % 2, offset: number % 4 ? 0 : 7, length: 1 + ((13 * number) % (size - 7)) };
}

const byte = (number: number, index: number) => (17 * number + index + 1) & 0xff;

function open(): Storage[] {
	const values = new Values();
	return names.map((name) => values.region(name)!);
}

/** Whether the step was accepted. */
function step(regions: readonly Storage[], number: number): boolean {
	const { region, erase, offset, length } = change(number);
	for (let index = 0; index < length; index++) memory[index] = byte(number, index);
	if (erase) regions[region].erase();
	return regions[region].write(offset, memory, 0, length);
}

/** What regions have after so many steps. */
function expected(count: number): string {
	const regions = names.map(() => new Array<number>(size).fill(0xff));
	for (let number = 0; number < count; number++) {
		const { region, erase, offset, length } = change(number);
		if (erase) regions[region].fill(0xff);
		for (let index = 0; index < length; index++) regions[region][offset + index] = byte(number, index);
	}
	return regions.join(";");
}

function found(regions: readonly Storage[]): string {
	const texts = regions.map((region) => {
		equal(region.read(0, memory, 100, size), true, "a region is read");
		return Array.from(memory.subarray(100, 100 + size)).join();
	});
	return texts.join(";");
}

/** Steps from one on, until one is refused; returns its number. */
function play(regions: readonly Storage[], from: number): number {
	while (from < steps && step(regions, from)) from++;
	return from;
}

export default function kept(): void {
	(globalThis as { trace?: unknown }).trace = () => undefined;
	memory = new Uint8Array(200);
	const contents = Array.from({ length: steps + 1 }, (_, count) => expected(count));
	blank(-1, 0);
	let regions: Storage[];
	regions = open();
	if (undefined === regions[0]) return print("not run: needs $MODDABLE");
	equal(play(regions, 0), steps, "steps");
	equal(found(regions), contents[steps], "contents");
	on();
	equal(found(open()), contents[steps], "contents after a start");
	const all = operations();
	let news = 0;
	for (let operation = 0; operation < all; operation++)
		for (const cut of Object.values(cuts)) {
			blank(operation, cut);
			const stopped = play(open(), 0);
			on();
			regions = open();
			const now = found(regions);
			const isNew = stopped < steps && now === contents[stopped + 1];
			if (!isNew) equal(now, contents[stopped], `power that goes in operation ${operation}, kind ${cut}`);
			news += isNew ? 1 : 0;
			equal(play(regions, stopped), steps, "the rest");
			equal(found(regions), contents[steps], "contents in the end");
		}
	equal(all > 100 && news > 0, true, "cuts");
	refuses();
	print(`${3 * all} cuts: old or new, ${news} of them new`);
}

/** What there is no room for is refused, and changes nothing. */
function refuses(): void {
	blank(-1, 0);
	const [fru] = open();
	memory.fill(5);
	equal(fru.write(0, memory, 0, 3), true, "what there is room for");
	equal(fru.write(0, memory, 0, 200), false, "what there is none for");
	equal(fru.erase() && fru.write(0, memory, 0, 200), false, "nor in place of the other");
	on();
	equal(open()[0].read(0, memory, 10, 4), true, "a region is read");
	equal(Array.from(memory.subarray(10, 14)).join(), "5,5,5,255", "what was there");
}
