// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { usePeer } from "./peer.js";

const peer = usePeer({ profile: "sensor-card" });
const pldm = (command: string) => peer.output(`pldmtool 1 9 ${command}`);

test("the sensor card takes EID 9", async () => {
	await peer.output("serial_up 8 9");
	expect(await peer.output("mctptool req -i mctpserial0 1 0 0 80 01 00 09")).toMatch(/: 00 01 00 00 09 00$/);
});
test("it has PLDM base, platform and FRU", async () => {
	expect(await pldm("types")).toBe(
		["tid 0", "type 0 version f1f1f000 commands 9", "type 2 version f1f2f100 commands 28", "type 4 version f1f0f000 commands 4"].join("\n"),
	);
});
test("its records can be walked in parts of 40 bytes, with the right CRC-8", async () => {
	const lines = (await pldm("pdrs")).split("\n");
	expect(lines).toHaveLength(44);
	expect(lines[0]).toBe("record 1 type 1 bytes 35");
	expect(lines[5]).toBe("record 6 type 2 bytes 99");
	expect(lines[43]).toMatch(/^43 records, \d+ bytes$/);
});
test("sensor 1 tells 23.5 degrees", async () => {
	expect(await pldm("reading 1")).toBe("03 00 02 01 00 01 eb 00");
});
test("a sensor that is not there: completion code 80", async () => {
	expect(await peer.run("pldmtool 1 9 reading 77")).toEqual({ status: 4, output: "pldmtool: command 11 of type 2: completion code 80" });
});
test("events come to the guest, and are taken", async () => {
	await peer.output("pldmtool 1 9 events 8 2 > /tmp/events & events=$!; wait_for grep -q subscribed /tmp/events");
	const operator = await peer.operator();
	try {
		await operator.call("pldm.setSensor", { id: 1, value: 48 });
		await operator.call("pldm.setState", { id: 103, state: 2 });
		expect(await peer.output("wait $events && cat /tmp/events")).toBe(
			["subscribed", "9: 02 0a 01 00 00 01 00 02 08 01 03 e0 01", "9: 02 0a 01 00 00 67 00 01 00 02 01"].join("\n"),
		);
		expect(await operator.call("pldm.events")).toMatchObject({ waiting: [], lost: 0, undelivered: 0 });
	} finally {
		operator.close();
	}
});
