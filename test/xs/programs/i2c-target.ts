// SPDX-License-Identifier: Apache-2.0
// The class over the driver of the STM32F405, on the model of its peripheral: what it does, what it refuses, and when it ends.
import { collect, print, slots } from "host";
import I2CTarget, { type I2CTargetOptions } from "../../../hosts/common/i2c/target.js";
import { bytes, hex } from "../../support/text.js";
import equal from "./fixtures/equal.js";
import { chips, misuses, open, peer, peerRead, peerState, peerWritten, run, runBus, step, tick } from "./fixtures/i2c-bus.js";

const getEndpointId = "3a0f0a210009c8c8008002" + "00";
let memory: Uint8Array;

/** What a function throws; XS puts the name of the function in front of what C says. */
function thrown(action: () => unknown): string {
	try {
		action();
	} catch (error) {
		return `${(error as Error).name}: ${(error as Error).message.split("!")[0].split(": ").pop()}`;
	}
	return "nothing";
}

function name(action: () => unknown): string {
	return thrown(action).split(":")[0];
}

function writes(text: string, count = 0): void {
	const frame = Uint8Array.from(bytes(text));
	peer(frame, frame.length, count);
}

function refuses(): void {
	const at = (options: object) => () => new I2CTarget(options as I2CTargetOptions);
	const chip = chips[0];
	equal(thrown(at({ ...chip, data: 9 })), "RangeError: no such pins", "pins");
	equal(thrown(at({ ...chip, hz: 1 })), "RangeError: no such speed", "speed");
	equal(name(at({ ...chip, address: 128 })), "RangeError", "an address of 8 bits");
	equal(name(at({ ...chip, address: -1 })), "RangeError", "an address below 0");
	equal(name(at({ ...chip, onReadable: 1 })), "TypeError", "a callback");
	equal(open(), 0, "chips in use after that");
	const target = new I2CTarget({ ...chip, address: 0x1d });
	equal(thrown(at(chip)), "RangeError: the bus is in use", "the same pins");
	equal(
		name(() => target.listen(128)),
		"RangeError",
		"listen",
	);
	equal(
		name(() => target.read(memory, memory.length - 258)),
		"RangeError",
		"read without room",
	);
	equal(
		name(() => target.answer(memory, 0, 260)),
		"RangeError",
		"answer",
	);
	equal(
		name(() => target.write(memory, 0, 260, 0x10, 0)),
		"RangeError",
		"write",
	);
	equal(
		name(() => target.write(memory, 0, 0, 0x10, 0)),
		"RangeError",
		"a transfer of nothing",
	);
	equal(
		name(() => target.write(memory, memory.length, 1, 0x10, 0)),
		"RangeError",
		"outside memory",
	);
	equal(
		name(() => I2CTarget.prototype.read.call({} as I2CTarget, memory, 0)),
		"SyntaxError",
		"a wrong this",
	);
	target.close();
	target.close();
	equal(open(), 0, "closed");
	equal(
		name(() => target.read(memory, 0)),
		"SyntaxError",
		"read after close",
	);
	equal(
		name(() => target.listen(1)),
		"SyntaxError",
		"listen after close",
	);
}

function receives(): void {
	const counts: number[] = [];
	const target = new I2CTarget({
		...chips[0],
		address: 0x1d,
		onReadable(count) {
			equal(this === target, true, "this");
			counts.push(count);
		},
	});
	equal(target.read(memory, 0), 0, "nothing there");
	writes(getEndpointId);
	runBus();
	equal(counts.length, 0, "no callback from inside");
	writes("3a0102");
	runBus();
	equal(run(), 1, "messages for two frames");
	equal(counts.join(), "12", "callbacks for two frames");
	equal(target.read(memory, 5), 12, "length");
	equal(hex(memory, 5, 12), getEndpointId, "bytes");
	equal(target.isReading(), false, "reading");
	equal(target.read(memory, 0), 3, "the second frame");
	equal(target.read(memory, 0), 0, "no third frame");
	writes("3a8b", 3);
	equal(run(), 1, "messages for a read");
	equal(peerState(), 1, "the reader waits");
	equal(target.read(memory, 0), 2, "what was written before");
	equal(target.isReading(), true, "reading");
	memory.set([0x11, 0x22], 100);
	target.answer(memory, 100, 2);
	run();
	equal(peerState(), 2, "the reader is done");
	peerRead(memory);
	equal(hex(memory, 0, 3), "1122ff", "what it got");
	const before = slots();
	for (let index = 0; index < 20; index++) {
		target.read(memory, 0);
		target.isReading();
		target.answer(memory, 0, 4);
	}
	equal(slots() - before, 0, "slots");
	target.close();
}

