// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { useI2cPeer } from "./peer.js";

// PMBus and MCTP on one address, both asked by the kernel: i2cget and i2cset have it add and check packet error codes (p).
const peer = useI2cPeer({ config: JSON.stringify({ devices: [{ name: "supply", profile: "power-supply", i2c: ["{i2c}"] }] }) });

test("a byte and words are read, with a packet error code that the kernel checks", async () => {
	await peer.output("i2c_up 8 9 0x1d 0x10");
	expect(await peer.output("i2cget -y 0 0x1d 0x20 bp")).toBe("0x17");
	expect(await peer.output("i2cget -y 0 0x1d 0x8b wp")).toBe("0x1800");
	expect(await peer.output("i2cget -y 0 0x1d 0x88 wp")).toBe("0xf398");
	expect(await peer.output("i2cget -y 0 0x1d 0x8b w")).toBe("0x1800");
});
test("a block is read: its length, its bytes, its packet error code", async () => {
	expect(await peer.output("i2ctransfer -y 0 w1@0x1d 0x99 r9")).toBe("0x07 0x45 0x78 0x61 0x6d 0x70 0x6c 0x65 0x18");
});
test("a byte, a word, a block and a command without data are written, with codes that the kernel adds", async () => {
	await peer.output(
		"i2cset -y 0 0x1d 0x01 0x40 bp && i2cset -y 0 0x1d 0x40 0x1234 wp && i2cset -y 0 0x1d 0x9b 0x42 0x37 sp && i2cset -y 0 0x1d 0x03 cp",
	);
	expect(await peer.output("i2cget -y 0 0x1d 0x01 bp")).toBe("0x40");
	expect(await peer.output("i2cget -y 0 0x1d 0x40 wp")).toBe("0x1234");
	expect(await peer.output("i2ctransfer -y 0 w1@0x1d 0x9b r3")).toBe("0x02 0x42 0x37");
});
test("a wrong code is refused: what was written before stays", async () => {
	await peer.output("i2ctransfer -y 0 w3@0x1d 0x01 0x80 0x00");
	expect(await peer.output("i2cget -y 0 0x1d 0x01 bp")).toBe("0x40");
});
test("a command that there is not reads as nothing, and the next one is served", async () => {
	expect(await peer.output("i2cget -y 0 0x1d 0x77 b")).toBe("0xff");
	expect((await peer.run("i2cget -y 0 0x1d 0x77 bp")).status).not.toBe(0);
	expect(await peer.output("i2cget -y 0 0x1d 0x98 bp")).toBe("0x33");
});
test("MCTP is served on the same address at the same time", async () => {
	expect(await peer.output("mctptool req -i mctpi2c0 -l 0x1d 1 0 0 81 01 00 09")).toMatch(/^[09]: 01 01 00 00 09 00$/);
	const answers = await peer.output(
		"{ for i in 1 2 3 4; do mctptool ping 1 9 0x7e 1000 ccdef0 & done; i=0; while [ $i -lt 50 ]; do i2cget -y 0 0x1d 0x8b wp; i=$((i + 1)); done; wait; } 2>&1 | sort | uniq -c",
	);
	expect(answers.split("\n").map((line) => line.trim())).toEqual(["50 0x1800", "4 9: 1003 bytes, same"]);
});
