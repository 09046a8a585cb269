// SPDX-License-Identifier: Apache-2.0
import { connect } from "node:net";
import { expect, test } from "vitest";
import { usbLost, usbPresent, useUsbPeer } from "./peer.js";

const peer = useUsbPeer({ relay: true });
/** Of usbredir's messages, with the 64-bit ids that both sides have agreed on. */
const header = (type: number, length: number) => {
	const bytes = Buffer.alloc(16, 0x01);
	bytes.writeUInt32LE(type, 0);
	bytes.writeUInt32LE(length, 4);
	return bytes;
};
const controlPacket = 100;

test("the device is there from the start", () => usbPresent(peer));
test("unplugged and plugged in again, twice", async () => {
	for (let i = 0; i < 2; i++) {
		await peer.relay.unplug();
		await usbLost(peer);
		await peer.relay.plug();
		await usbPresent(peer);
	}
});
test("unplugged with requests under way", async () => {
	for (const request of ["req 1 9 5 00", "ping 1 9 0x7e 60000 ccdef0"]) await peer.output(`(mctptool ${request} > /dev/null 2>&1 &)`);
	await peer.relay.unplug();
	await usbLost(peer);
	await peer.relay.plug();
	await usbPresent(peer);
});
test.each([
	["the length of a message that nobody can send", header(controlPacket, 0xffffffff)],
	["text", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
])("garbage ends the connection, and the next one is good: %s", async (_, bytes) => {
	peer.relay.disturb(bytes);
	await peer.relay.closed;
	await usbLost(peer);
	await usbPresent(peer);
});
test("a connection that ends in the middle of a message", async () => {
	peer.relay.disturb(header(controlPacket, 10).subarray(0, 13));
	await peer.relay.unplug();
	await usbLost(peer);
	await peer.relay.plug();
	await usbPresent(peer);
});
test("others who talk garbage while the guest is connected change nothing", async () => {
	const other = connect(peer.device.socket("usbredir"));
	other.on("error", () => {});
	other.write(Buffer.alloc(4096, 0xa5));
	await new Promise((resolve) => other.on("close", resolve));
	expect(await peer.output("mctptool ping 1 9 0x7e 4096 ccdef0")).toBe("9: 4099 bytes, same");
});
