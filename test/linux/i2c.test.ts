// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { useI2cPeer } from "./peer.js";

const peer = useI2cPeer();
const physical = (request: string) => peer.output(`mctptool req -i mctpi2c0 -l 0x1d 1 0 0 ${request}`);

// The order in which mctpd, the bus owner of OpenBMC, sets an endpoint up.
test("Get Endpoint ID at its address: none yet", async () => {
	await peer.output("i2c_up 8 9 0x1d 0x10");
	expect(await physical("80 02")).toBe("0: 00 02 00 00 00 00");
});
test("Set Endpoint ID 9 at its address", async () => {
	expect(await physical("81 01 00 09")).toMatch(/^[09]: 01 01 00 00 09 00$/);
});
test("Get Message Type Support", async () => {
	expect(await peer.output("mctptool req 1 9 0 82 05")).toMatch(/^9: 02 05 00 0[2-9] 00 ([0-9a-f]{2} )*7e/);
});
test("Get Vendor Defined Message Support", async () => {
	expect(await peer.output("mctptool req 1 9 0 83 06 00")).toMatch(/^9: 03 06 00 (01|ff) 00 cc de( [0-9a-f]{2}){2}$/);
});
test("Get Endpoint UUID", async () => {
	expect(await peer.output("mctptool req 1 9 0 84 03")).toMatch(/^9: 04 03 00( [0-9a-f]{2}){16}$/);
});
// message type, vendor and command take 4 bytes: 246 fill a block write of 255, which is what Linux sends without a route that says less
test.each([1, 2, 59, 60, 61, 64, 245, 246, 247, 250, 1000, 1024, 4096, 8192])(
	"echo of %i bytes, each packet with its error code",
	async (length) => {
		expect(await peer.output(`mctptool ping 1 9 0x7e ${length} ccdef0`)).toBe(`9: ${length + 3} bytes, same`);
	},
);
test("an address that nobody has is not acknowledged", async () => {
	await peer.output("i2c_neighbour 10 0x33");
	const { status, output } = await peer.run("mctptool req -t 300 1 10 0 80 02");
	expect([status, output]).toEqual([2, "mctptool: no response in 300 ms"]);
	expect(await peer.output("mctptool req 1 9 0 80 02")).toBe("9: 00 02 00 09 00 00");
});
test("200 requests in a row", async () => {
	const answers = await peer.output("i=0; while [ $i -lt 200 ]; do mctptool req 1 9 0 80 02; i=$((i + 1)); done 2>&1 | sort | uniq -c");
	expect(answers.trim()).toBe("200 9: 00 02 00 09 00 00");
});
test("eight requests at the same time, one for each tag", async () => {
	const answers = await peer.output(
		"{ for i in 1 2 3 4 5 6 7 8; do mctptool ping 1 9 0x7e 40 ccdef0 & done; wait; } 2>&1 | sort | uniq -c",
	);
	expect(answers.trim()).toBe("8 9: 43 bytes, same");
});
