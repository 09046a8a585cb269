// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type BusOwner from "../../../../hosts/node/bus-owner.js";
import { announced, bulk, endpointTypes, hello, interfaceInfo, le, noId, short, wide } from "../../../tables/usbredir-messages.js";
import { own } from "../support/bus-owner.js";
import { folder, type Heard } from "../support/device.js";
import { bytes, hex } from "../support/frames.js";
import { Peer } from "../support/peer.js";

/** What the guest says first: `mctp-xs`, capabilities 1, 3, 4, 5 and 6. */
const greeting = short(0, "00000000", `6d6374702d7873${"00".repeat(57)}7a000000`);
const reset = wide(3, noId);
const id = (number: number) => le(number, 8);
/** Get Descriptor of 9 bytes of the configuration, and the answer: its value is 5. */
const describeFields = "80 06 80 00 0002 0000";
const describeConfiguration = (number: number) => wide(100, id(number), `${describeFields} 0900`);
const configuration = (number: number) => wide(100, id(number), `${describeFields} 0900 09022000 0105008032`);
const configure = (number: number) => wide(6, id(number), "05");
const configured = (number: number) => wide(8, id(number), "0005");
const wantData = (number: number) => bulk(id(number), "81", 512);
const disconnect = wide(2, noId);
const acknowledge = wide(24, noId);
const success = "00";
const stall = "04";

const getEndpointId = { port: 0, eid: 9, type: 0x00, body: bytes("80 02") };
const asked = "1ab4000b 010908c8 008002";
const answered = "1ab4000f 010809c0 00000200090200";

/** The peer of a guest: a USB device behind a usbredir host, by literal messages. */
class UsbHost {
	readonly peer: Peer;
	readonly owner: BusOwner;
	readonly heard: Heard;

	private constructor(peer: Peer, owner: BusOwner, heard: Heard) {
		this.peer = peer;
		this.owner = owner;
		this.heard = heard;
	}

	/** Connects to a guest that listens. */
	static async connect(path = join(folder(), "usb")): Promise<UsbHost> {
		const { owner, heard } = await own(`listen:unix:${path}`, { transport: "usbredir" });
		return new UsbHost(await Peer.connect({ path }), owner, heard);
	}

	say(...texts: string[]): void {
		this.peer.write(bytes(texts.join("")));
	}

	async hear(...texts: string[]): Promise<void> {
		const expected = bytes(texts.join(""));
		expect(hex(await this.peer.read(expected.length))).toBe(hex(expected));
	}

	/** The device is plugged in: everything up to packets. Ids go on from `first`. */
	async plugIn(first = 1): Promise<void> {
		this.say(announced);
		await this.hear(reset, describeConfiguration(first));
		this.say(configuration(first));
		await this.hear(configure(first + 1));
		this.say(configured(first + 1));
		await this.hear(wantData(first + 2));
		await this.owner.peer();
	}

	async begin(): Promise<void> {
		await this.hear(greeting);
		this.say(hello("ff000000"));
		await this.plugIn();
	}
}

test("a whole life in literal messages", async () => {
	const host = await UsbHost.connect();
	await host.begin();
	const answer = host.owner.requester.request(getEndpointId);
	await host.hear(bulk(id(4), "01", 11, asked));
	host.say(bulk(id(4), "01", 11), bulk(id(3), "81", 15, answered));
	expect(hex(await answer)).toBe("00 02 00 09 02 00");
	await host.hear(wantData(5));
});

test("bytes one at a time", async () => {
	const host = await UsbHost.connect();
	host.say = (...texts) => bytes(texts.join("")).forEach((byte) => host.peer.write(Uint8Array.of(byte)));
	await host.begin();
	const answer = host.owner.requester.request(getEndpointId);
	await host.hear(bulk(id(4), "01", 11, asked));
	host.say(bulk(id(3), "81", 15, answered));
	expect(hex(await answer)).toBe("00 02 00 09 02 00");
});

test("answers before they were asked for are none", async () => {
	const host = await UsbHost.connect();
	host.say(hello("ff000000"), announced, configuration(0), configuration(1), configured(2), bulk(id(3), "81", 0));
	await host.hear(greeting, reset, describeConfiguration(1));
	host.say(configuration(1));
	await host.hear(configure(2));
});

