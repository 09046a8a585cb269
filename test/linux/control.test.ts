// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { usePeer } from "./peer.js";

const peer = usePeer();
const physical = (request: string) => peer.output(`mctptool req -i mctpserial0 1 0 0 ${request}`);
const control = (request: string) => peer.output(`mctptool req 1 9 0 ${request}`);

test("an undiscovered device has EID 0", async () => {
	await peer.output("serial_up 8 9");
	expect(await physical("80 02")).toBe("0: 00 02 00 00 00 00");
});
test.each(["00", "ff"])("Set Endpoint ID refuses EID %s: invalid data", async (eid) => {
	expect(await physical(`80 01 00 ${eid}`)).toBe("0: 00 01 02");
	expect(await physical("80 02")).toBe("0: 00 02 00 00 00 00");
});
test("Set Endpoint ID 9 is accepted", async () => {
	expect(await physical("80 01 00 09")).toMatch(/^[09]: 00 01 00 00 09 00$/);
});
test("Get Endpoint ID at the new EID", async () => {
	expect(await control("80 02")).toBe("9: 00 02 00 09 00 00");
});
test("Get Endpoint ID by physical address still answers, with the new EID", async () => {
	expect(await physical("80 02")).toBe("9: 00 02 00 09 00 00");
});
test("the instance id comes back", async () => {
	expect(await control("9f 02")).toBe("9: 1f 02 00 09 00 00");
});
test.each([
	["the base specification", "ff"],
	["the control protocol", "00"],
])("Get MCTP Version Support of %s: 1.0, 1.1, 1.2, 1.3.3", async (_, type) => {
	expect(await control(`80 04 ${type}`)).toBe("9: 00 04 00 04 f1 f0 ff 00 f1 f1 ff 00 f1 f2 ff 00 f1 f3 f3 00");
});
test("Get MCTP Version Support of a type that is not there: 80", async () => {
	expect(await control("80 04 55")).toBe("9: 00 04 80");
});
test("Get Message Type Support: control first, and vendor defined (PCI)", async () => {
	const [completion, count, ...types] = bytes(await control("80 05")).slice(2);
	expect(completion).toBe(0x00);
	expect(types).toHaveLength(count);
	expect(types[0]).toBe(0x00);
	expect(types).toContain(0x7e);
});
test("Get Vendor Defined Message Support: PCI vendor CCDE", async () => {
	expect(await control("80 06 00")).toBe("9: 00 06 00 ff 00 cc de 00 00");
});
test("Get Vendor Defined Message Support with a selector out of range: invalid data", async () => {
	expect(await control("80 06 01")).toBe("9: 00 06 02");
});
test("Get Endpoint UUID: 16 bytes, the same twice", async () => {
	const first = await control("80 03");
	expect(first).toMatch(/^9: 00 03 00( [0-9a-f]{2}){16}$/);
	expect(await control("80 03")).toBe(first);
});
test("an unknown command: completion code 05", async () => {
	expect(await control("80 7f")).toBe("9: 00 7f 05");
});
test.each([
	["Get Endpoint ID with a byte too many", "80 02 00", "9: 00 02 03"],
	["Set Endpoint ID with a byte too few", "80 01 00", "9: 00 01 03"],
	["Get MCTP Version Support without the type", "80 04", "9: 00 04 03"],
])("%s: invalid length", async (_, request, answer) => {
	expect(await control(request)).toBe(answer);
});

/** The bytes of "source: bytes". */
function bytes(answer: string): number[] {
	return answer
		.split(" ")
		.slice(1)
		.map((byte) => parseInt(byte, 16));
}
