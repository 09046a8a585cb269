// SPDX-License-Identifier: Apache-2.0

import type { RedirectionStep } from "./usb-table.js";

/** Messages of usbredir as hexadecimal digits, made without the project's own code. */

/** An integer of `size` bytes, little endian. */
export function le(value: number, size: number): string {
	let text = "";
	for (let at = 0; at < size; at++) text += (Math.floor(value / 256 ** at) & 0xff).toString(16).padStart(2, "0");
	return text;
}

export function length(text: string): number {
	return text.replaceAll(" ", "").length / 2;
}

const zeros = (count: number) => "00".repeat(count);

/** With an id of 32 bits. */
export function short(type: number, id: string, content = ""): string {
	return `${le(type, 4)} ${le(length(content), 4)} ${id} ${content}`;
}

/** With an id of 64 bits. */
export function wide(type: number, id: string, content = ""): string {
	return `${le(type, 4)} ${le(length(content), 4)} ${id} ${content}`;
}

/** `qemu` with a capability word, or without any. */
export function hello(capabilities?: string): string {
	return short(0, "00000000", `71656d75${zeros(60)}${capabilities ?? ""}`);
}

/** What the device says first: `mctp-xs`, capabilities 1 to 6. */
export const ownHello = short(0, "00000000", `6d6374702d7873${zeros(57)}7e000000`);

/** One interface, of class 14, subclass 00, protocol 01. */
export const interfaceInfo = `01000000 ${zeros(32)} 14${zeros(31)} ${zeros(32)} 01${zeros(31)}`;
/** Endpoints 00 and 80 are control, 01 and 81 bulk, the rest is none; intervals and interfaces are 0. */
export const endpointTypes = `0002${"ff".repeat(14)}0002${"ff".repeat(14)} ${zeros(64)}`;
/** Bytes of the largest packets. */
export const packetSizes = (bulk: string) => `4000${bulk}${zeros(28)}4000${bulk}${zeros(28)}`;
/** Speed, three bytes of class, vendor and product id. */
export const connect = (speed: string) => `${speed}000000 0912 0100`;

export const noId = zeros(8);
/** Ids of 64 bits. */
export const id = "0807060504030201";
export const other = "ffffffffffffffff";
export const third = "00000000000000f0";

/** All that tells a peer of the device. */
export const announced = [
	wide(4, noId, interfaceInfo),
	wide(5, noId, endpointTypes + packetSizes("0002")),
	wide(1, noId, `${connect("02")} 0001`),
].join(" ");

/** A control packet, with a status that is not always 0 in requests. */
export function control(id: string, setup: string, moved: number, status = "00", data = ""): string {
	const [type, request, ...rest] = setup.split(" ");
	return wide(100, id, `${parseInt(type, 16) & 0x80 ? "80" : "00"} ${request} ${type} ${status} ${rest.join("")} ${le(moved, 2)} ${data}`);
}

/** A bulk packet, with both halves of the length. */
export function bulk(id: string, endpoint: string, moved: number, data = "", status = "00"): string {
	return wide(101, id, `${endpoint} ${status} ${le(moved % 0x10000, 2)} 00000000 ${le(Math.floor(moved / 0x10000), 2)} ${data}`);
}

/** A packet of a type that comes back, as it is in a transfer of 10 bytes, and the answer with a sequence number. */
export const asked = (tag: number) => `010809c${(8 + tag).toString(16)} 01aa`;
export const ask = (tag: number) => `1ab4000a ${asked(tag)}`;
export const answer = (tag: number, sequence: number) => `1ab4000a 010908${(0xc0 | (sequence << 4) | tag).toString(16)} 01aa`;

/** How sessions begin with a peer that can everything. */
export const begin: readonly RedirectionStep[] = [
	{ name: "the device says hello", act: "open", out: ownHello, up: false },
	{ name: "and tells what it is when the peer has", in: hello("ff000000"), out: announced, up: false },
];
export const configure: readonly RedirectionStep[] = [
	...begin,
	{ name: "it is configured", in: wide(6, id, "01"), out: wide(8, id, "0001"), up: true },
];
