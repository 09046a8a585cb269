// SPDX-License-Identifier: Apache-2.0
import type { RedirectionStep, RedirectionTable } from "./usb-table.js";
import {
	answer,
	ask,
	asked,
	begin,
	bulk,
	configure,
	connect,
	control,
	endpointTypes,
	hello,
	id,
	interfaceInfo,
	noId,
	other,
	ownHello,
	packetSizes,
	short,
	third,
	wide,
} from "./usbredir-messages.js";

const device = "12 01 0002 000000 40 0912 0100 0001 01 02 03 01";
const inner = (size: string) => `09 04 00 00 02 14 00 01 00 07 05 01 02 ${size} 00 07 05 81 02 ${size} 00`;
const configuration = (size: string) => `09 02 2000 01 01 00 80 32 ${inner(size)}`;
const otherSpeed = (size: string) => `09 07 2000 01 01 00 80 32 ${inner(size)}`;
/** `mctp-xs`, `MCTP endpoint`, `7` */
const manufacturer = "10 03 6d00 6300 7400 7000 2d00 7800 7300";
const product = "1c 03 4d00 4300 5400 5000 2000 6500 6e00 6400 7000 6f00 6900 6e00 7400";
const serialNumber = "04 03 3700";

/** A request for a descriptor, and the answer. */
function descriptor(name: string, value: string, room: number, data: string | undefined, index = "0000"): RedirectionStep {
	const setup = `80 06 ${value} ${index}`;
	const bytes = (data ?? "").replaceAll(" ", "").slice(0, 2 * room);
	const status = undefined === data ? "04" : "00";
	return { name, in: control(id, setup, room, "8d"), out: control(id, setup, bytes.length / 2, status, bytes) };
}

/** Another standard request; `undefined`: it is stalled. */
function request(name: string, setup: string, room: number, data: string | undefined, up?: boolean): RedirectionStep {
	const status = undefined === data ? "04" : "00";
	const moved = undefined === data ? 0 : data.length / 2;
	return { name, in: control(id, setup, room), out: control(id, setup, moved, status, data), ...(undefined === up ? {} : { up }) };
}

