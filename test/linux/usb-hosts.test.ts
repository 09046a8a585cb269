// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { useUsbPeer } from "./peer.js";

describe.each([
	["high", "ehci", 480],
	["high", "uhci", 12],
	["full", "companion", 12],
	["full", "xhci", 12],
] as const)("a %s-speed device on %s", (speed, host, mbits) => {
	const peer = useUsbPeer({ speed, host });

	test(`runs with ${mbits} Mbit/s`, async () => {
		await peer.output("usb_up 8 9");
		expect(await peer.output("usb_attribute speed")).toBe(String(mbits));
		expect(await peer.output("mctptool req -i mctpusb0 1 0 0 80 01 00 09")).toMatch(/: 00 01 00 00 09 00$/);
	});
	// with the 12 bytes before them 52 bytes fill one packet of a full-speed bus
	test.each([1, 51, 52, 53, 60, 61, 1000, 8192])("echo of %i bytes", async (length) => {
		expect(await peer.output(`mctptool ping 1 9 0x7e ${length} ccdef0`)).toBe(`9: ${length + 3} bytes, same`);
	});
	test("echo in larger packets", async () => {
		await peer.output("mctptool down mctpusb0; mctptool up mctpusb0 251");
		expect(await peer.output("mctptool ping 1 9 0x7e 8192 ccdef0")).toBe("9: 8195 bytes, same");
	});
	test("link down and up", async () => {
		await peer.output("mctptool down mctpusb0; mctptool up mctpusb0");
		expect(await peer.output("mctptool ping 1 9 0x7e 1000 ccdef0")).toBe("9: 1003 bytes, same");
	});
});
