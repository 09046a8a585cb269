// SPDX-License-Identifier: Apache-2.0
import { chunks, collect, instructions, memory, print, slots, target } from "host";
import Bridge from "../../support/bridge.js";
import { frame } from "../../support/frame.js";
import Peer, { echo, packets } from "../../support/peer.js";

const rounds = 50;

const messages: readonly (readonly [string, number[]])[] = Object.freeze([
	["Get Endpoint ID", [0x00, 0x81, 0x02]],
	["echo 64 B", echo(64)],
	["echo 2 KiB", echo(2052)],
]);

/** Costs on the Cortex-M4: instructions of whole exchanges without those of an idle loop, and RAM by part. */
export default function figures(): void {
	if ("cortex-m4" !== target) return print("instructions are counted on Cortex-M4 only");
	ram();
	for (let index = 0; index < messages.length; index++) {
		const [name, message] = messages[index];
		const cut = packets(message);
		const core = new Peer(cut);
		const line = new Peer(cut.map(frame));
		figure(name, average(() => core.packets()) - average(() => core.idle()), "instructions");
		figure(`${name}, serial`, average(() => line.frames()) - average(() => line.idleLine()), "instructions");
	}
	const bridge = new Bridge();
	figure("forward", average(() => bridge.packets()) - average(() => bridge.idle()), "instructions");
	figure("forward, serial", average(() => bridge.frames()) - average(() => bridge.idleLine()), "instructions");
}

/** A line that the benchmarks read. */
function figure(name: string, value: number, unit: string): void {
	print(`${name}: ${value} ${unit}`);
}

function average(run: () => number): number {
	run();
	const start = instructions();
	for (let round = 0; round < rounds; round++) run();
	return Math.round((instructions() - start) / rounds);
}

/** What one device takes: control, test services, one serial port, memory options as they are by default. */
function ram(): void {
	collect();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	const peer = new Peer([[0]]);
	collect();
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
	figure("flash, with this program", text + data, "bytes");
}
