// SPDX-License-Identifier: Apache-2.0
import type { Table } from "./table.js";

/** Set Endpoint ID (DSP0236 12.3) and Get Endpoint ID (12.4). The bus owner is EID 9. */
export const setEndpointId: Table = {
	name: "Set Endpoint ID",
	trace: 0x5b017a4a,
	sessions: [
		{
			name: "without static EID",
			steps: [
				{ name: "has no EID at first", in: "010009c8 008002", out: "010900c0 000002 00 00 00 00", eid: 0 },
				{ name: "refuses EID 0", in: "010009c8 008101 00 00", out: "010900d0 000101 02", eid: 0 },
				{ name: "refuses EID 1", in: "010009c8 008201 00 01", out: "010900e0 000201 02", eid: 0 },
				{ name: "refuses EID 7", in: "010009c8 008301 00 07", out: "010900f0 000301 02", eid: 0 },
				{ name: "refuses EID 255", in: "010009c8 008401 00 ff", out: "010900c0 000401 02", eid: 0 },
				{ name: "refuses a reset", in: "010009c8 008501 02 20", out: "010900d0 000501 02", eid: 0 },
				{ name: "refuses the discovered flag", in: "010009c8 008601 03 20", out: "010900e0 000601 02", eid: 0 },
				{ name: "takes EID 8, the lowest, and answers from it", in: "010009c8 008701 00 08", out: "010908f0 000701 00 00 08 00", eid: 8 },
				{ name: "takes EID 254, the highest", in: "010809c8 008801 00 fe", out: "010908c0 000801 00 00 fe 00", eid: 254 },
				{ name: "reports the new EID", in: "01fe09c8 008902", out: "0109fed0 000902 00 fe 00 00" },
				{ name: "is silent under the old EID", in: "010809c8 008a02", count: { notForUs: 1 } },
				{ name: "takes a forced EID", in: "01fe09c8 008b01 01 20", out: "0109fee0 000b01 00 00 20 00", eid: 0x20 },
				{ name: "takes the EID it has", in: "012009c8 008c01 00 20", out: "010920f0 000c01 00 00 20 00", eid: 0x20 },
				{ name: "keeps its EID when it refuses another", in: "012009c8 008d01 00 00", out: "010920c0 000d01 02", eid: 0x20 },
				{ name: "ignores reserved bits of the operation", in: "012009c8 008e01 fc 21", out: "010920d0 000e01 00 00 21 00", eid: 0x21 },
				{ name: "takes an EID that comes by broadcast", in: "01ff09c8 008f01 00 22", out: "010921e0 000f01 00 00 22 00", eid: 0x22 },
			],
		},
		{
			name: "with static EID",
			setup: { ports: [{ eid: 0x0a, mediumSpecific: 0x01 }] },
			steps: [
				{ name: "has it from the start, and says so", in: "010a09c8 008002", out: "01090ac0 000002 00 0a 02 01" },
				{ name: "takes another EID", in: "010a09c8 008101 00 0b", out: "01090ad0 000101 00 00 0b 00", eid: 0x0b },
				{ name: "says that the present EID is not the static one", in: "010b09c8 008202", out: "01090be0 000202 00 0b 03 01" },
				{
					name: "goes back on reset, whatever EID stands beside",
					in: "010b09c8 008301 02 ff",
					out: "01090bf0 000301 00 00 0a 00",
					eid: 0x0a,
				},
				{
					name: "answers a reset to the null EID from the static EID",
					in: "010009c8 008401 02 00",
					out: "01090ac0 000401 00 00 0a 00",
					eid: 0x0a,
				},
				{ name: "takes another EID again", in: "010009c8 008501 01 0c", out: "01090cd0 000501 00 00 0c 00", eid: 0x0c },
				{
					name: "ignores reserved bits of the operation",
					in: "010c09c8 008801 fe 00",
					out: "01090ce0 000801 00 00 0a 00",
					eid: 0x0a,
				},
				{ name: "takes another EID once more", in: "010009c8 008901 00 0d", out: "01090df0 000901 00 00 0d 00", eid: 0x0d },
				{ name: "returns to the static EID when the link goes down", link: "down", eid: 0x0a },
				{ name: "answers from it when the link is up again", link: "up", in: "010a09c8 008602", out: "01090ac0 000602 00 0a 02 01" },
			],
		},
		{
			name: "when the new EID counts",
			setup: { ports: [{ eid: 0x0a }] },
			steps: [
				{ name: "not while the answer waits", in: "010a09c8 008001 00 20", pull: 0, eid: 0x0a },
				{ name: "not while the hardware sends the answer", hold: true, out: "01090ac0 000001 00 00 20 00", eid: 0x0a },
				{ name: "once the answer has left", report: true, eid: 0x20 },
				{
					name: "not when the answer did not leave",
					in: "012009c8 008101 00 21",
					fail: true,
					out: "010920d0 000101 00 00 21 00",
					count: { received: 1, sendFailed: 1 },
					eid: 0x20,
				},
				{ name: "not when nobody takes the answer in time", in: "012009c8 008201 00 22", pull: 0, eid: 0x20 },
				{ name: "the EID stays after that", at: 6000, count: { answerAbandoned: 1 }, eid: 0x20 },
				{ name: "not when the link goes down before the answer left", in: "012009c8 008301 00 23", pull: 0, eid: 0x20 },
				{ name: "the static EID is back then", link: "down", count: { answerAbandoned: 1 }, eid: 0x0a },
				{ name: "and stays when the link comes up", link: "up", eid: 0x0a },
				{
					name: "two requests answered in one burst",
					in: ["010a09c8 008401 00 24", "010a09c9 008501 00 25"],
					hold: true,
					out: ["01090ae0 000401 00 00 24 00", "01090af1 000501 00 00 25 00"],
					eid: 0x0a,
				},
				{ name: "the later of two counts in the end", report: true, eid: 0x25 },
			],
		},
		{
			name: "forgetting",
			steps: [
				{ name: "takes an EID", in: "010009c8 008001 00 20", out: "010920c0 000001 00 00 20 00", eid: 0x20 },
				{ name: "forgets it when the link goes down", link: "down", eid: 0 },
				{ name: "takes no packet while the link is down", in: "010009c8 008102", count: { linkDown: 1 } },
				{ name: "has none when the link is up again", link: "up", in: "010009c8 008202", out: "010900d0 000202 00 00 00 00" },
			],
		},
		{
			name: "two ports",
			setup: { ports: [{}, { eid: 0x30, network: 2 }] },
			steps: [
				{ name: "one port's EID changes", in: "010009c8 008001 00 20", out: "010920c0 000001 00 00 20 00", eid: 0x20 },
				{ name: "the other port keeps its own", in: "1/013009c8 008102", out: "1/010930c0 000102 00 30 02 00", eid: 0x20 },
				{ name: "the first port's EID is not known on the second", in: "1/012009c8 008202", count: { "1/notForUs": 1 } },
				{
					name: "the second port's link down leaves the first alone",
					link: "1/down",
					in: "012009c8 008302",
					out: "010920d0 000302 00 20 00 00",
					eid: 0x20,
				},
			],
		},
	],
};
