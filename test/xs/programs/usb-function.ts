// SPDX-License-Identifier: Apache-2.0
// The class UsbFunction over the driver of the STM32F405 and the model of its core: packets, link, room, and what becomes of it when it is closed, forgotten, or its callbacks throw.
import { collect, print } from "host";
import UsbFunction, { type UsbFunctionOptions } from "../../../hosts/common/usb/function.js";
import Descriptors, { Speed } from "../../../modules/usb/descriptors.js";
import { bytes } from "../../support/text.js";
import equal from "./fixtures/equal.js";
import UsbHost, { connected, deliver, Handshake, interrupt, misuses } from "./fixtures/usb-host.js";

const { memory: descriptors } = new Descriptors({ speed: Speed.full, serialNumber: "7" });
const packet = Uint8Array.from(bytes("01 09 08 c8 00 80 02"));
const transfer = Uint8Array.from(bytes("1a b4 00 0b 01 09 08 c8 00 80 02"));

/** The other end, and a memory for packets. */
interface Bench {
	readonly host: UsbHost;
	readonly memory: Uint8Array;
}

export default function usbFunction(): void {
	const bench = { host: new UsbHost(), memory: new Uint8Array(600) };
	const { host } = bench;
	options(bench);
	packets(bench);
	room(bench);
	sessions(bench);
	closing(bench);
	throwing(bench);
	reopening(bench);
	forgotten(bench);
	equal(misuses(), 0, "what the manual forbids");
	new UsbFunction({ descriptors, onReadable: () => {} }); // the end of the machine closes it
	host.enumerate();
	host.send(transfer, transfer.length);
	print("options, packets, room, sessions, closing, throwing, reopening, forgotten");
}

function open(host: UsbHost, more: Partial<UsbFunctionOptions> = {}): UsbFunction {
	const port = new UsbFunction({ descriptors, ...more });
	host.enumerate();
	return port;
}

function outcome(action: () => unknown): string {
	try {
		return String(action());
	} catch (error) {
		return (error as Error).name;
	}
}

function options({ memory }: Bench): void {
	const wrong: readonly (readonly [string, unknown, string])[] = [
		["no options", undefined, "TypeError"],
		["no descriptors", {}, "TypeError"],
		["no bytes", { descriptors: 7 }, "TypeError"],
		["a callback that is none", { descriptors, onReadable: 7 }, "TypeError"],
		["high speed", { descriptors: new Descriptors({ speed: Speed.high }).memory }, "RangeError"],
		["half of them", { descriptors: descriptors.slice(0, 40) }, "RangeError"],
		["nothing", { descriptors: new Uint8Array(0) }, "RangeError"],
		["too many", { descriptors: new Uint8Array(513) }, "RangeError"],
	];
	for (const [what, value, expected] of wrong)
		equal(
			outcome(() => new UsbFunction(value as UsbFunctionOptions)),
			expected,
			what,
		);
	equal(connected(), false, "connected after wrong options");
	const port = new UsbFunction({ descriptors });
	equal(connected(), true, "connected");
	equal(
		outcome(() => new UsbFunction({ descriptors })),
		"Error",
		"a second one",
	);
	equal(
		outcome(() => UsbFunction.prototype.read.call({} as UsbFunction, memory, 0, 251)),
		"SyntaxError",
		"a wrong this",
	);
	for (const [offset, length] of [
		[-1, 4],
		[0, -1],
		[600, 1],
		[0, 601],
		[0, 3],
		[0, 252],
	] as const)
		equal(
			outcome(() => port.write(memory, offset, length)),
			"RangeError",
			`write ${offset} ${length}`,
		);
	port.close();
	equal(connected(), false, "connected after close");
}

function packets({ host, memory }: Bench): void {
	const counts: number[] = [];
	const ups: boolean[] = [];
	const port = open(host, { onReadable: (count) => counts.push(count), onLink: (up) => ups.push(up) });
	equal(ups.length, 0, "callbacks from within");
	equal(deliver(), true, "a message");
	equal(deliver(), false, "a second message");
	equal(ups.join(), "true", "link");
	equal(port.read(memory, 0, 251), undefined, "nothing to read");
	for (let turn = 0; turn < 3; turn++) equal(host.send(transfer, transfer.length), Handshake.ack, "sent");
	equal(deliver(), true, "a message for three packets");
	equal(deliver(), false, "not more");
	equal(counts.join(), "3", "packets");
	equal(
		outcome(() => port.read(memory, 0, 6)),
		"RangeError",
		"too little room",
	);
	equal(port.read(memory, 9, 7), 7, "a packet");
	equal(memory.slice(9, 16).join(), packet.join(), "its bytes");
	equal(port.read(memory, 0, 251), 7, "another one");
	equal(port.read(memory, 0, 251), 7, "a third one");
	equal(port.read(memory, 0, 251), undefined, "no more");
	port.write(packet, 0, 7);
	interrupt();
	equal(host.receive(memory), 11, "a transfer");
	equal(memory.slice(0, 11).join(), transfer.join(), "its bytes");
	equal(host.receive(memory), -Handshake.nak, "no other");
	equal(port.counter(0), 3, "packets counted");
	port.close();
}

