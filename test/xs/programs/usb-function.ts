// SPDX-License-Identifier: Apache-2.0
// The class UsbFunction over the driver of a board: packets, link, room, and what becomes of it when it is closed, forgotten, or its callbacks throw.
import { collect, print } from "host";
import UsbFunction, { type UsbFunctionOptions } from "../../../hosts/common/usb/function.js";
import Descriptors, { Speed } from "../../../modules/usb/descriptors.js";
import { bytes } from "../../support/text.js";
import equal from "./fixtures/equal.js";
import thrown from "./fixtures/thrown.js";
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
	natives(bench);
	reopening(bench);
	forgotten(bench);
	equal(misuses(), 0, "what the manual forbids");
	new UsbFunction({ descriptors, onReadable: () => {} }); // the end of the machine closes it
	host.enumerate();
	host.send(transfer, transfer.length);
	print("options, packets, room, sessions, closing, throwing, natives, reopening, forgotten");
}

function open(host: UsbHost, more: Partial<UsbFunctionOptions> = {}): UsbFunction {
	const port = new UsbFunction({ descriptors, ...more });
	host.enumerate();
	return port;
}

/** Whatever is wrong is found before hardware is touched, and by each method before anything is changed. */
function options({ memory }: Bench): void {
	const at = (options: unknown) => () => new UsbFunction(options as UsbFunctionOptions);
	const callback = "TypeError: a callback has to be a function";
	const none = "RangeError: descriptors that are not those of an MCTP device of full speed";
	const rows: readonly (readonly [string, () => unknown, string])[] = [
		["onReadable", at({ descriptors, onReadable: 7 }), callback],
		["onWritable", at({ descriptors, onWritable: {} }), callback],
		["onLink", at({ descriptors, onLink: "up" }), callback],
		["high speed", at({ descriptors: new Descriptors({ speed: Speed.high }).memory }), none],
		["half of them", at({ descriptors: descriptors.slice(0, 40) }), none],
		["nothing", at({ descriptors: new Uint8Array(0) }), none],
		["too many", at({ descriptors: new Uint8Array(817) }), "RangeError: descriptors of 817 bytes, at most 816 fit"],
	];
	for (const [what, action, expected] of rows) equal(thrown(action), expected, what);
	for (const [what, options] of [
		["no options", undefined],
		["no descriptors", {}],
		["no bytes", { descriptors: 7 }],
	] as const)
		equal(thrown(at(options)).split(":")[0], "TypeError", what);
	equal(connected(), false, "connected after wrong options");
	const text = "n".repeat(126);
	const { memory: longest } = new Descriptors({ speed: Speed.full, manufacturer: text, product: text, serialNumber: text });
	equal(longest.length, 816, "the longest descriptors");
	new UsbFunction({ descriptors: longest }).close();
	const port = new UsbFunction(Object.freeze({ descriptors, onReadable: undefined, unknown: 1 }));
	equal(connected(), true, "connected");
	equal(thrown(at({ descriptors })), "Error: the USB device is in use", "a second one");
	const outside = "RangeError: range outside memory";
	const ranges: readonly (readonly [number, number, string])[] = [
		[-1, 4, outside],
		[0, -1, outside],
		[600, 1, outside],
		[0, 601, outside],
		[0, 3, "RangeError: a packet of 3 bytes"],
		[0, 252, "RangeError: a packet of 252 bytes"],
	];
	for (const [offset, length, expected] of ranges)
		equal(
			thrown(() => port.write(memory, offset, length)),
			expected,
			`write ${offset} ${length}`,
		);
	for (const [offset, most, expected] of ranges.slice(0, 4))
		equal(
			thrown(() => port.read(memory, offset, most)),
			expected,
			`read ${offset} ${most}`,
		);
	for (const index of [-1, 6])
		equal(
			thrown(() => port.counter(index)),
			"RangeError: there is no such counter",
			`counter ${index}`,
		);
	const strange = Object.setPrototypeOf({}, UsbFunction.prototype) as UsbFunction;
	refuses(strange, memory, "of something else");
	port.close();
	equal(connected(), false, "connected after close");
	refuses(port, memory, "after close");
}

function refuses(port: UsbFunction, memory: Uint8Array, when: string): void {
	const methods: readonly (readonly [string, () => unknown])[] = [
		["read", () => port.read(memory, 0, 251)],
		["write", () => port.write(memory, 0, 7)],
		["room", () => port.room()],
		["counter", () => port.counter(0)],
	];
	for (const [name, method] of methods) equal(thrown(method).split(":")[0], "SyntaxError", `${name} ${when}`);
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
		thrown(() => port.read(memory, 0, 6)),
		"RangeError: a packet of 7 bytes does not fit",
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
	const written = fill(port, memory);
	equal(
		thrown(() => port.write(memory, 0, 251)),
		"Error: output full",
		"output full",
	);
	equal(deliver(), false, "no message yet");
	interrupt();
	while (0 === told && host.receive(memory) > 0) while (deliver());
	equal(told, 251, "room");
	equal(written, 4, "packets that fit");
	port.close();
}

/** Returns packets that fit. */
function fill(port: UsbFunction, memory: Uint8Array): number {
	let written = 0;
	for (; port.room() > 0; written++) port.write(memory, 0, 251);
	return written;
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
	while (Handshake.ack === host.send(transfer, transfer.length)); // until there is no room
	host.enumerate();
	equal(host.send(transfer, transfer.length), Handshake.nak, "room before the next session");
	while (deliver());
	equal(port.read(memory, 0, 251), undefined, "nothing of the session before");
	interrupt();
	equal(host.send(transfer, transfer.length), Handshake.ack, "what filled the ring is gone");
	equal(port.read(memory, 0, 251), 7, "the first packet of the next session");
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
	equal(thrown(deliver), "RangeError: a callback", "what a callback throws");
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
	equal(thrown(deliver), "RangeError: a callback", "what onLink throws");
	equal(deliver(), true, "what is told by another message");
	equal(calls, 3, "calls behind it");
	linked.close();
}

/** Functions of C as callbacks: in an image of the SDK there are no instances of them. */
function natives({ host, memory }: Bench): void {
	for (const name of ["onLink", "onReadable", "onWritable"] as const) {
		const port = open(host, { [name]: UsbFunction.prototype.close });
		if ("onLink" !== name) deliver();
		if ("onReadable" === name) host.send(transfer, transfer.length);
		if ("onWritable" === name) {
			fill(port, memory);
			interrupt();
			host.receive(memory);
		}
		equal(connected(), true, `connected before ${name}`);
		while (deliver());
		equal(connected(), false, `connected after ${name}`);
	}
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
		onReadable() {
			last.push(this);
			calls++;
		},
	});
	collect();
	collect();
	host.send(transfer, transfer.length);
	while (deliver());
	equal(calls, 1, "callbacks of a forgotten instance");
	last[0].close();
	collect();
	equal(connected(), false, "closed");
}
