// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { useI2cPeer } from "./peer.js";

// Three endpoints and a bridge with 24 more behind it, all of one process, on the kernel's bus.
const addresses = [0x1d, 0x1e, 0x1f];
const bridgeAddress = 0x20;
const peer = useI2cPeer({
	config: JSON.stringify({
		devices: [
			...addresses.map((i2cAddress) => ({ name: `d${i2cAddress}`, i2c: ["{i2c}"], i2cAddress })),
			{ name: "backplane", profile: "backplane", i2c: ["{i2c}"], i2cAddress: bridgeAddress },
		],
	}),
});
const physical = (address: number, request: string) => peer.output(`mctptool req -i mctpi2c0 -l ${address} 1 0 0 ${request}`);
const hex = (eid: number) => eid.toString(16).padStart(2, "0");

test("three devices at three addresses take three EIDs", async () => {
	await peer.output("i2c_up 8 0");
	for (const [index, address] of addresses.entries()) {
		const eid = 9 + index;
		expect(await physical(address, `80 01 00 ${hex(eid)}`)).toMatch(new RegExp(`: 00 01 00 00 ${hex(eid)} 00$`));
		await peer.output(`i2c_neighbour ${eid} ${address}`);
		expect(await peer.output(`mctptool req 1 ${eid} 0 80 02`)).toBe(`${eid}: 00 02 00 ${hex(eid)} 00 00`);
	}
});
test("all three answer at the same time", async () => {
	const answers = await peer.output(
		"{ for eid in 9 10 11; do for size in 1 100 4096; do mctptool ping 1 $eid 0x7e $size ccdef0 & done; done; wait; } 2>&1 | sort -n",
	);
	expect(answers.split("\n").sort()).toEqual(
		[9, 10, 11].flatMap((eid) => [1, 100, 4096].map((size) => `${eid}: ${size + 3} bytes, same`)).sort(),
	);
});
test("the bridge takes EID 20 and wants a pool of 24, which is 30 to 53", async () => {
	expect(await physical(bridgeAddress, "80 01 00 14")).toMatch(/: 00 01 00 01 14 18$/);
	await peer.output(`i2c_neighbour 20 ${bridgeAddress}`);
	expect(await peer.output("mctptool req 1 20 0 80 02")).toBe("20: 00 02 00 14 10 00");
	expect(await peer.output("mctptool req 1 20 0 81 08 00 18 1e")).toBe("20: 01 08 00 00 18 1e");
});
test("its routing table fills with those behind it", async () => {
	const first = async () => (await peer.output("mctptool req 1 20 0 82 0a 00")).split(" ");
	for (let tries = 0; tries < 600 && "08" !== (await first())[5]; tries++) await peer.output("usleep 100000");
	const entries = await first();
	// as many as fit an answer, and more behind them; itself first: a bridge, SMBus, I2C at 400 kHz, address 0x20
	expect(entries[5]).toBe("08");
	expect(entries.slice(6, 13)).toEqual(["01", "14", "80", "01", "04", "01", "40"]);
});
test("endpoints behind the bridge are reached by their EIDs", async () => {
	for (const eid of [30, 41, 53]) {
		await peer.output(`i2c_neighbour ${eid} ${bridgeAddress}`);
		expect(await peer.output(`mctptool req 1 ${eid} 0 83 02`)).toBe(`${eid}: 03 02 00 ${hex(eid)} 00 00`);
	}
	await peer.output("mctptool down mctpi2c0 && mctptool up mctpi2c0 68");
	for (const size of [1, 60, 61, 1000, 4000])
		expect(await peer.output(`mctptool ping 1 30 0x7e ${size} ccdef0`)).toBe(`30: ${size + 3} bytes, same`);
});
