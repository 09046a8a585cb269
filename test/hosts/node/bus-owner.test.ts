// SPDX-License-Identifier: Apache-2.0
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import BusOwner from "../../../hosts/node/bus-owner.js";
import { lineConnection, virtualConnection } from "../../../hosts/node/connections.js";
import { assignEid, discover } from "../../../hosts/node/discover.js";
import lineFor from "../../../hosts/node/line/lines.js";
import { parseTarget } from "../../../hosts/node/line/target.js";
import type GuestLink from "../../../hosts/node/usbredir/guest-link.js";
import type UsbredirLink from "../../../hosts/node/usbredir/link.js";
import { own } from "./support/bus-owner.js";
import { folder, Heard, open } from "./support/device.js";
import { answer, bytes, frame, hex, request } from "./support/frames.js";
import { Peer } from "./support/peer.js";

const getEndpointId = { port: 0, eid: 9, type: 0x00, body: bytes("80 02") };

describe("on every way to a device", () => {
	test("in this process", async () => {
		const { device } = await open(`listen:unix:${join(folder(), "serial")}`);
		const owner = new BusOwner({ connection: virtualConnection(device.virtualEnd), eid: 20 });
		await owner.open();
		await owner.peer();
		expect(await discover(owner.control, 30)).toMatchObject({ formerEid: 0, eid: 30 });
		await owner.close();
		expect(device.endpoint.port(device.virtualEnd.port).eid).toBe(0);
	});

	test.each(["serial", "usbredir"] as const)("by %s", async (transport) => {
		const path = join(folder(), transport);
		await open(`listen:unix:${path}`, { transport });
		const { owner } = await own(`unix:${path}`, { transport });
		await owner.peer();
		const discovery = await discover(owner.control, 30);
		expect(discovery).toMatchObject({ formerEid: 9, eid: 30, types: [{ type: 0x00 }, { type: 0x7e }] });
		expect((await owner.echoes(discovery)).map(({ size }) => size)).toEqual([1, 64, 4096]);
	});

	test.each(["serial", "usbredir"] as const)("64 KiB there and back by %s", async (transport) => {
		const path = join(folder(), transport);
		await open(`unix:${path}`, { transport });
		const { owner } = await own(`listen:unix:${path}`, { transport });
		await owner.peer();
		const body = Buffer.from(Array.from({ length: 65536 }, (_, index) => index >> 3));
		body.set(bytes("cc de f0"));
		expect(Buffer.compare(await owner.requester.request({ port: 0, eid: 9, type: 0x7e, body }), body)).toBe(0);
	});
});

describe("a USB device", () => {
	/** A device without an EID, and the bus owner that is its USB host. */
	async function plugged() {
		const path = join(folder(), "usb");
		const { device } = await open(`listen:unix:${path}`, { transport: "usbredir", eid: 0 });
		const { log } = new Heard();
		const { port, link } = lineConnection({ transport: "usbredir", line: lineFor(parseTarget(`unix:${path}`)) }, log);
		let near: GuestLink | undefined;
		const owner = new BusOwner({ connection: { port, link: (end) => (near = link(end) as GuestLink) } });
		onTestFinished(() => owner.close());
		await owner.open();
		await owner.peer();
		await assignEid(owner.control, 9);
		return { owner, near: near!, far: device.links[0] as UsbredirLink };
	}

	/** The EID that the device has. */
	async function eidOf(owner: BusOwner): Promise<number> {
		await owner.peer();
		return (await owner.control.command(0, "getEndpointId"))[0];
	}

	test("that is reset forgets its EID, and is configured anew", async () => {
		const { owner, near } = await plugged();
		expect(await eidOf(owner)).toBe(9);
		near.reset();
		expect(owner.endpoint.port(0).up).toBe(false);
		expect(await eidOf(owner)).toBe(0);
	});

	test("that is unplugged takes its requests with it, and forgets its EID", async () => {
		const { owner, far } = await plugged();
		const cut = expect(owner.requester.request({ port: 0, eid: 9, type: 0x05, body: bytes("00") })).rejects.toMatchObject({
			reason: "link down",
		});
		far.unplug();
		await cut;
		far.plug();
		expect(await eidOf(owner)).toBe(0);
	});
});

