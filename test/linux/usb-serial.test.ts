// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { useUsbPeer } from "./peer.js";

// One device on two networks: the serial line on network 1, USB on network 2. The guest has EID 8 on both.
const peer = useUsbPeer({ serial: true });
const answers = async (line: string) => (await peer.output(`{ ${line}; wait; } 2>&1 | sort | uniq -c`)).trim().split(/\n */);

test("both interfaces appear", async () => {
	await peer.output("serial_up 8 9");
	await peer.output("wait_for mctptool up mctpusb0 && mctptool net mctpusb0 2 && mctptool addr mctpusb0 8 && mctptool route mctpusb0 9");
});
test("the device has no EID on either", async () => {
	expect(await peer.output("mctptool req -i mctpserial0 1 0 0 80 02")).toBe("0: 00 02 00 00 00 00");
	expect(await peer.output("mctptool req -i mctpusb0 2 0 0 80 02")).toBe("0: 00 02 00 00 00 00");
});
test("an EID for the serial line is none for USB", async () => {
	expect(await peer.output("mctptool req -i mctpserial0 1 0 0 80 01 00 09")).toMatch(/: 00 01 00 00 09 00$/);
	expect(await peer.output("mctptool req -i mctpusb0 2 0 0 80 02")).toBe("0: 00 02 00 00 00 00");
});
test("the same EID on both", async () => {
	expect(await peer.output("mctptool req -i mctpusb0 2 0 0 80 01 00 09")).toMatch(/: 00 01 00 00 09 00$/);
	expect(await peer.output("mctptool req 1 9 0 80 02")).toBe("9: 00 02 00 09 00 00");
	expect(await peer.output("mctptool req 2 9 0 80 02")).toBe("9: 00 02 00 09 00 00");
});
test("another EID on one of them", async () => {
	expect(await peer.output("mctptool req 2 9 0 80 01 00 0a; mctptool route mctpusb0 10")).toMatch(/: 00 01 00 00 0a 00$/);
	expect(await peer.output("mctptool req 1 9 0 80 02")).toBe("9: 00 02 00 09 00 00");
	expect(await peer.output("mctptool req 2 10 0 80 02")).toBe("10: 00 02 00 0a 00 00");
});
test("it is one device: the same UUID on both", async () => {
	const [serial, usb] = [await peer.output("mctptool req 1 9 0 80 03"), await peer.output("mctptool req 2 10 0 80 03")];
	expect(usb.replace("10: ", "9: ")).toBe(serial);
});
test("large messages on both at the same time", async () => {
	const line = "for i in 1 2; do mctptool ping -t 9000 1 9 0x7e 4096 ccdef0 & mctptool ping -t 9000 2 10 0x7e 4096 ccdef0 & done";
	expect(await answers(line)).toEqual(["2 10: 4099 bytes, same", "2 9: 4099 bytes, same"]);
});
test("while USB is away the serial line goes on, and after it both do", async () => {
	await peer.output("device=$(readlink -f /sys/class/net/mctpusb0/device/..); echo 0 > $device/authorized; wait_gone mctpusb0");
	expect(await peer.output("mctptool ping 1 9 0x7e 4096 ccdef0")).toBe("9: 4099 bytes, same");
	await peer.output("echo 1 > $device/authorized; wait_for mctptool up mctpusb0; mctptool net mctpusb0 2; mctptool addr mctpusb0 8");
	expect(await peer.output("mctptool req -i mctpusb0 2 0 0 80 01 00 0a; mctptool route mctpusb0 10")).toMatch(/: 00 01 00 00 0a 00$/);
	expect(await peer.output("mctptool ping 2 10 0x7e 4096 ccdef0")).toBe("10: 4099 bytes, same");
	expect(await peer.output("mctptool ping 1 9 0x7e 4096 ccdef0")).toBe("9: 4099 bytes, same");
});
