// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { usePeer } from "./peer.js";

const setEndpointId = "mctptool req -i mctpserial0 1 0 0 80 01 00 09";
const getEndpointId = "mctptool req 1 9 0 80 02";
const identify = "9: 00 02 00 09 00 00";

describe("the guest connects to the device", () => {
	const peer = usePeer({ direction: "listen" });
	const attribute = (name: string) => peer.output(`cat /sys/class/net/mctpserial0/${name}`);

	test("interface mctpserial0 appears, is up, with the MTU of the serial binding", async () => {
		await peer.output("serial_up 8 9");
		expect(Number(await attribute("flags")) & 1, "IFF_UP").toBe(1);
		expect(await attribute("type"), "ARPHRD_MCTP").toBe("290");
		expect(await attribute("mtu")).toBe("68");
	});
	test("local address and route", async () => {
		expect(await peer.output("mctptool show")).toBe("address mctpserial0 8\nroute mctpserial0 9");
	});
	test("the device takes EID 9", async () => {
		expect(await peer.output(setEndpointId)).toMatch(/: 00 01 00 00 09 00$/);
		expect(await peer.output(getEndpointId)).toBe(identify);
	});
	test("link down: nothing goes out; up: the device is there, with its EID", async () => {
		await peer.output("mctptool down mctpserial0");
		expect(Number(await attribute("flags")) & 1).toBe(0);
		expect((await peer.run("mctptool req -t 50 1 9 0 80 02")).status).not.toBe(0);
		await peer.output("mctptool up mctpserial0");
		expect(await peer.output(getEndpointId)).toBe(identify);
	});
	test("line discipline detached: the interface goes; attached again: the device is there, with its EID", async () => {
		for (let i = 0; i < 3; i++) {
			await peer.output("serial_down");
			expect((await peer.run("ls /sys/class/net/mctpserial0")).status).toBe(1);
			await peer.output("serial_up 8 9");
			expect(await peer.output(getEndpointId)).toBe(identify);
		}
	});
	test("a large echo after all that", async () => {
		expect(await peer.output("mctptool ping 1 9 0x7e 4096 ccdef0")).toBe("9: 4099 bytes, same");
	});
	test("the device ends cleanly on SIGTERM while the line is open", async () => {
		expect(await peer.device.stop("SIGTERM")).toBe(0);
	});
});

describe("the device connects to the guest", () => {
	const peer = usePeer({ direction: "connect" });

	test("the device takes EID 9 and answers", async () => {
		await peer.output("serial_up 8 9");
		expect(await peer.output(setEndpointId)).toMatch(/: 00 01 00 00 09 00$/);
		expect(await peer.output(getEndpointId)).toBe(identify);
		expect(await peer.output("mctptool ping 1 9 0x7e 1000 ccdef0")).toBe("9: 1003 bytes, same");
	});
	test("it ends cleanly on SIGTERM", async () => {
		expect(await peer.device.stop("SIGTERM")).toBe(0);
	});
});