test("literal frames on a serial line", async () => {
	const path = join(folder(), "serial");
	const { owner } = await own(`listen:unix:${path}`);
	const peer = await Peer.connect({ path });
	await owner.peer();
	const asked = owner.requester.request(getEndpointId);
	expect(hex(await peer.read(13))).toBe(request);
	peer.write(bytes(answer));
	expect(hex(await asked)).toBe("00 02 00 09 02 00");
});

describe("waiting for a peer", () => {
	test("takes one who has come while the process stood still, for longer than its time", async () => {
		const path = join(folder(), "serial");
		const { owner } = await own(`listen:unix:${path}`);
		const came = owner.peer(100);
		const socket = connect({ path });
		onTestFinished(() => void socket.destroy());
		standStill(150);
		await came;
	});

	test("goes on until one comes", async () => {
		const path = join(folder(), "serial");
		const { owner, heard } = await own(`unix:${path}`);
		const came = owner.peer();
		await heard.until("nobody listens there; trying again");
		await open(`listen:unix:${path}`);
		await came;
		expect((await owner.requester.request(getEndpointId)).length).toBe(6);
	});

	test("ends in time", async () => {
		const { owner } = await own(`unix:${join(folder(), "serial")}`);
		await expect(owner.peer(20)).rejects.toThrow("no peer came within 20 ms");
	});

	test("ends when the bus owner does", async () => {
		const { owner } = await own(`listen:unix:${join(folder(), "serial")}`);
		const waiting = owner.peer();
		await Promise.all([owner.close(), expect(waiting).rejects.toThrow("closed")]);
	});
});

describe("a request", () => {
	test("fails when the peer goes, and the next peer is asked anew", async () => {
		const path = join(folder(), "serial");
		const { owner } = await own(`listen:unix:${path}`);
		const first = await Peer.connect({ path });
		await owner.peer();
		const cut = owner.requester.request(getEndpointId);
		await first.read(13);
		first.socket.destroy();
		await expect(cut).rejects.toMatchObject({ reason: "link down" });
		const second = await Peer.connect({ path });
		await owner.peer();
		const asked = owner.requester.request(getEndpointId);
		/* Sequence and tag go on. */
		const sent = await second.read(13);
		const flags = sent[6] & 0x37;
		expect(hex(sent)).toBe(hex(frame(Uint8Array.of(1, 9, 8, 0xc8 | flags, 0, 0x80, 2))));
		second.write(frame(Uint8Array.of(1, 8, 9, 0xc0 | (flags & 7), 0, 0x00, 2, 0, 9, 2, 0)));
		expect(hex(await asked)).toBe("00 02 00 09 02 00");
	});

	test("fails in the time of its bus owner", async () => {
		const path = join(folder(), "serial");
		const { owner } = await own(`listen:unix:${path}`, { timeout: 20 });
		await Peer.connect({ path });
		await owner.peer();
		await expect(owner.requester.request(getEndpointId)).rejects.toThrow("request of type 0x00 to EID 9: no answer within 20 ms");
	});

	test("has its answer when the process stands still with it in its socket, for longer than its time", async () => {
		const path = join(folder(), "serial");
		const { owner } = await own(`listen:unix:${path}`, { timeout: 100 });
		const peer = await Peer.connect({ path });
		await owner.peer();
		for (let round = 0; round < 5; round++) {
			const asked = owner.requester.request(getEndpointId);
			const sent = await peer.read(13);
			peer.write(frame(Uint8Array.of(1, 8, 9, 0xc0 | (sent[6] & 7), 0, 0x00, 2, 0, 9, 2, 0)));
			standStill(150);
			expect(hex(await asked)).toBe("00 02 00 09 02 00");
		}
	});

	test("is cancelled when the bus owner is closed", async () => {
		const path = join(folder(), "serial");
		const { owner } = await own(`listen:unix:${path}`);
		await Peer.connect({ path });
		await owner.peer();
		const asked = owner.requester.request(getEndpointId);
		await Promise.all([owner.close(), expect(asked).rejects.toMatchObject({ reason: "cancelled" })]);
	});
});

/** The whole process does nothing for so many milliseconds. */
function standStill(time: number): void {
	for (const end = performance.now() + time; performance.now() < end;);
}