function sends(): void {
	const ends: string[] = [];
	const target = new I2CTarget({ ...chips[0], address: 0x1d, onWritable: (outcome, count) => void ends.push(`${outcome} ${count}`) });
	memory.set([0x20, 0x0f, 1], 50);
	target.write(memory, 50, 3, 0x10, 0);
	memory.fill(0, 50, 53);
	equal(
		thrown(() => target.write(memory, 50, 3, 0x10, 0)),
		"Error: a transfer is under way",
		"a second transfer",
	);
	equal(ends.length, 0, "no callback from inside");
	run();
	equal(ends.join(), "0 0", "done");
	equal(peerWritten(memory), 3, "written");
	equal(hex(memory, 0, 3), "200f01", "bytes");
	memory[0] = 0x88;
	target.write(memory, 0, 1, 0x44, 0);
	run();
	memory[0] = 0x20;
	target.write(memory, 0, 1, 0x10, 4);
	run();
	equal(ends.join(), "0 0,1 0,0 4", "nobody there; four bytes read");
	target.result(memory, 10, 4);
	equal(hex(memory, 10, 4), "00000000", "read");
	target.close();
}

function throws(): void {
	let calls = 0;
	const target = new I2CTarget({
		...chips[0],
		address: 0x1d,
		onReadable() {
			if (1 === ++calls) throw new Error("first");
		},
		onWritable() {
			throw new Error("second");
		},
	});
	writes("3a01");
	equal(thrown(run), "Error: first", "an exception in onReadable");
	writes("3a02");
	memory[0] = 0x20;
	target.write(memory, 0, 1, 0x10, 0);
	equal(thrown(run), "Error: second", "an exception in onWritable");
	run();
	equal(calls, 2, "what came meanwhile is told");
	equal(target.read(memory, 0), 2, "the frames are there");
	target.close();
}

function closes(): void {
	const target: I2CTarget = new I2CTarget({ ...chips[0], address: 0x1d, onReadable: () => target.close() });
	writes("3a01");
	run();
	equal(open(), 0, "closed by its own callback");
	let calls = 0;
	const next = new I2CTarget({ ...chips[0], address: 0x1d, onReadable: () => calls++, onWritable: () => calls++ });
	writes("3a01");
	runBus();
	memory[0] = 0x20;
	next.write(memory, 0, 1, 0x10, 0);
	runBus();
	next.close();
	run();
	equal(calls, 0, "calls of a message that was under way");
	const third = new I2CTarget({ ...chips[0], address: 0x1d });
	equal(third.read(memory, 0), 0, "frames of the one before");
	writes("3a0102030405");
	for (let index = 0; index < 4; index++) step();
	third.close();
	run();
	tick(30);
	equal(open(), 0, "closed within a frame");
	writes("3a01");
	run();
	equal(peerState(), 3, "nobody acknowledges");
}

/** Nobody holds it: it works on until it is closed, or the machine ends. */
function forgotten(): void {
	let calls = 0;
	(() => void new I2CTarget({ ...chips[1], address: 0x1e, onReadable: () => calls++ }))();
	for (let index = 0; index < 5; index++) {
		collect();
		writes("3c01");
		run();
	}
	equal(calls, 5, "calls");
	equal(open(), 1, "chips in use");
}

export default function i2cTarget(): void {
	memory = new Uint8Array(600);
	refuses();
	receives();
	sends();
	throws();
	closes();
	forgotten();
	equal(misuses(), 0, "misuses of the hardware");
	print("options, frames both ways, exceptions, close at any time, a forgotten one");
}
