// SPDX-License-Identifier: Apache-2.0
import { chunks, collect, instructions, memory, print, slots, target } from "host";
import type { MemoryOptions } from "../../../modules/mctp/arena.js";
import type Endpoint from "../../../modules/mctp/endpoint.js";
import Bridge from "../../support/bridge.js";
import { addCard, addTerminus, cardMemory, terminusMemory } from "../../support/terminus.js";
import { addDrive, checked, healthPoll, identifyController } from "../../support/drive.js";
import { frame } from "../../support/frame.js";
import Peer, { echo, packets } from "../../support/peer.js";

const rounds = 50;

const messages: readonly (readonly [string, number[]])[] = Object.freeze([
	["Get Endpoint ID", [0x00, 0x81, 0x02]],
	["echo 64 B", echo(64)],
	["echo 2 KiB", echo(2052)],
]);

const driveMessages: readonly (readonly [string, number[]])[] = Object.freeze([
	["NVMe-MI health poll", checked(healthPoll)],
	["NVMe-MI Identify 4 KiB", checked(identifyController)],
]);
/** Of sensor 1, without rearming. */
const reading: readonly number[] = Object.freeze([0x01, 0x80, 0x02, 0x11, 0x01, 0x00, 0x00]);

/** Costs on the Cortex-M4: instructions of whole exchanges without those of an idle loop, and RAM by part. */
export default function figures(): void {
	if ("cortex-m4" !== target) return print("instructions are counted on Cortex-M4 only");
	ram();
	ramOfDrive();
	ramOfCard();
	for (let index = 0; index < messages.length; index++) {
		const [name, message] = messages[index];
		const cut = packets(message);
		const { core, line } = whole(name, cut);
		if (cut.length > 1) continue;
		figure(
			`${name}, until the answer`,
			untilAnswer(core, () => core.answer()),
			"instructions",
		);
		figure(
			`${name}, serial, until the answer`,
			untilAnswer(line, () => line.answerLine()),
			"instructions",
		);
	}
	for (let index = 0; index < driveMessages.length; index++) {
		const [name, message] = driveMessages[index];
		whole(name, packets(message), {}, addDrive);
	}
	whole("GetSensorReading", packets(reading), { ...terminusMemory(), requests: 2 }, addTerminus);
	const bridge = new Bridge();
	figure("forward", average(() => bridge.packets()) - average(() => bridge.idle()), "instructions");
	figure("forward, serial", average(() => bridge.frames()) - average(() => bridge.idleLine()), "instructions");
}

/** Whole exchanges of a message, as packets and on a serial line. Returns the devices that had them; `add` gives them more responders. */
function whole(name: string, cut: number[][], memory: MemoryOptions = {}, add?: (endpoint: Endpoint) => unknown) {
	const core = new Peer(cut, memory, add);
	const line = new Peer(cut.map(frame), memory, add);
	figure(name, average(() => core.packets()) - average(() => core.idle()), "instructions");
	figure(`${name}, serial`, average(() => line.frames()) - average(() => line.idleLine()), "instructions");
	return { core, line };
}

/** What a drive takes beside that: the profile of the package, without a second endpoint. */
function ramOfDrive(): void {
	const { endpoint } = new Peer([[0]], { requests: 3 });
	settle();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	addDrive(endpoint);
	settle();
	figure("RAM, NVMe-MI objects", (slots() - slotsBefore) * memory().slotSize, "bytes");
	figure("RAM, NVMe-MI chunks", chunks() - chunksBefore, "bytes");
}

/** What the sensor card takes beside that: the profile of the package. Its bytes in the arena are records, inventory, events, and answers for those that ask again. */
function ramOfCard(): void {
	const { data } = cardMemory();
	const { endpoint } = new Peer([[0]], { data, requests: 2 });
	const bare = new Peer([[0]], { requests: 2 }).endpoint.memory.length;
	settle();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	addCard(endpoint);
	settle();
	figure("RAM, PLDM sensor card, objects", (slots() - slotsBefore) * memory().slotSize, "bytes");
	figure("RAM, PLDM sensor card, chunks", chunks() - chunksBefore, "bytes");
	figure("RAM, PLDM sensor card, arena", endpoint.memory.length - bare, "bytes");
}

/** The XS of the SDK frees some of what the set-up leaves only at the second collection. */
function settle(): void {
	collect();
	collect();
}

/** A line that the benchmarks read. */
function figure(name: string, value: number, unit: string): void {
	print(`${name}: ${value} ${unit}`);
}

/** From the call with the packet to the return with that of the answer, without what counting costs. */
function untilAnswer(peer: Peer, run: () => number): number {
	return counted(peer, run) - counted(peer, () => 0);
}

function counted(peer: Peer, run: () => number): number {
	let sum = 0;
	for (let round = 0; round < rounds; round++) {
		peer.fill();
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

/** What one device takes: control, test services, one serial port, memory options as they are by default. */
function ram(): void {
	settle();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	const peer = new Peer([[0]]);
	settle();
	const arena = peer.endpoint.memory.length;
	const objects = (slots() - slotsBefore) * memory().slotSize;
	figure("RAM, arena", arena, "bytes");
	figure("RAM, objects", objects, "bytes");
	figure("RAM, other chunks", chunks() - chunksBefore - arena, "bytes");
	peer.packets();
	const { scriptStack, slotSize, stack, library, machine, text, data, bss, preloaded } = memory();
	figure("RAM, script stack at its peak", scriptStack * slotSize, "bytes");
	figure("RAM, C stack at its peak, parser included", stack, "bytes");
	if (!preloaded) return; /* Library, classes and constants lie in RAM, and code as text in flash: unlike on a board. */
	figure("RAM, engine", library.slots * slotSize + library.chunks + machine + data + bss, "bytes");
	figure("flash, this image", text + data, "bytes");
}
