// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { usePeer } from "./peer.js";

// The order in which mctpd, the bus owner of OpenBMC, sets an endpoint up; instance ids count up.
const peer = usePeer();

test("1. Get Endpoint ID by physical address", async () => {
	await peer.output("serial_up 8 0");
	expect(await peer.output("mctptool req -i mctpserial0 1 0 0 80 02")).toBe("0: 00 02 00 00 00 00");
});
test("2. Set Endpoint ID 11 by physical address", async () => {
	expect(await peer.output("mctptool req -i mctpserial0 1 0 0 81 01 00 0b")).toMatch(/^(0|11): 01 01 00 00 0b 00$/);
	await peer.output("mctptool route mctpserial0 11");
});
test("3. Get Message Type Support", async () => {
	expect(await peer.output("mctptool req 1 11 0 82 05")).toMatch(/^11: 02 05 00 0[2-9] 00 ([0-9a-f]{2} )*7e/);
});
test("4. Get Vendor Defined Message Support", async () => {
	expect(await peer.output("mctptool req 1 11 0 83 06 00")).toMatch(/^11: 03 06 00 (01|ff) 00 cc de( [0-9a-f]{2}){2}$/);
});
test("5. Get Endpoint UUID", async () => {
	expect(await peer.output("mctptool req 1 11 0 84 03")).toMatch(/^11: 04 03 00( [0-9a-f]{2}){16}$/);
});
