// SPDX-License-Identifier: Apache-2.0
import { admin, completed, exchanges, refused } from "./nvme-mi.js";
import type { Setup, Table } from "./table.js";

const setup: Setup = {
	ports: [{ eid: 8 }],
	responders: ["drive"],
	drive: {
		serialNumber: "S1",
		ports: [{ pcie: {} }, { twoWire: {} }],
		controllers: [{ id: 0 }, { id: 1 }],
		answers: [
			{ command: "structure", first: 4, second: 8, status: 0x04 },
			{
				command: "identify",
				first: 1,
				patches: [
					{ at: 4, bytes: [0x58] },
					{ at: 6, bytes: [0x59, 0x5a, 0x5b] },
				],
			},
			{ command: "identify", first: 2, completion: 0x002 },
			{ command: "identify", first: 0x7f, second: 0x02000000, size: 4096, patches: [{ at: 4095, bytes: [0xee] }] },
			{ command: "identify", namespace: 1, size: 4096, patches: [{ at: 0, bytes: [0x5c] }] },
			{ command: "log", first: 0xc0, size: 16, patches: [{ at: 2, bytes: [1, 2, 3, 4] }] },
			{ command: "log", first: 0x1c0, second: 0x00030000, completion: 0x109 },
			{ command: "log", first: 0x81, status: 0x00280004 },
			{ command: "feature", first: 0x0102, result: 7 },
			{ command: "feature", first: 0xd0, size: 4, result: 9, patches: [{ at: 0, bytes: [0xaa, 0xbb] }] },
			{ command: "feature", first: 0xd1, size: 0, result: 5 },
			{ command: "feature", first: 0xd2, second: 6, size: 4 },
			{ command: "feature", first: 0x04, patches: [] },
			{ command: "structure", controller: 1, first: 0x04000000, size: 4, patches: [{ at: 0, bytes: [1, 0, 0x10, 0xc1] }] },
			{ command: "pcie", controller: 1, patches: [{ at: 8, bytes: [0x42] }] },
		],
	},
};

const invalidField = refused("00000580");
const identify = (cns: string, offset: string, length: string, fields: object = {}) =>
	admin("06", { d10: `${cns}000000`, offset: `${offset}0000`, length: `${length}0000`, ...fields });
const log = (dword10: string, length: string, fields: object = {}) => admin("02", { d10: dword10, length: `${length}0000`, ...fields });

/** A profile with answers of another device, as a clone has them. */
export const nvmeMiAnswers: Table = {
	name: "NVMe-MI with answers of another device",
	trace: 0x4219c6f0,
	sessions: [
		{
			name: "in place of those of the model",
			setup,
			steps: exchanges([
				{
					name: "bytes of a structure, and between them those of the model",
					ask: identify("01", "0400", "0800"),
					answer: completed("5831595a 5b202020"),
				},
				{ name: "which may be cut anywhere", ask: identify("01", "0800", "0400"), answer: completed("5b202020") },
				{ name: "are of one controller", ask: identify("01", "0400", "0400", { controller: "0100" }), answer: completed("53312020") },
				{ name: "a structure that is refused", ask: identify("02", "0000", "0400"), answer: invalidField },
				{
					name: "one that the model does not have",
					ask: identify("7f", "fc0f", "0400", { d11: "00000002" }),
					answer: completed("000000ee"),
				},
				{ name: "is not there with another dword 11", ask: identify("7f", "fc0f", "0400"), answer: invalidField },
				{ name: "nor longer than it is", ask: identify("7f", "0010", "0400", { d11: "00000002" }), answer: "900000 04 00 1c00" },
				{
					name: "a structure of a namespace",
					ask: identify("00", "0000", "0400", { namespace: "01000000" }),
					answer: completed("5c000000"),
				},
				{ name: "a page of the vendor", ask: log("c0000300", "1000"), answer: completed("00000102 03040000 0*8") },
				{
					name: "with Retain Asynchronous Event, from an offset on",
					ask: log("c0800000", "0400", { d12: "04000000" }),
					answer: completed("03040000"),
				},
				{ name: "behind its end there is nothing", ask: log("c0000000", "0400", { d12: "14000000" }), answer: invalidField },
				{
					name: "with parameter and identifier it is refused",
					ask: log("c0010000", "0400", { d11: "00000300" }),
					answer: refused("00001382"),
				},
				{ name: "a page that is refused by the management endpoint", ask: log("81000000", "0400"), answer: "900000 04 00 2800" },
				{ name: "the default of a feature", ask: admin("0a", { d10: "02010000" }), answer: completed("", "07000000") },
				{ name: "its present value is that of the model", ask: admin("0a", { d10: "02000000" }), answer: completed() },
				{
					name: "a feature of the vendor, with data",
					ask: admin("0a", { d10: "d0000000", length: "04000000" }),
					answer: completed("aabb0000", "09000000"),
				},
				{ name: "all of it, where no length is told", ask: admin("0a", { d10: "d0000000" }), answer: completed("aabb0000", "09000000") },
				{
					name: "of another namespace it is not there",
					ask: admin("0a", { d10: "d0000000", namespace: "01000000" }),
					answer: invalidField,
				},
				{ name: "one without data", ask: admin("0a", { d10: "d1000000" }), answer: completed("", "05000000") },
				{ name: "one with another dword 11 is not there", ask: admin("0a", { d10: "d2000000", d11: "04000000" }), answer: invalidField },
				{ name: "a value that the model gives", ask: admin("0a", { d10: "04000000" }), answer: completed("", "58010000") },
				{ name: "another list of optional commands", ask: "08 0000 00 000000 0000 00 04 0*4", answer: "88 0000 00 040000 0100 10c1" },
				{
					name: "a controller list is that of the model",
					ask: "08 0000 00 000000 0000 00 02 0*4",
					answer: "88 0000 00 060000 0200 0000 0100",
				},
				{
					name: "a byte of the PCIe configuration space",
					ask: "20 0000 00 00 0100 0400 0000 0800 0*6",
					answer: "a0 0000 00 000000 42020801",
				},
				{ name: "of that controller alone", ask: "20 0000 00 00 0000 0400 0000 0800 0*6", answer: "a0 0000 00 000000 00020801" },
			]),
		},
	],
};