test("a peer without capabilities: short ids and lengths", async () => {
	const host = await UsbHost.connect();
	await host.hear(greeting);
	host.say(hello(), short(4, "00000000", interfaceInfo), short(5, "00000000", endpointTypes), short(1, "00000000", "01000000 0912 0100"));
	await host.hear(short(3, "00000000"), short(100, le(1, 4), `${describeFields} 0900`));
	host.say(short(100, le(1, 4), `${describeFields} 0900 09022000 0105008032`));
	await host.hear(short(6, le(2, 4), "05"));
	host.say(short(8, le(2, 4), "0005"));
	await host.hear(short(101, le(3, 4), "81 00 0002 00000000"));
	await host.owner.peer();
	const answer = host.owner.requester.request(getEndpointId);
	await host.hear(short(101, le(4, 4), `01 00 0b00 00000000 ${asked}`));
	host.say(short(101, le(4, 4), "01 00 0b00 00000000"), short(101, le(3, 4), `81 00 0f00 00000000 ${answered}`));
	expect(hex(await answer)).toBe("00 02 00 09 02 00");
});

test("a message of several transfers: the next leaves when the device has taken the one before", async () => {
	const host = await UsbHost.connect();
	await host.begin();
	const request = { port: 0, eid: 9, type: 0x7e, body: new Uint8Array(1000) };
	const late = expect(host.owner.requester.request(request)).rejects.toMatchObject({ reason: "cancelled" });
	/* Seven packets of 64 bytes are 504 with their heads, so that an eighth does not fit into 512. */
	const first = await host.peer.read(16 + 10 + 504);
	expect(hex(first.subarray(0, 26))).toBe(hex(bytes(wide(101, id(4), "01 00 f801 00000000 0000").replace("0a000000", le(10 + 504, 4)))));
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(host.peer.pending).toBe(0);
	host.say(bulk(id(4), "01", 504));
	expect((await host.peer.read(30))[8]).toBe(5);
	host.owner.requester.cancel();
	await late;
});

test("the interface and its endpoints are looked for, not assumed", async () => {
	const host = await UsbHost.connect();
	await host.hear(greeting);
	/* Interface 7 of class 08, interface 3 of class 14; bulk endpoints 02, 83 of the first, 04, 85 of the other. */
	const interfaces = `02000000 0703${"00".repeat(30)} 0814${"00".repeat(30)} 0600${"00".repeat(30)} 5001${"00".repeat(30)}`;
	const list = (entries: Record<number, string>, rest: string) => Array.from({ length: 32 }, (_, index) => entries[index] ?? rest).join("");
	const types = list({ 0: "00", 2: "02", 4: "02", 16: "00", 19: "02", 21: "02" }, "ff");
	const owners = list({ 2: "07", 19: "07", 4: "03", 21: "03" }, "00");
	const endpoints = `${types} ${"00".repeat(32)} ${owners} ${"00".repeat(64)}`;
	host.say(hello("ff000000"), wide(4, noId, interfaces), wide(5, noId, endpoints), wide(1, noId, "02000000 0912 0100 0001"));
	await host.hear(reset, describeConfiguration(1));
	host.say(configuration(1));
	await host.hear(configure(2));
	host.say(configured(2));
	await host.hear(bulk(id(3), "85", 512));
	void host.owner.requester.request(getEndpointId).catch(() => {});
	await host.hear(bulk(id(4), "04", 11, asked));
});

