// SPDX-License-Identifier: Apache-2.0
import { instructions, print, target } from "host";
import I2cPeer, { blockWrite } from "../../support/i2c-peer.js";
import OwnedBus from "../../support/owned-bus.js";
import { echo, packets } from "../../support/peer.js";
import equal from "./fixtures/equal.js";

const rounds = 50;
const counts: readonly number[] = Object.freeze([1, 16, 64]);
const address = 0x20;

const messages: readonly (readonly [string, number[]])[] = Object.freeze([
	["Get Endpoint ID", [0x00, 0x81, 0x02]],
	["echo 64 B", echo(64)],
	["echo 2 KiB", echo(2052)],
]);

/** Costs of an I2C bus on the Cortex-M4: instructions of whole exchanges without those of an idle loop, bits on the wire, and how they grow. */
export default function figures(): void {
	if ("cortex-m4" !== target) return print("instructions are counted on Cortex-M4 only");
	for (let index = 0; index < messages.length; index++) exchange(messages[index][0], packets(messages[index][1]));
	for (let index = 0; index < counts.length; index++) neighbours(counts[index]);
	for (let index = 0; index < counts.length; index++) owner(counts[index]);
}

function exchange(name: string, cut: number[][]): void {
	const frames = cut.map((packet) => blockWrite(packet, address));
	const peer = new I2cPeer(frames);
	equal(peer.frames() > 0, true, "an answer");
	figure(`${name}, I2C`, average(() => peer.frames()) - average(() => peer.idle()), "instructions");
	if (cut.length > 1) return;
	figure(`${name}, I2C, until the answer`, counted(peer, () => peer.answer()) - counted(peer, () => 0), "instructions");
	/* START and STOP, and nine for each byte. */
	figure(`${name}, I2C, request on the wire`, 2 + 9 * frames[0].length, "bits");
	figure(`${name}, I2C, answer on the wire`, 2 + 9 * peer.frames(), "bits");
}

/** A message, where so many neighbours are known and its sender is the last of them, after one of the first; and one to its EID. */
function neighbours(count: number): void {
	const frame = (eid: number, from: number) => blockWrite([1, 8, eid, 0xc8, 0x00, 0x81, 0x02], from);
	const last = 8 + count;
	const peer = new I2cPeer([frame(9, address), frame(last, address + 1)], count);
	for (let eid = 9; eid <= last; eid++) peer.port.neighbours.learn(eid, eid - 9 + address, 0);
	const two = average(() => peer.frames()) - average(() => peer.idle());
	figure(`Get Endpoint ID, I2C, of ${count} neighbours in turn`, two / 2, "instructions");
	figure(`a neighbour found, I2C, of ${count}`, average(() => peer.port.neighbours.find(last, 0)) - average(() => 0), "instructions");
}

function owner(count: number): void {
	figure(`bus owner, an endpoint of ${count} found`, twice(count, first) / count, "instructions");
	figure(`bus owner, an endpoint of ${count} looked at`, twice(count, again) / count, "instructions");
	const bus = new OwnedBus(count);
	bus.work();
	figure(
		`bus owner of ${count}, a tick between`,
		average(() => bus.tick()),
		"instructions",
	);
}

function first(bus: OwnedBus): number {
	const start = instructions();
	bus.work();
	return instructions() - start;
}

function again(bus: OwnedBus): number {
	bus.work();
	bus.pass();
	return first(bus);
}

/** What work costs without that of answering it: making each answer twice costs that once more. */
function twice(count: number, work: (bus: OwnedBus) => number): number {
	const one = new OwnedBus(count);
	const once = work(one);
	equal(one.found, count, "endpoints found");
	const other = new OwnedBus(count);
	other.times = 2;
	return 2 * once - work(other);
}

/** A line that the benchmarks read. */
function figure(name: string, value: number, unit: string): void {
	print(`${name}: ${Math.round(value)} ${unit}`);
}

function counted(peer: I2cPeer, run: () => number): number {
	let sum = 0;
	for (let round = 0; round < rounds; round++) {
		const start = instructions();
		run();
		sum += instructions() - start;
		peer.sent();
	}
	return Math.round(sum / rounds);
}

function average(run: () => number): number {
	run();
	const start = instructions();
	for (let round = 0; round < rounds; round++) run();
	return Math.round((instructions() - start) / rounds);
}
