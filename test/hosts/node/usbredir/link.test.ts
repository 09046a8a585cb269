// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type UsbredirLink from "../../../../hosts/node/usbredir/link.js";
import { announced, ask, bulk, hello, id, noId, other, ownHello, third, wide } from "../../../tables/usbredir-messages.js";
import { folder, open } from "../support/device.js";
import { bytes } from "../support/frames.js";
import { Peer } from "../support/peer.js";
import { UsbGuest } from "../support/usb-guest.js";

/** A device that listens, and a way to its link. */
async function device(): Promise<{ path: string; link: UsbredirLink; heard: Awaited<ReturnType<typeof open>>["heard"] }> {
	const path = join(folder(), "usb");
	const { device, heard } = await open(`listen:unix:${path}`, { transport: "usbredir" });
	return { path, link: device.links[0] as UsbredirLink, heard };
}

describe("a device that listens", () => {
	test("answers over USB", async () => {
		const { path, heard } = await device();
		const guest = await UsbGuest.connect({ path });
		await guest.begin();
		await guest.exchange();
		await guest.exchange();
		expect(heard.text).toContain("usbredir0: up: a local process");
		expect(heard.text).toContain("usbredir0: configured by the USB host");
	});

	test("over TCP as well", async () => {
		const { line } = await open("listen:tcp:0", { transport: "usbredir" });
		const guest = await UsbGuest.connect({ host: "127.0.0.1", port: Number(line.place.split(":")[1]) });
		await guest.begin();
		await guest.exchange();
	});

	test("takes bytes one at a time", async () => {
		const { path } = await device();
		const guest = await UsbGuest.connect({ path });
		guest.peer.socket.setNoDelay(true);
		for (const byte of bytes(hello("ff000000") + wide(6, id, "01"))) {
			guest.peer.write(Buffer.from([byte]));
			await new Promise((resolve) => setImmediate(resolve));
		}
		await guest.hear(ownHello, announced, wide(8, id, "0001"));
		await guest.exchange();
	});

	test("is the same for a peer that comes again", async () => {
		const { path, heard } = await device();
		const first = await UsbGuest.connect({ path });
		await first.begin();
		first.say(bulk(third, "81", 512), "65000000");
		first.peer.socket.destroy();
		await heard.until("down: ");
		const second = await UsbGuest.connect({ path });
		await second.begin();
		await second.exchange();
	});

	test("has its link down until it is configured, and after a reset", async () => {
		const path = join(folder(), "usb");
		const { device } = await open(`listen:unix:${path}`, { transport: "usbredir" });
		const port = device.endpoint.port(0);
		expect(port.up).toBe(false);
		const guest = await UsbGuest.connect({ path });
		await guest.greet();
		expect(port.up).toBe(false);
		await guest.configure();
		expect(port.up).toBe(true);
		guest.say(wide(3, noId), wide(7, id));
		await guest.hear(wide(8, id, "0000"));
		expect(port.up).toBe(false);
	});

	test("removes its socket on closing, also while a peer is there", async () => {
		const path = join(folder(), "usb");
		const { device } = await open(`listen:unix:${path}`, { transport: "usbredir" });
		const guest = await UsbGuest.connect({ path });
		await guest.begin();
		await device.close();
		expect(existsSync(path)).toBe(false);
		expect((await guest.peer.readAll()).length).toBe(0);
	});
});

describe("a device that connects", () => {
	test("finds the peer when it comes, and when it comes again", async () => {
		const path = join(folder(), "usb");
		const { heard } = await open(`unix:${path}`, { transport: "usbredir" });
		await heard.until("trying again");
		for (let round = 0; round < 2; round++) {
			const server = createServer();
			const arrived = new Promise<Peer>((resolve) => server.once("connection", (socket) => resolve(new Peer(socket))));
			server.listen(path);
			onTestFinished(() => void server.close());
			const guest = new UsbGuest(await arrived);
			await guest.begin();
			await guest.exchange();
			const closed = new Promise((resolve) => server.close(resolve));
			guest.peer.socket.destroy();
			await closed;
		}
	});
});

