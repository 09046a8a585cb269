// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeEach, expect, test } from "vitest";
import { useI2cPeer } from "./peer.js";
import { Station } from "./station.js";

// The kernel and four processes on one bus: the device at 0x1d, whose socket it is, two devices, and a second bus owner.
const peer = useI2cPeer();
const stations: Station[] = [];
const start = (...options: string[]) => {
	stations.push(new Station(...options));
	return stations.at(-1)!;
};
const device = async (address: number) => {
	const station = start("device", "--i2c", `unix:${peer.device.socket("i2c")}`, "--i2c-address", String(address), "--log", "info");
	await station.until("i2c0: up");
	return station;
};
beforeEach((context) => context.skip(undefined !== process.env.MCTP_DEVICE, "these are processes of mctp-xs, and MCTP_DEVICE is set"));
afterAll(async () => {
	for (const station of stations) await station.stop();
});

const endpoints = [
	{ address: 0x1d, eid: 9 },
	{ address: 0x1e, eid: 10 },
	{ address: 0x1f, eid: 11 },
];
const physical = (address: number, request: string) => peer.output(`mctptool req -i mctpi2c0 -l ${address} 1 0 0 ${request}`);
const hex = (eid: number) => eid.toString(16).padStart(2, "0");
/** Each EID echoes 1, 100 and 4096 bytes, all at the same time. */
const echoes = async (...eids: number[]) => {
	const answers = await peer.output(
		`{ for eid in ${eids.join(" ")}; do for size in 1 100 4096; do mctptool ping 1 $eid 0x7e $size ccdef0 & done; done; wait; } 2>&1 | sort -n`,
	);
	expect(answers.split("\n").sort()).toEqual(eids.flatMap((eid) => [1, 100, 4096].map((size) => `${eid}: ${size + 3} bytes, same`)).sort());
};

let middle: Station;
test("devices of three processes take three EIDs", async () => {
	middle = await device(0x1e);
	await device(0x1f);
	await peer.output("i2c_up 8 0 0x1d 0x11");
	for (const { address, eid } of endpoints) {
		expect(await physical(address, `80 01 00 ${hex(eid)}`)).toMatch(new RegExp(`: 00 01 00 00 ${hex(eid)} 00$`));
		await peer.output(`i2c_neighbour ${eid} ${address}`);
		expect(await peer.output(`mctptool req 1 ${eid} 0 80 02`)).toBe(`${eid}: 00 02 00 ${hex(eid)} 00 00`);
	}
});
test("all three echo at the same time", () => echoes(9, 10, 11));
test("one is killed: its address is not acknowledged any more, the others go on", async () => {
	expect(await middle.stop("SIGKILL")).toBe("SIGKILL");
	const { status, output } = await peer.run("mctptool req -t 300 1 10 0 80 02");
	expect([status, output]).toEqual([2, "mctptool: no response in 300 ms"]);
	await echoes(9, 11);
});
test("one is killed while it answers: the others go on", async () => {
	const last = stations[1];
	await peer.output("mctptool ping -t 500 1 11 0x7e 8192 ccdef0 > /tmp/ping 2>&1 & ping=$!");
	expect(await last.stop("SIGKILL")).toBe("SIGKILL");
	await echoes(9);
	await peer.run("wait $ping");
});
test("both come back, without EID, get theirs, and echo with the first", async () => {
	for (const { address, eid } of endpoints.slice(1)) {
		await device(address);
		expect(await physical(address, "81 02")).toMatch(/: 01 02 00 00 00 00$/);
		expect(await physical(address, `82 01 00 ${hex(eid)}`)).toMatch(new RegExp(`: 02 01 00 00 ${hex(eid)} 00$`));
	}
	await echoes(9, 10, 11);
});
test("a second bus owner finds all three with the EIDs that the kernel gave", async () => {
	const owner = start(
		...["bus", "--i2c", `unix:${peer.device.socket("i2c")}`, "--addresses", "0x1d,0x1e,0x1f,0x20", "--own-eid", "40"],
		...["--interval", "50", "--timeout", "5000", "--json"],
	);
	await owner.until('"endpoints"');
	const { endpoints: found } = JSON.parse(owner.log.split("\n")[0]) as { endpoints: { eid: number; address: number }[] };
	expect(found.map(({ eid, address }) => ({ address, eid }))).toEqual(endpoints);
});
test("and while it looks after them all the time, the kernel is served", async () => {
	for (let round = 0; round < 5; round++) await echoes(9, 10, 11);
	expect(stations.at(-1)!.log).not.toContain('"event"');
	expect(await stations.at(-1)!.stop()).toBe(143);
});