function room({ host, memory }: Bench): void {
	let told = 0;
	const port = open(host, { onWritable: (count) => (told = count) });
	deliver();
	let written = 0;
	while (port.room() > 0) {
		port.write(memory, 0, 251);
		written++;
	}
	equal(
		outcome(() => port.write(memory, 0, 251)),
		"Error",
		"output full",
	);
	equal(deliver(), false, "no message yet");
	interrupt();
	while (0 === told && host.receive(memory) > 0) while (deliver());
	equal(told, 251, "room");
	equal(written, 4, "packets that fit");
	port.close();
}

function sessions({ host, memory }: Bench): void {
	const ups: boolean[] = [];
	const port = open(host, { onLink: (up) => ups.push(up) });
	host.send(transfer, transfer.length);
	equal(port.read(memory, 0, 251), undefined, "before the link is told");
	deliver();
	equal(port.read(memory, 0, 251), 7, "then");
	host.send(transfer, transfer.length);
	port.write(packet, 0, 7);
	host.enumerate();
	equal(host.receive(memory), -Handshake.nak, "nothing for the USB host before");
	while (deliver());
	equal(ups.join(), "true,false,true", "link");
	equal(port.read(memory, 0, 251), undefined, "nothing of the USB host before");
	port.close();
}

function closing({ host, memory }: Bench): void {
	let calls = 0;
	const port = open(host, { onReadable: () => calls++, onLink: () => calls++ });
	host.send(transfer, transfer.length);
	port.close(); // with a message under way
	port.close();
	equal(deliver(), false, "a message after close");
	interrupt();
	for (const method of [() => port.read(memory, 0, 251), () => port.write(memory, 0, 7), () => port.room(), () => port.counter(0)])
		equal(outcome(method), "SyntaxError", "a method after close");
	const again: UsbFunction = open(host, { onLink: () => again.close(), onReadable: () => calls++ }); // closed by its first callback
	host.send(transfer, transfer.length);
	equal(deliver(), true, "the message");
	equal(deliver(), false, "no other");
	equal(calls, 0, "callbacks after close");
	const last = open(host);
	deliver();
	host.send(transfer, transfer.length);
	equal(last.read(memory, 0, 251), 7, "a third one works");
	last.close();
}

function throwing({ host, memory }: Bench): void {
	let calls = 0;
	const port = open(host, {
		onReadable() {
			if (0 === calls++) throw new RangeError("a callback");
		},
	});
	host.send(transfer, transfer.length);
	equal(outcome(deliver), "RangeError", "what a callback throws");
	host.send(transfer, transfer.length);
	equal(deliver(), true, "the next message");
	equal(calls, 2, "calls");
	equal(port.read(memory, 0, 251), 7, "the first packet");
	equal(port.read(memory, 0, 251), 7, "the second packet");
	port.close();
	const linked = open(host, {
		onReadable: () => calls++,
		onLink() {
			throw new RangeError("a callback");
		},
	});
	host.send(transfer, transfer.length);
	equal(outcome(deliver), "RangeError", "what onLink throws");
	equal(deliver(), true, "what is told by another message");
	equal(calls, 3, "calls behind it");
	linked.close();
}

/** A callback that closes its instance, and opens the next: which is told of its own link only. */
function reopening({ host, memory }: Bench): void {
	const told: string[] = [];
	let second: UsbFunction | undefined;
	const first: UsbFunction = open(host, {
		onLink(up) {
			told.push(`first ${up}`);
			if (up) return;
			first.close();
			second = new UsbFunction({
				descriptors,
				onLink: (up) => told.push(`second ${up}`),
				onReadable: (count) => told.push(`second ${count}`),
			});
		},
	});
	while (deliver());
	host.send(transfer, transfer.length);
	host.enumerate();
	host.send(transfer, transfer.length);
	while (deliver());
	equal(told.join(), "first true,first false", "before it is enumerated");
	equal(second!.read(memory, 0, 251), undefined, "packets of the one before");
	host.enumerate();
	while (deliver());
	equal(told.join(), "first true,first false,second true", "then");
	second!.close();
}

function forgotten({ host }: Bench): void {
	const last: UsbFunction[] = [];
	let calls = 0;
	open(host, {
		onReadable(this: UsbFunction) {
			last.push(this);
			calls++;
		},
	} as Partial<UsbFunctionOptions>);
	collect();
	collect();
	host.send(transfer, transfer.length);
	while (deliver());
	equal(calls, 1, "callbacks of a forgotten instance");
	last[0].close();
	collect();
	equal(connected(), false, "closed");
}
