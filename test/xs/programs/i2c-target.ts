// SPDX-License-Identifier: Apache-2.0
// The class over the driver of a board, on models or fakes of what that calls: what it does, what it refuses, and when it ends.
import { collect, print, slots } from "host";
import I2CTarget, { type I2CTargetOptions } from "../../../hosts/common/i2c/target.js";
import { bytes, hex } from "../../support/text.js";
import { answersReads, bus, inUse, refusals } from "./fixtures/board.js";
import equal from "./fixtures/equal.js";
import thrown from "./fixtures/thrown.js";
import { misuses, open, peer, peerRead, peerState, peerWritten, run, runBus, step, tick } from "./fixtures/i2c-bus.js";

const getEndpointId = "3a0f0a210009c8c8008002" + "00";
let memory: Uint8Array;

function writes(text: string, count = 0): void {
	const frame = Uint8Array.from(bytes(text));
	peer(frame, frame.length, count);
}

/** Rows of what is done, and what it throws. */
function throwAll(rows: readonly (readonly [string, () => unknown, string])[]): void {
	for (const [what, action, expected] of rows) equal(thrown(action), expected, what);
}

/** Whatever is wrong is found before hardware is touched, and by each method before anything is changed. */
function refuses(): void {
	const at = (options: unknown) => () => new I2CTarget(options as I2CTargetOptions);
	const more = (options: object) => at({ ...bus, ...options });
	const callback = "TypeError: a callback has to be a function";
	const address = "RangeError: an address has 7 bits";
	throwAll([
		["an address of 8 bits", more({ address: 128 }), address],
		["an address below 0", more({ address: -1 }), address],
		["onReadable", more({ onReadable: 1 }), callback],
		["onWritable", more({ onWritable: "yes" }), callback],
	]);
	for (const [what, options, expected] of refusals) equal(thrown(more(options)), `RangeError: ${expected}`, what);
	equal(thrown(at(7)).split(":")[0], "RangeError", "options of another kind");
	equal(thrown(at(undefined)).split(":")[0], "TypeError", "no options");
	equal(
		thrown(
			at({
				...bus,
				get address() {
					throw new Error("an accessor");
				},
			}),
		),
		"Error: an accessor",
		"an accessor",
	);
	equal(open(), 0, "chips in use after that");
	const options = Object.freeze({ ...bus, address: 0x1d, onReadable: undefined, onWritable: null, unknown: 1 });
	const target = new I2CTarget(options as unknown as I2CTargetOptions);
	const outside = "RangeError: range outside memory";
	const longest = "RangeError: at most 259 bytes";
	const other = new Uint8Array(4);
	throwAll([
		["the same pins", at(bus), `RangeError: ${inUse}`],
		["listen", () => target.listen(128), address],
		["read without room", () => target.read(memory, memory.length - 258), outside],
		["read below memory", () => target.read(memory, -1), outside],
		["answer with too much", () => target.answer(memory, 0, 260), longest],
		["answer with less than nothing", () => target.answer(memory, 0, -1), longest],
		["answer from outside", () => target.answer(other, 2, 3), outside],
		["write with too much", () => target.write(memory, 0, 260, 0x10, 0), longest],
		["write with a read of too much", () => target.write(memory, 0, 1, 0x10, 260), longest],
		["a transfer of nothing", () => target.write(memory, 0, 0, 0x10, 0), "RangeError: a transfer of nothing"],
		["a transfer to nobody", () => target.write(memory, 0, 1, 0x80, 0), address],
		["write from outside", () => target.write(memory, memory.length, 1, 0x10, 0), outside],
		["result of too much", () => target.result(memory, 0, 260), longest],
		["result to outside", () => target.result(other, 0, 5), outside],
	]);
	memory[0] = 0x20;
	target.write(memory, 0, 1, 0x10, 0); // what was refused has begun nothing
	run();
	const methods: readonly (readonly [string, (target: I2CTarget) => unknown])[] = [
		["listen", (target) => target.listen(1)],
		["read", (target) => target.read(memory, 0)],
		["isReading", (target) => target.isReading()],
		["answer", (target) => target.answer(memory, 0, 1)],
		["write", (target) => target.write(memory, 0, 1, 0x10, 0)],
		["result", (target) => target.result(memory, 0, 1)],
	];
	const strange = Object.setPrototypeOf({}, I2CTarget.prototype) as I2CTarget;
	for (const [what, method] of methods) equal(thrown(() => method(strange)).split(":")[0], "SyntaxError", `${what} of something else`);
	target.close();
	target.close();
	equal(open(), 0, "closed");
	for (const [what, method] of methods) equal(thrown(() => method(target)).split(":")[0], "SyntaxError", `${what} after close`);
}

function receives(): void {
	const counts: number[] = [];
	const target = new I2CTarget({
		...bus,
		address: 0x1d,
		onReadable(count) {
			equal(this === target, true, "this");
			counts.push(count);
		},
	});
	equal(target.read(memory, 0), undefined, "nothing there");
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
	equal(target.read(memory, 0), undefined, "no third frame");
	if (answersReads) answers(target);
	const before = slots();
	for (let index = 0; index < 20; index++) {
		target.read(memory, 0);
		target.isReading();
		target.answer(memory, 0, 4);
	}
	equal(slots() - before, 0, "slots");
	target.close();
}

function answers(target: I2CTarget): void {
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
}

function sends(): void {
	const ends: string[] = [];
	const target = new I2CTarget({ ...bus, address: 0x1d, onWritable: (outcome, count) => void ends.push(`${outcome} ${count}`) });
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
	equal(hex(memory, 10, 4), "a5a5a5a5", "read");
	target.close();
}

/** Who writes again at once is told of frames all the same. */
function alternates(): void {
	const told: string[] = [];
	const target: I2CTarget = new I2CTarget({
		...bus,
		address: 0x1d,
		onReadable() {
			told.push("readable");
			target.read(memory, 0);
		},
		onWritable() {
			told.push("writable");
			if (told.length < 6) target.write(memory, 50, 3, 0x10, 0);
		},
	});
	memory.set([0x20, 0x0f, 1], 50);
	writes("3a01");
	runBus();
	target.write(memory, 50, 3, 0x10, 0);
	run();
	equal(told.slice(0, 3).join(), "writable,readable,writable", "told");
	equal(peerWritten(memory), 3, "written");
	target.close();
}

function throws(): void {
	let calls = 0;
	const target = new I2CTarget({
		...bus,
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
	const target: I2CTarget = new I2CTarget({ ...bus, address: 0x1d, onReadable: () => target.close() });
	writes("3a01");
	run();
	equal(open(), 0, "closed by its own callback");
	let calls = 0;
	const next = new I2CTarget({ ...bus, address: 0x1d, onReadable: () => calls++, onWritable: () => calls++ });
	writes("3a01");
	runBus();
	memory[0] = 0x20;
	next.write(memory, 0, 1, 0x10, 0);
	runBus();
	next.close();
	run();
	equal(calls, 0, "calls of a message that was under way");
	const third = new I2CTarget({ ...bus, address: 0x1d });
	equal(third.read(memory, 0), undefined, "frames of the one before");
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
	(() => void new I2CTarget({ ...bus, address: 0x1d, onReadable: () => calls++ }))();
	for (let index = 0; index < 5; index++) {
		collect();
		writes("3a01");
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
	alternates();
	throws();
	closes();
	forgotten();
	equal(misuses(), 0, "misuses of the hardware");
	print("options, frames both ways, exceptions, close at any time, a forgotten one");
}
