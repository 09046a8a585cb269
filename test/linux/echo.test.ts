// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { usePeer } from "./peer.js";

const peer = usePeer();
const identify = "9: 00 02 00 09 00 00";

test("the device takes EID 9", async () => {
	await peer.output("serial_up 8 9");
	expect(await peer.output("mctptool req -i mctpserial0 1 0 0 80 01 00 09")).toMatch(/: 00 01 00 00 09 00$/);
});
// message type, vendor and command take 4 bytes: 60 fill one packet of 64
test.each([1, 2, 58, 59, 60, 61, 62, 64, 100, 250, 1000, 1024, 4096, 8192])("echo of %i bytes", async (length) => {
	expect(await peer.output(`mctptool ping 1 9 0x7e ${length} ccdef0`)).toBe(`9: ${length + 3} bytes, same`);
});
test.each(["7e", "7d", "7e7e7e7e", "7d7d7d7d", "7e7d7e7d", "7d5e7d5d"])("echo of the escaped bytes %s", async (data) => {
	expect(await peer.output(`mctptool req 1 9 0x7e ccdef0${data}`)).toBe(`9: cc de f0 ${data.match(/../g)!.join(" ")}`);
});
// EIDs, tag and flags are fixed, so that these bodies have the frame check sequence in question
test.each([
	["first byte 7e, to the device", "00f3"],
	["second byte 7e, to the device", "017c"],
	["first byte 7d, to the device", "00c0"],
	["second byte 7d, to the device", "0066"],
	["first byte 7e, from the device", "00c1"],
	["second byte 7e, from the device", "0063"],
	["first byte 7d, from the device", "017b"],
	["second byte 7d, from the device", "0179"],
])("a frame check sequence with %s", async (_, data) => {
	expect(await peer.output(`mctptool req 1 9 0x7e ccdef0${data}`)).toBe(`9: cc de f0 ${data.slice(0, 2)} ${data.slice(2)}`);
});
test("tags come back after ten requests that nobody answers", async () => {
	const unanswered = await peer.run("for i in 1 2 3 4 5 6 7 8 9 10; do mctptool req -t 30 1 9 5 00; done 2>&1 | sort | uniq -c");
	expect(unanswered.output.trim()).toBe("10 mctptool: no response in 30 ms");
	expect(await peer.output("mctptool req 1 9 0 80 02")).toBe(identify);
});
test("200 requests in a row", async () => {
	const answers = await peer.output("i=0; while [ $i -lt 200 ]; do mctptool req 1 9 0 80 02; i=$((i + 1)); done 2>&1 | sort | uniq -c");
	expect(answers.trim()).toBe(`200 ${identify}`);
});
test("eight requests at the same time, one for each tag", async () => {
	const answers = await peer.output(
		"{ for i in 1 2 3 4 5 6 7 8; do mctptool ping 1 9 0x7e 40 ccdef0 & done; wait; } 2>&1 | sort | uniq -c",
	);
	expect(answers.trim()).toBe("8 9: 43 bytes, same");
});