describe("unplugged", () => {
	test("requests fail, and with the device back they go on", async () => {
		const host = await UsbHost.connect();
		await host.begin();
		const cut = expect(host.owner.requester.request(getEndpointId)).rejects.toMatchObject({ reason: "link down" });
		await host.hear(bulk(id(4), "01", 11, asked));
		host.say(disconnect);
		await host.hear(acknowledge);
		await cut;
		/* What the device answered before it went is too late. */
		host.say(bulk(id(4), "01", 11));
		await host.plugIn(5);
	});

	test("every disconnection is confirmed, however many there are", async () => {
		const host = await UsbHost.connect();
		await host.hear(greeting);
		host.say(hello("ff000000"), `${announced}${disconnect}`.repeat(1000));
		await host.hear(acknowledge.repeat(1000));
	});

	test("the connection is lost, and the next device configured", async () => {
		const path = join(folder(), "usb");
		const host = await UsbHost.connect(path);
		await host.begin();
		host.peer.socket.destroy();
		await host.heard.until("usbredir: down: ");
		const peer = await Peer.connect({ path });
		expect(hex(await peer.read(80))).toBe(hex(bytes(greeting)));
	});
});

describe("a device that is of no use", () => {
	const none = `01000000 ${"00".repeat(32)} 03${"00".repeat(31)} ${"00".repeat(64)}`;
	const unknown = wide(100, id(1), `80 06 80 ${stall} 0002 0000 0000`);
	const half = wide(100, id(1), `80 06 80 00 0002 0000 0400 09022000`);

	test.each([
		["has no MCTP interface", [wide(4, noId, none), configuration(1), configured(2)], "the USB device has no MCTP interface"],
		["has no bulk endpoints", [wide(5, noId, "ff".repeat(96) + "00".repeat(64)), configuration(1), configured(2)], "no MCTP interface"],
		["has no configuration", ["", unknown], "the USB device does not tell its configuration"],
		["has half a configuration", ["", half], "the USB device does not tell its configuration"],
		["refuses its configuration", ["", configuration(1), wide(8, id(2), "0405")], "the USB device refuses its configuration"],
	])("one that %s; another may come", async (_, [other, first, second], notice) => {
		const host = await UsbHost.connect();
		await host.hear(greeting);
		host.say(hello("ff000000"), announced, other);
		await host.hear(reset, describeConfiguration(1));
		host.say(first);
		if (second) {
			await host.hear(configure(2));
			host.say(second);
		}
		await host.heard.until(notice);
		expect(host.owner.endpoint.port(0).up).toBe(false);
		host.say(disconnect);
		await host.hear(acknowledge);
		await host.plugIn(second ? 3 : 2);
	});

	test.each([
		["stalls", bulk(id(3), "81", 0, "", stall), "asked for: status 4 (stall)"],
		["sends more than it was asked for", bulk(id(3), "81", 513, "00".repeat(513)), "asked for: status 6 (babble)"],
		["stalls what it is sent", bulk(id(4), "01", 0, "", stall), "sent: status 4 (stall)"],
		["fails in a way that nobody knows", bulk(id(3), "81", 0, "", "63"), "asked for: status 99 (unknown)"],
	])("one that %s", async (_, message, notice) => {
		const host = await UsbHost.connect();
		await host.begin();
		const cut = expect(host.owner.requester.request(getEndpointId)).rejects.toThrow(/link down|send failed/);
		await host.hear(bulk(id(4), "01", 11, asked));
		host.say(message);
		await host.heard.until(`the device failed a bulk transfer that was ${notice}`);
		await cut;
	});
});

test("answers that nobody waits for are passed over, data and all", async () => {
	const host = await UsbHost.connect();
	await host.begin();
	host.say(bulk(id(77), "81", 15, answered), bulk(id(0), "01", 11), wide(8, id(99), "0400"), configuration(98));
	const answer = host.owner.requester.request(getEndpointId);
	await host.hear(bulk(id(4), "01", 11, asked));
	host.say(bulk(id(4), "01", 11, "", success), bulk(id(3), "81", 15, answered));
	expect(hex(await answer)).toBe("00 02 00 09 02 00");
});

test("a peer that does not speak usbredir is turned away, with the reason, and the next one comes", async () => {
	const path = join(folder(), "usb");
	const host = await UsbHost.connect(path);
	host.peer.write(Buffer.from("GET / HTTP/1.1\r\n\r\n"));
	await host.heard.until("the first message is no hello");
	await host.peer.readAll();
	const peer = await Peer.connect({ path });
	expect(hex(await peer.read(80))).toBe(hex(bytes(greeting)));
});