describe("unplugged and plugged in", () => {
	test("the device goes and comes, for the peer that is there", async () => {
		const { path, link } = await device();
		const guest = await UsbGuest.connect({ path });
		await guest.begin();
		link.unplug();
		await guest.hear(wide(2, noId));
		link.plug();
		guest.say(wide(24, noId));
		await guest.hear(announced);
		await guest.configure();
		await guest.exchange();
	});

	test("by an operator, who sees what becomes of it", async () => {
		const { path, link, heard } = await device();
		const { methods } = link.activation("usbredir0");
		const run = (name: string) => methods[name].run({}, 0);
		expect(run("state")).toBe("waiting");
		const guest = await UsbGuest.connect({ path });
		await guest.greet();
		expect(run("state")).toBe("attached");
		await guest.configure();
		expect(run("state")).toBe("configured");
		guest.say(bulk(other, "01", 4, "00000000"));
		await guest.hear(bulk(other, "01", 4));
		await guest.exchange();
		expect(run("counters")).toEqual({ received: 1, identifier: 1, reserved: 0, length: 0, truncated: 0, skipped: 4, ignored: 0 });
		run("unplug");
		expect(run("state")).toBe("unplugged");
		await guest.hear(wide(2, noId));
		run("plug");
		expect(run("state")).toBe("waiting");
		guest.say(wide(24, noId));
		await guest.hear(announced);
		guest.say(wide(22, noId));
		await heard.until("refuses");
		expect(run("state")).toBe("refused");
	});

	test("before there is a peer", async () => {
		const { path, link } = await device();
		link.unplug();
		const guest = await UsbGuest.connect({ path });
		await guest.hear(ownHello);
		guest.say(hello("ff000000"));
		link.plug();
		await guest.hear(announced);
	});
});

describe("a peer that makes no sense", () => {
	test.each([
		["that speaks something else", "474554202f20485454502f312e310d0a0d0a", "the peer does not speak usbredir"],
		["with a length of 4 GiB", `${hello("ff000000")}65000000 ffffffff ${id}`, "message with a wrong length"],
		["with a message that there is not", `${hello("ff000000")}ff000000 00000000 ${id}`, "unknown message type"],
	])("%s is dropped with the reason, and the next is served", async (_name, text, reason) => {
		const { path, heard } = await device();
		const guest = await UsbGuest.connect({ path });
		guest.say(text);
		await guest.peer.readAll();
		await heard.until(reason);
		const next = await UsbGuest.connect({ path });
		await next.begin();
		await next.exchange();
	});

	test("a device that connects tries again", async () => {
		const path = join(folder(), "usb");
		const server = createServer();
		const guests: UsbGuest[] = [];
		let arrived = () => {};
		server.on("connection", (socket) => {
			guests.push(new UsbGuest(new Peer(socket)));
			arrived();
		});
		server.listen(path);
		onTestFinished(() => void server.close());
		const { heard } = await open(`unix:${path}`, { transport: "usbredir" });
		while (guests.length < 1) await new Promise<void>((resolve) => (arrived = resolve));
		guests[0].say("00".repeat(40));
		await heard.until("message with a wrong length");
		while (guests.length < 2) await new Promise<void>((resolve) => (arrived = resolve));
		await guests[1].begin();
		await guests[1].exchange();
	});

	test("one that refuses the device is told to the person once", async () => {
		const { path, heard } = await device();
		const guest = await UsbGuest.connect({ path });
		await guest.begin();
		guest.say(wide(22, noId));
		await heard.until("refuses this USB device");
	});

	test("damage to transfers is counted and told, and the rest is taken", async () => {
		const { path, heard } = await device();
		const guest = await UsbGuest.connect({ path });
		await guest.begin();
		guest.say(bulk(other, "01", 10, ask(0).replace("1ab4", "b41a")));
		await guest.hear(bulk(other, "01", 10));
		await heard.until("usbredir0 <- dropped: identifier +1");
		await guest.exchange();
	});
});

describe("a peer that does not read", () => {
	const request = bytes(wide(7, id));
	const answer = bytes(wide(8, id, "0001"));

	test("has to wait, and then gets every answer", async () => {
		const { path } = await device();
		const guest = await UsbGuest.connect({ path });
		await guest.begin();
		const { socket } = guest.peer;
		socket.pause();
		const count = 100_000;
		const all = Buffer.concat(Array.from({ length: count }, () => request));
		const written = new Promise((resolve) => socket.write(all, resolve));
		const first = await Promise.race([written.then(() => "all was taken"), stalled(() => socket.bytesWritten - socket.writableLength)]);
		expect(first).toBe("stalled");
		socket.resume();
		const answers = await guest.peer.read(count * answer.length);
		expect(answers.compare(Buffer.concat(Array.from({ length: count }, () => answer)))).toBe(0);
		await written;
		await guest.exchange();
	});

	test("may leave", async () => {
		const { path, heard } = await device();
		const guest = await UsbGuest.connect({ path });
		await guest.begin();
		const { socket } = guest.peer;
		socket.pause();
		socket.write(Buffer.concat(Array.from({ length: 100_000 }, () => request)));
		await stalled(() => socket.bytesWritten - socket.writableLength);
		socket.destroy();
		await heard.until("down: ");
		const next = await UsbGuest.connect({ path });
		await next.begin();
		await next.exchange();
	});
});

/** Resolves when a figure has grown, and then stays as it is. */
async function stalled(figure: () => number): Promise<string> {
	for (let last = -1, same = 0; same < 20;) {
		await new Promise((resolve) => setTimeout(resolve, 25));
		const now = figure();
		same = now === last ? same + 1 : 0;
		last = now;
	}
	return "stalled";
}