/** What a peer asks before it uses the bulk endpoints. */
export const usbredirEnumeration: RedirectionTable = {
	name: "usbredir: enumeration",
	trace: 0xf98e0fc3,
	sessions: [
		{
			name: "high speed",
			steps: [
				...begin,
				{ name: "a reset has no answer", in: wide(3, noId), up: false },
				descriptor("the beginning of the device descriptor", "0001", 8, device),
				descriptor("the whole", "0001", 18, device),
				descriptor("the beginning of the configuration", "0002", 9, configuration("0002")),
				descriptor("the whole, with more room than it needs", "0002", 255, configuration("0002")),
				descriptor("another configuration", "0102", 255, undefined),
				descriptor("languages of strings", "0003", 255, "04 03 0904"),
				descriptor("manufacturer", "0103", 255, manufacturer, "0904"),
				descriptor("product", "0203", 255, product, "0904"),
				descriptor("the beginning of the product", "0203", 2, product, "0904"),
				descriptor("serial number", "0303", 65535, serialNumber, "0904"),
				descriptor("another string", "0403", 255, undefined, "0904"),
				descriptor("device qualifier", "0006", 10, "0a 06 0002 000000 40 01 00"),
				descriptor("what it would be at full speed", "0007", 255, otherSpeed("4000")),
				descriptor("binary object store, which USB 2.0 does not have", "000f", 5, undefined),
				descriptor("nothing of a descriptor", "0001", 0, device),
				request("present configuration: none", "80 08 0000 0000", 1, "00"),
				request("status of the device", "80 00 0000 0000", 2, "0000"),
				request("status of an interface that is not there yet", "81 00 0000 0000", 2, undefined),
				request("alternate setting of an interface that is not there yet", "81 0a 0000 0000", 1, undefined),
				request("status of an endpoint that is not there yet", "82 00 0000 8100", 2, undefined),
				request("status of endpoint 0", "82 00 0000 0000", 2, "0000"),
				{ name: "alternate setting, in usbredir's own way", in: wide(10, id, "00"), out: wide(11, id, "040000") },
				{ name: "another configuration", in: wide(6, id, "02"), out: wide(8, id, "0400"), up: false },
				{ name: "present configuration, in usbredir's own way", in: wide(7, id), out: wide(8, id, "0000") },
				{ name: "the configuration", in: wide(6, id, "01"), out: wide(8, id, "0001"), up: true },
				{ name: "present configuration", in: wide(7, id), out: wide(8, id, "0001") },
				{ name: "alternate setting of the interface", in: wide(10, id, "00"), out: wide(11, id, "000000") },
				{ name: "setting it", in: wide(9, id, "0000"), out: wide(11, id, "000000"), up: true },
				{ name: "another setting", in: wide(9, id, "0001"), out: wide(11, id, "040000") },
				{ name: "another interface", in: wide(10, id, "01"), out: wide(11, id, "040100") },
				{ name: "no configuration", in: wide(6, id, "00"), out: wide(8, id, "0000"), up: false },
				{ name: "the configuration again, then a reset", in: [wide(6, id, "01"), wide(3, noId)], out: wide(8, id, "0001"), up: false },
			],
		},
		{
			name: "full speed",
			full: true,
			steps: [
				{ name: "the device says hello", act: "open", out: ownHello },
				{
					name: "and tells what it is",
					in: hello("ff000000"),
					out: [wide(4, noId, interfaceInfo), wide(5, noId, endpointTypes + packetSizes("4000")), wide(1, noId, `${connect("01")} 0001`)],
				},
				descriptor("configuration", "0002", 255, configuration("4000")),
				descriptor("device qualifier: there is no other speed", "0006", 10, undefined),
				descriptor("what it would be at another speed", "0007", 255, undefined),
			],
		},
		{
			name: "standard requests as control packets",
			steps: [
				...begin,
				request("a configuration that is not there", "00 09 0200 0000", 0, undefined, false),
				request("the configuration", "00 09 0100 0000", 0, "", true),
				request("present configuration", "80 08 0000 0000", 1, "01"),
				request("status of the interface", "81 00 0000 0000", 2, "0000"),
				request("status of another interface", "81 00 0000 0100", 2, undefined),
				request("alternate setting", "81 0a 0000 0000", 1, "00"),
				request("setting it", "01 0b 0000 0000", 0, ""),
				request("another setting", "01 0b 0100 0000", 0, undefined),
				request("status of an endpoint", "82 00 0000 0100", 2, "0000"),
				request("one byte of a status", "82 00 0000 8100", 1, "00"),
				request("status of another endpoint", "82 00 0000 8200", 2, undefined),
				request("remote wake-up, which it does not have", "00 03 0100 0000", 0, undefined),
				request("a request of a class", "a1 01 0000 0000", 8, undefined),
				request("a request of a vendor", "c0 01 0000 0000", 8, undefined),
				{
					name: "data for endpoint 0",
					in: control(id, "00 07 0001 0000", 18, "00", device),
					out: control(id, "00 07 0001 0000", 0, "04"),
				},
				{
					name: "data for endpoint 0, very long, and a request behind it",
					in: [control(id, "40 01 0000 0000", 3000, "00", "5a".repeat(3000)), wide(7, other)],
					out: [control(id, "40 01 0000 0000", 0, "04"), wide(8, other, "0001")],
				},
				{
					name: "an endpoint that contradicts the request",
					in: wide(100, id, "00 06 80 00 0001 0000 0000"),
					out: wide(100, id, "00 06 80 04 0001 0000 0000"),
				},
			],
		},
		{
			name: "halted endpoints",
			steps: [
				...configure,
				request("endpoint 0 cannot be", "02 03 0000 0000", 0, undefined),
				request("another feature", "02 03 0100 8100", 0, undefined),
				request("another endpoint", "02 03 0000 0200", 0, undefined),
				{ name: "a request waits", in: bulk(third, "81", 512) },
				{
					name: "and ends when IN is halted",
					in: control(id, "02 03 0000 8100", 0),
					out: [control(id, "02 03 0000 8100", 0), bulk(third, "81", 0, "", "04")],
				},
				request("the status tells", "82 00 0000 8100", 2, "0100"),
				{ name: "the next does not wait", in: bulk(other, "81", 512), out: bulk(other, "81", 0, "", "04") },
				{ name: "OUT goes on", in: bulk(other, "01", 10, ask(0)), packets: asked(0), out: bulk(other, "01", 10) },
				request("IN goes on", "02 01 0000 8100", 0, ""),
				{ name: "with what has been waiting", in: bulk(other, "81", 512), out: bulk(other, "81", 10, answer(0, 0)) },
				request("OUT is halted", "02 03 0000 0100", 0, ""),
				{ name: "and takes nothing", in: bulk(other, "01", 10, ask(0)), out: bulk(other, "01", 0, "", "04") },
				request("endpoint 0 forgives", "02 01 0000 0000", 0, ""),
				{ name: "a configuration ends it", in: wide(6, id, "01"), out: wide(8, id, "0001") },
				{ name: "OUT goes on again", in: bulk(other, "01", 10, ask(0)), packets: asked(0), out: bulk(other, "01", 10) },
			],
		},
		{
			name: "peers that can less",
			steps: [
				...configure,
				{ name: "another connection", act: "open", out: ownHello, up: false },
				{
					name: "none at all: ids of 32 bits, no packet sizes, no release",
					in: hello("00000000"),
					out: [short(4, "00000000", interfaceInfo), short(5, "00000000", endpointTypes), short(1, "00000000", connect("02"))],
				},
				{ name: "a configuration", in: short(6, "04030201", "01"), out: short(8, "04030201", "0001"), up: true },
				{
					name: "a transfer with a length of 16 bits",
					in: short(101, "04030201", `01 00 0a00 00000000 ${ask(0)}`),
					packets: asked(0),
					out: short(101, "04030201", "01 00 0a00 00000000"),
				},
				{
					name: "and one back",
					in: short(101, "ffffffff", "81 00 0002 00000000"),
					out: short(101, "ffffffff", `81 00 0a00 00000000 ${answer(0, 0)}`),
				},
				{ name: "another connection", act: "open", out: ownHello, up: false },
				{
					name: "a hello without capabilities says the same",
					in: hello(),
					out: [short(4, "00000000", interfaceInfo), short(5, "00000000", endpointTypes), short(1, "00000000", connect("02"))],
				},
				{ name: "yet another", act: "open", out: ownHello },
				{
					name: "packet sizes and long lengths only, and two words of capabilities",
					in: hello("50000000ffffffff"),
					out: [
						short(4, "00000000", interfaceInfo),
						short(5, "00000000", endpointTypes + packetSizes("0002")),
						short(1, "00000000", connect("02")),
					],
				},
				{ name: "a reset", in: short(3, "00000000"), up: false },
			],
		},
	],
};
