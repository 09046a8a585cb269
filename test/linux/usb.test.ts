// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { useUsbPeer } from "./peer.js";

const peer = useUsbPeer();
const physical = (request: string) => peer.output(`mctptool req -i mctpusb0 1 0 0 ${request}`);
const control = (request: string) => peer.output(`mctptool req 1 9 0 ${request}`);
const attribute = (name: string) => peer.output(`cat /sys/class/net/mctpusb0/${name}`);
const identify = "9: 00 02 00 09 00 00";

describe("the network device", () => {
	test("appears, is up, with the MTU of the base specification", async () => {
		await peer.output("usb_up 8 0");
		expect(Number(await attribute("flags")) & 1, "IFF_UP").toBe(1);
		expect(await attribute("type"), "ARPHRD_MCTP").toBe("290");
		expect(await attribute("mtu")).toBe("68");
	});
	test("belongs to a high-speed device with one MCTP interface", async () => {
		expect(await peer.output("usb_attribute speed")).toBe("480");
		expect((await peer.output("usb_attribute bNumInterfaces")).trim()).toBe("1");
		const names = ["bInterfaceClass", "bInterfaceSubClass", "bInterfaceProtocol", "bNumEndpoints"];
		expect(await peer.output(`cd /sys/class/net/mctpusb0/device && cat ${names.join(" ")}; cd /`)).toBe("14\n00\n01\n02");
	});
	test.each(["manufacturer", "product", "serial"])("whose %s has a text", async (name) => {
		expect(await peer.output(`usb_attribute ${name}`)).toMatch(/^[ -~]+$/);
	});
});
describe("enumeration in the order of mctpd", () => {
	test("1. Get Endpoint ID by physical address", async () => {
		expect(await physical("80 02")).toBe("0: 00 02 00 00 00 00");
	});
	test("2. Set Endpoint ID 9 by physical address", async () => {
		expect(await physical("81 01 00 09")).toMatch(/^[09]: 01 01 00 00 09 00$/);
		await peer.output("mctptool route mctpusb0 9");
	});
	test("3. Get Message Type Support", async () => {
		expect(await control("82 05")).toMatch(/^9: 02 05 00 0[2-9] 00 ([0-9a-f]{2} )*7e/);
	});
	test("4. Get Vendor Defined Message Support", async () => {
		expect(await control("83 06 00")).toMatch(/^9: 03 06 00 (01|ff) 00 cc de( [0-9a-f]{2}){2}$/);
	});
	test("5. Get Endpoint UUID", async () => {
		expect(await control("84 03")).toMatch(/^9: 04 03 00( [0-9a-f]{2}){16}$/);
	});
});
describe.each([68, 251])("MTU %i", (mtu) => {
	test("is taken", async () => {
		await peer.output(`mctptool down mctpusb0; mctptool up mctpusb0 ${mtu}`);
		expect(await attribute("mtu")).toBe(String(mtu));
		expect(await control("80 02")).toBe(identify);
	});
	// the MTU counts the header of 4 bytes; message type, vendor and command take 4 more
	test.each([1, 2, 58, 59, 60, 61, 62, 242, 243, 244, 500, 501, 1000, 1024, 4096, 8192])("echo of %i bytes", async (length) => {
		expect(await peer.output(`mctptool ping 1 9 0x7e ${length} ccdef0`)).toBe(`9: ${length + 3} bytes, same`);
	});
	test.each([
		["eight requests at the same time, one for each tag", "1 2 3 4 5 6 7 8", 40],
		["four requests in many packets at the same time, which Linux mixes now and then", "1 2 3 4", 12000],
	])("%s, five times", async (_, requests, length) => {
		const round = `for i in ${requests}; do mctptool ping 1 9 0x7e ${length} ccdef0 & done; wait`;
		const answers = await peer.output(`{ for round in 1 2 3 4 5; do ${round}; done; } 2>&1 | sort | uniq -c`);
		expect(answers.trim()).toBe(`${5 * requests.split(" ").length} 9: ${length + 3} bytes, same`);
	});
});
describe("the same device", () => {
	test("answers 200 requests in a row", async () => {
		const line = "i=0; while [ $i -lt 200 ]; do mctptool req 1 9 0 80 02; i=$((i + 1)); done 2>&1 | sort | uniq -c";
		expect((await peer.output(line)).trim()).toBe(`200 ${identify}`);
	});
	test("gives tags back after ten requests that nobody answers", async () => {
		const unanswered = await peer.run("for i in 1 2 3 4 5 6 7 8 9 10; do mctptool req -t 30 1 9 5 00; done 2>&1 | sort | uniq -c");
		expect(unanswered.output.trim()).toBe("10 mctptool: no response in 30 ms");
		expect(await control("80 02")).toBe(identify);
	});
	test("is silent while the link is down, and there when it is up, ten times", async () => {
		for (let i = 0; i < 10; i++) {
			await peer.output("mctptool down mctpusb0");
			expect((await peer.run("mctptool req -t 20 1 9 0 80 02")).status).not.toBe(0);
			await peer.output("mctptool up mctpusb0");
			expect(await control("80 02")).toBe(identify);
		}
	});
	test("comes back when the driver lets go of it and takes it again", async () => {
		await peer.output("interface=$(basename $(readlink /sys/class/net/mctpusb0/device)); driver=/sys/bus/usb/drivers/mctp-usb");
		await peer.output("echo $interface > $driver/unbind; wait_gone mctpusb0; echo $interface > $driver/bind; usb_up 8 9");
		expect(await physical("80 01 00 09")).toMatch(/: 00 01 00 00 09 00$/);
		expect(await control("80 02")).toBe(identify);
	});
	test("comes back when its configuration is taken away and given again", async () => {
		await peer.output("device=$(readlink -f /sys/class/net/mctpusb0/device/..)");
		await peer.output("echo 0 > $device/authorized; wait_gone mctpusb0; echo 1 > $device/authorized; usb_up 8 9");
		expect(await physical("80 01 00 09")).toMatch(/: 00 01 00 00 09 00$/);
		expect(await control("80 02")).toBe(identify);
	});
	test("comes back when the host controller starts anew and resets the bus", async () => {
		await peer.output(
			"controller=$(basename $(readlink -f /sys/class/net/mctpusb0/device/../../..)); driver=/sys/bus/pci/drivers/xhci_hcd",
		);
		await peer.output("echo $controller > $driver/unbind; wait_gone mctpusb0; echo $controller > $driver/bind; usb_up 8 9");
		expect(await physical("80 01 00 09")).toMatch(/: 00 01 00 00 09 00$/);
		expect(await peer.output("mctptool ping 1 9 0x7e 4096 ccdef0")).toBe("9: 4099 bytes, same");
	});
	test("ends cleanly on SIGTERM while the connection is open, and is unplugged by that", async () => {
		expect(await peer.device.stop("SIGTERM")).toBe(0);
		await peer.output("usb_lost");
	});
});
