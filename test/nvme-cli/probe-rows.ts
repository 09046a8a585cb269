// SPDX-License-Identifier: Apache-2.0

/** A command of mi-probe, and what it prints. */
export type ProbeRow = readonly [command: string, prints: string];

const done = "";
const invalidOpcode = "status 03";
const invalidParameter = "status 04";
const invalidInputSize = "status 06";

/** What nvme-cli cannot send, by what it is about: on a drive that was just started, in this order. Port 1 is the one that is asked. */
export const probeRows: Readonly<Record<string, readonly ProbeRow[]>> = {
	"Read NVMe-MI Data Structure": [
		["subsystem", "ports 2, NVMe-MI 1.2"],
		["port=0", "type 1, capabilities 00, largest unit 64, buffer 0"],
		["port=1", "type 2, capabilities 03, largest unit 250, buffer 0"],
		["port=2", invalidParameter],
		["controllers=0", "2: 0 1"],
		["controllers=1", "2: 0 1"], // libnvme-mi puts the first identifier where the port stands
		["controller=0", "port 0, routing 1 0100, ids 1b36 0010 1af4 1100"],
		["controller=1", "port 0, routing 1 0101, ids 1b36 0010 1af4 1100"],
		["controller=9", invalidParameter],
		[
			"command=0,0x04000000", // optionally supported commands
			"nmresp 00001e, data 0e 00 08 0c 10 09 10 0d 10 10 10 11 10 14 10 15 10 24 10 80 10 81 10 82 10 84 20 00 20 01",
		],
		["command=0,0x05000000", "nmresp 000002, data 00 00"],
	],
	"Health Status Polls": [
		["health=0", "nss 38, sw ff, ctemp 35, pdlu 3, ccs 0021"],
		["command=1,0,0x80000000", "nmresp 000000, data 38 ff 23 03 21 00 00 00"],
		["health=0", "nss 38, sw ff, ctemp 35, pdlu 3, ccs 0000"],
		[
			"command=2,0x81ff0000,0xff", // all controllers
			`nmresp 020000, data ${["00 00 01 00 34 01 03 64 00 21 00", "01 00 00 00 34 01 03 64 00 00 00"].map((each) => `${each} 00 00 00 00 00`).join(" ")}`,
		],
		["command=2,0x81000000,0xff", "nmresp 010000, data 00 00 01 00 34 01 03 64 00 21 00 00 00 00 00 00"],
	],
	Configuration: [
		["frequency=1", "1"],
		["frequency=0", invalidParameter],
		["set-frequency=1,2", done],
		["frequency=1", "2"],
		["set-frequency=1,3", invalidParameter],
		["set-frequency=1,1", done],
		["unit=1", "64"],
		["set-unit=1,128", done],
		["unit=1", "128"],
		["set-unit=1,251", invalidParameter],
		["set-unit=1,64", done],
		["clear-changes=0x0fff", done],
		["enabled-events", done],
	],
	VPD: [
		["command=5,0,16", "nmresp 000000, data 01 00 00 00 01 00 00 fe 01 09 19 c7 45 78 61 6d"],
		["command=6,0,4,deadbeef", "nmresp 000000, data"],
		["command=5,0,8", "nmresp 000000, data de ad be ef 01 00 00 fe"],
		["command=6,0,4,deadbe", invalidInputSize],
		["command=5,4096,4", invalidParameter],
	],
	"control primitives": [
		["primitive=3,1", "cpsr 0000"],
		["primitive=0", "cpsr 0003"],
		["primitive=3", "cpsr 8000"],
		["primitive=1", "cpsr 0000"],
		["primitive=3", "cpsr 0000"],
		["primitive=2", "cpsr 0000"],
		["primitive=4", "cpsr 0000"],
		["primitive=5", invalidOpcode],
	],
	"the other command slot": [
		["slot=1 health=0 primitive=3", "\nhealth=0: nss 38, sw ff, ctemp 35, pdlu 3, ccs 0000\nprimitive=3: cpsr 0000"],
	],
	"Reset and Shutdown": [
		["command=12,0x01000000", "nmresp 000000, data"],
		["health=1", "nss 38, sw ff, ctemp 35, pdlu 3, ccs 0004"],
		["command=7", "nmresp 000000, data"],
		["primitive=3,1", "cpsr 4000"],
		["health=0", "nss 38, sw ff, ctemp 35, pdlu 3, ccs 0031"],
		["command=7,0x01000000", invalidParameter],
		["command=12,0x03000000", invalidParameter],
	],
	"what this drive does not have": [
		["command=8", invalidOpcode], // SES Receive
		["command=9", invalidOpcode], // SES Send
		["command=10", invalidOpcode], // Management Endpoint Buffer Read
		["command=11", invalidOpcode], // Management Endpoint Buffer Write
		["command=13", invalidOpcode],
		["command=0xff", invalidOpcode],
	],
};
