// SPDX-License-Identifier: Apache-2.0
import { admin, completed, exchanges, refused } from "./nvme-mi.js";
import type { Setup, Table } from "./table.js";

const section = {
	ports: [{ pcie: {} }, { twoWire: {} }],
	health: { temperature: 20 },
	controllers: [{ id: 0 }, { id: 1, enabled: false }, { id: 4, enabled: false }],
	namespaces: {
		most: 4,
		capacity: 0x10000,
		formats: [{ blockSize: 512 }, { blockSize: 4096 }],
		list: [
			{ blocks: 64, used: 3, controllers: [0] },
			{ blocks: 16, used: 2, shared: true },
		],
	},
	times: { sanitize: 1000, shortTest: 1000, extendedTest: 120_000 },
};
const setup: Setup = { ports: [{ eid: 8 }], responders: ["drive"], drive: section };
const withAttributes = (formatAttributes: number): Setup => ({ ...setup, drive: { ...section, formatAttributes } });

const invalidField = refused("00000580");
const invalidNamespace = refused("00001780");
const invalidFormat = refused("00001582");
const denied = "900000 07 000000";
const invalidList = refused("00003982");
const create = (fields: Partial<Record<"blocks" | "capacity" | "format" | "protection", string>>, more: object = {}) => {
	const { blocks = "0100000000000000", capacity = blocks, format = "00", protection = "00" } = fields;
	return admin("0d", { length: "00100000", ...more }, `${blocks} ${capacity} 0*10 ${format} 0*2 ${protection} 0*4066`);
};
const attach = (select: string, namespace: string, list: string, rest: number) =>
	admin("15", { length: "00100000", namespace: `${namespace}000000`, d10: `${select}000000` }, `${list} 0*${rest}`);
const identify = (cns: string, length: string, fields: object = {}) =>
	admin("06", { d10: `${cns}000000`, length: `${length}000000`, ...fields });
const format = (dword10: string, namespace = "01000000") => admin("80", { namespace, d10: dword10 });
const lockdown = (dword10: string) => admin("24", { d10: `${dword10}0000` });
const lockedLog = (list: string, length = "08") =>
	admin("02", { d10: `14${list}${(parseInt(length, 16) / 4 - 1).toString(16).padStart(2, "0")}00`, length: `${length}000000` });
const events = (action: string, fields: object = {}) => admin("02", { d10: `0d${action}0100`, length: "08000000", ...fields });
const noContext = refused("00001980");
/** Generation, and that there was a context, by way of port 1. */
const itsContext = "0000 0100 0600 0000";
const notProhibitable = refused("00005182");
const sanitize = (dword10: string) => admin("84", { d10: dword10 });
const sanitizeLog = admin("02", { length: "08000000", d10: "81000100" });
const selfTest = (code: string, namespace = "00000000") => admin("14", { namespace, d10: `${code}000000` });
const selfTestLog = admin("02", { length: "14000000", d10: "06000400" });
const firmwareLog = admin("02", { d10: "03000500", length: "18000000" });
const blanks = (count: number) => "20".repeat(count);
const receive = (dword10: string, dword11: string, length = dword11) => admin("82", { d10: dword10, d11: dword11, length });

/** What NVMe Admin commands allow, and what they refuse (NVMe Base 2.0, 5). */
export const nvmeMiRules: Table = {
	name: "NVMe-MI: rules of NVMe Admin commands",
	trace: 0x98b1a110,
	sessions: [
		{
			name: "Lockdown",
			setup,
			steps: exchanges([
				{ name: "of an interface that is not there", ask: lockdown("7080"), answer: invalidField },
				{ name: "of a scope that is not there", ask: lockdown("5180"), answer: invalidField },
				{ name: "nor this", ask: lockdown("5580"), answer: invalidField },
				{ name: "of itself", ask: lockdown("5024"), answer: notProhibitable },
				{ name: "of a command that is not there", ask: lockdown("501c"), answer: notProhibitable },
				{ name: "of one that management endpoints refuse anyway", ask: lockdown("501a"), answer: notProhibitable },
				{ name: "of one beyond the table", ask: lockdown("53ff"), answer: notProhibitable },
				{ name: "of a feature that is not there", ask: lockdown("5224"), answer: notProhibitable },
				{ name: "for hosts alone", ask: lockdown("1080"), answer: completed() },
				{ name: "leaves management endpoints as they are", ask: format("00000000"), answer: completed() },
				{ name: "for management endpoints and hosts", ask: lockdown("3081"), answer: completed() },
				{ name: "denies", ask: admin("81"), answer: denied },
				{ name: "a feature", ask: lockdown("5202"), answer: completed() },
				{ name: "cannot be set", ask: admin("09", { d10: "02000000" }), answer: denied },
				{ name: "another can", ask: admin("09", { d10: "01000000" }), answer: completed() },
				{ name: "and that one be read", ask: admin("0a", { d10: "02000000" }), answer: completed() },
				{ name: "a feature for both", ask: lockdown("3280"), answer: completed() },
				{ name: "PCIe commands are not for hosts", ask: lockdown("1400"), answer: invalidField },
				{ name: "nor for both", ask: lockdown("3400"), answer: invalidField },
				{ name: "PCIe Configuration Read", ask: lockdown("5400"), answer: completed() },
				{ name: "is denied", ask: "20 0000 00 00 0000 0400 0000 0000 0*6", answer: "a0 0000 07 000000" },
				{ name: "a command of the management interface, for hosts", ask: lockdown("1305"), answer: completed() },
				{ name: "which management endpoints answer: VPD Read of nothing", ask: "08 0000 05 000000 0*8", answer: "88 0000 00 000000" },
				{ name: "the log of commands", ask: lockedLog("20"), answer: completed("20000001 81000000") },
				{ name: "for hosts", ask: lockedLog("10"), answer: completed("10000002 80810000") },
				{ name: "of features", ask: lockedLog("22"), answer: completed("22000002 02800000") },
				{ name: "for hosts", ask: lockedLog("12"), answer: completed("12000001 80000000") },
				{ name: "of PCIe commands", ask: lockedLog("24"), answer: completed("24000001 00000000") },
				{ name: "of the management interface: none", ask: lockedLog("23"), answer: completed("23000000 00000000") },
				{ name: "for hosts: one", ask: lockedLog("13"), answer: completed("13000001 05000000") },
				{
					name: "commands that can be prohibited",
					ask: lockedLog("00", "14"),
					answer: completed("0000000d 0206090a 0d101114 15808182 84000000"),
				},
				{ name: "features", ask: lockedLog("02", "14"), answer: completed("0200000d 01020405 06070809 0a0b0e17 80000000") },
				{
					name: "commands of the management interface",
					ask: lockedLog("03", "10"),
					answer: completed("03000009 00010203 04050607 0c000000"),
				},
				{ name: "PCIe commands", ask: lockedLog("04"), answer: completed("04000002 00010000") },
				{ name: "of a scope that is not there", ask: lockedLog("05"), answer: invalidField },
				{ name: "nor this", ask: lockedLog("01"), answer: invalidField },
				{ name: "contents that are not there", ask: lockedLog("30"), answer: invalidField },
				{ name: "an odd offset", ask: admin("02", { d10: "14000100", d12: "02000000", length: "08000000" }), answer: invalidField },
				{ name: "allowed again for hosts", ask: lockdown("0081"), answer: completed() },
				{ name: "which leaves management endpoints as they are", ask: admin("81"), answer: denied },
				{ name: "allowed again there", ask: lockdown("4081"), answer: completed() },
				{ name: "it is", ask: admin("81"), answer: invalidField },
			]),
		},
		{
			name: "Namespace Management",
			setup,
			steps: exchanges([
				{ name: "another command set", ask: create({}, { d11: "00000002" }), answer: refused("00005382") },
				{ name: "protection information", ask: create({ protection: "01" }), answer: invalidField },
				{ name: "more capacity than blocks", ask: create({ capacity: "0200000000000000" }), answer: invalidField },
				{ name: "format 16", ask: create({ format: "20" }), answer: invalidFormat },
				{ name: "format 2", ask: create({ format: "02" }), answer: invalidFormat },
				{ name: "bits of the format that are of metadata", ask: create({ format: "11" }), answer: completed("", "03000000") },
				{
					name: "which is not shared",
					ask: identify("11", "04", { namespace: "03000000", offset: "1c000000" }),
					answer: completed("00 00 00 00"),
				},
				{ name: "a block more than there is", ask: create({ blocks: "2900000000000000" }), answer: refused("00002b82") },
				{ name: "more than 32 bits tell", ask: create({ blocks: "0000000001000000" }), answer: refused("00002b82") },
				{ name: "all that there is", ask: create({ blocks: "2800000000000000" }), answer: completed("", "04000000") },
				{
					name: "nothing is left",
					ask: admin("06", { d10: "01000000", offset: "28010000", length: "10000000" }),
					answer: completed("0*16"),
				},
				{ name: "its data with an offset", ask: create({}, { offset: "04000000" }), answer: "900000 04 00 1c00" },
				{ name: "less data", ask: admin("0d", { length: "04000000" }, "00000000"), answer: "900000 06 000000" },
				{ name: "deleting one that cannot be", ask: admin("0d", { namespace: "05000000", d10: "01000000" }), answer: invalidNamespace },
				{ name: "deleting one", ask: admin("0d", { namespace: "03000000", d10: "01000000" }), answer: completed() },
				{ name: "makes room", ask: create({ format: "01" }), answer: completed("", "03000000") },
			]),
		},
		{
			name: "Namespace Attachment",
			setup,
			steps: exchanges([
				{ name: "another selection", ask: attach("02", "02", "0100 0000", 4092), answer: invalidField },
				{ name: "a namespace that cannot be", ask: attach("00", "05", "0100 0000", 4092), answer: invalidNamespace },
				{ name: "one that is not there", ask: attach("00", "03", "0100 0000", 4092), answer: invalidField },
				{ name: "more controllers than a list has", ask: attach("00", "02", "0008 0000", 4092), answer: invalidList },
				{ name: "one twice", ask: attach("00", "02", "0200 0000 0000", 4090), answer: invalidList },
				{ name: "to all", ask: attach("00", "02", "0300 0000 0100 0400", 4088), answer: completed() },
				{ name: "told by Identify", ask: identify("12", "08", { namespace: "02000000" }), answer: completed("0300 0000 0100 0400") },
				{
					name: "its log page, read with Retain Asynchronous Event",
					ask: admin("02", { controller: "0400", d10: "04800100", length: "08000000" }),
					answer: completed("02000000 00000000"),
				},
				{
					name: "stays",
					ask: admin("02", { controller: "0400", d10: "04000100", length: "08000000" }),
					answer: completed("02000000 00000000"),
				},
				{
					name: "until it is read without",
					ask: admin("02", { controller: "0400", d10: "04000100", length: "08000000" }),
					answer: completed("0*8"),
				},
				{ name: "detached from two", ask: attach("01", "02", "0200 0000 0400", 4090), answer: completed() },
				{ name: "the third is left", ask: identify("12", "08", { namespace: "02000000" }), answer: completed("0100 0100 0000 0000") },
				{ name: "a private one is detached", ask: attach("01", "01", "0100 0000", 4092), answer: completed() },
				{ name: "and not attached to two at once", ask: attach("00", "01", "0200 0000 0100", 4090), answer: refused("00003382") },
				{ name: "but to another one", ask: attach("00", "01", "0100 0400", 4092), answer: completed() },
			]),
		},
		{
			name: "Format NVM",
			setup: withAttributes(0),
			steps: exchanges([
				{ name: "protection information", ask: format("20000000"), answer: invalidField },
				{ name: "user data erase", ask: format("00020000"), answer: completed() },
				{ name: "cryptographic erase, which it cannot", ask: format("00040000"), answer: invalidField },
				{ name: "format 16", ask: format("00100000"), answer: invalidFormat },
				{ name: "of one leaves the other", ask: format("01000000"), answer: completed() },
				{
					name: "as it is",
					ask: identify("11", "20", { namespace: "02000000" }),
					answer: completed("1000000000000000 1000000000000000 0200000000000000 00 01 00 00 00000100"),
				},
				{ name: "of all that are attached", ask: format("00000000", "ffffffff"), answer: completed() },
				{
					name: "formats these",
					ask: identify("11", "08", { namespace: "01000000" }),
					answer: completed("4000000000000000"),
				},
				{
					name: "not the other",
					ask: identify("11", "20", { namespace: "02000000" }),
					answer: completed("1000000000000000 1000000000000000 0200000000000000 00 01 00 00 00000100"),
				},
				{ name: "of one that is not attached", ask: format("01000000", "02000000"), answer: completed() },
				{
					name: "formats it",
					ask: identify("11", "20", { namespace: "02000000" }),
					answer: completed("0200000000000000 0200000000000000 0*8 00 01 01 00 00000100"),
				},
			]),
		},
		{
			name: "Format NVM that is always of all",
			setup: withAttributes(1),
			steps: exchanges([
				{ name: "an erase is of one", ask: format("01020000"), answer: completed() },
				{ name: "and leaves the other", ask: identify("11", "08", { namespace: "02000000" }), answer: completed("1000000000000000") },
				{ name: "a format is not", ask: format("01000000"), answer: completed() },
				{
					name: "the other has larger blocks, too",
					ask: identify("11", "08", { namespace: "02000000" }),
					answer: completed("0200000000000000"),
				},
			]),
		},
		{
			name: "an erase that is always of all, and can be cryptographic",
			setup: withAttributes(6),
			steps: exchanges([
				{ name: "a format is of one", ask: format("01000000"), answer: completed() },
				{ name: "and leaves the other", ask: identify("11", "08", { namespace: "02000000" }), answer: completed("1000000000000000") },
				{ name: "an erase is not", ask: format("01040000"), answer: completed() },
				{
					name: "the other has larger blocks, too",
					ask: identify("11", "08", { namespace: "02000000" }),
					answer: completed("0200000000000000"),
				},
			]),
		},
		{
			name: "Sanitize",
			setup,
			steps: exchanges([
				{ name: "no action", ask: sanitize("00000000"), answer: invalidField },
				{ name: "an action that is not there", ask: sanitize("05000000"), answer: invalidField },
				{ name: "No-Deallocate After Sanitize, which it cannot", ask: sanitize("02020000"), answer: invalidField },
				{ name: "its mode is a feature", ask: admin("0a", { d10: "17010000" }), answer: completed() },
				{ name: "leaving a failure that there is not", ask: sanitize("01000000"), answer: completed() },
				{ name: "a self-test", ask: selfTest("01"), answer: completed() },
				{ name: "overwrite, three passes", ask: sanitize("33000000"), answer: completed() },
				{ name: "goes on", at: 500, ask: sanitizeLog, answer: completed("0080 1a00 33000000") },
				{ name: "leaving a failure while it goes on", ask: sanitize("01000000"), answer: refused("00003b80") },
				{ name: "is over", at: 1000, ask: sanitizeLog, answer: completed("ffff 1901 33000000") },
				{ name: "has ended the self-test", ask: selfTestLog, answer: completed("00000000 19 00 00 00 0*12") },
				{
					name: "nothing is in use then",
					ask: identify("11", "04", { namespace: "01000000", offset: "10000000" }),
					answer: completed("00000000"),
				},
				{ name: "16 passes", ask: sanitize("03000000"), answer: completed() },
				{ name: "are over", at: 2000, ask: sanitizeLog, answer: completed("ffff 8101 03000000") },
				{ name: "block erase", ask: sanitize("42000000"), answer: completed() },
				{ name: "has no passes", at: 3000, ask: sanitizeLog, answer: completed("ffff 0101 42000000") },
				{ name: "in warning mode", ask: admin("09", { d10: "17000000", d11: "01000000" }), answer: completed() },
				{ name: "blocks are deallocated nevertheless", ask: sanitize("02020000"), answer: completed() },
				{ name: "which is told", at: 4000, ask: sanitizeLog, answer: completed("ffff 0401 02020000") },
				{ name: "health tells that its status changed", ask: "08 0000 01 000000 0*8", answer: "88 0000 00 000000 38 ff 14 00 2101 0000" },
			]),
		},
		{
			name: "Device Self-test",
			setup,
			steps: exchanges([
				{ name: "of a namespace that cannot be", ask: selfTest("01", "05000000"), answer: invalidNamespace },
				{ name: "of one that is not attached", ask: selfTest("01", "02000000"), answer: invalidField },
				{ name: "no test", ask: selfTest("00"), answer: invalidField },
				{ name: "aborting none", ask: selfTest("0f"), answer: completed() },
				{ name: "leaves no result", ask: selfTestLog, answer: completed("00000000 0f 0*15") },
				{ name: "an extended one of a namespace", ask: selfTest("02", "01000000"), answer: completed() },
				{
					name: "another controller has its own",
					ask: admin("14", { controller: "0100", d10: "01000000" }),
					answer: completed(),
					wait: 1000,
				},
				{
					name: "that is over first",
					at: 1000,
					ask: admin("02", { controller: "0100", length: "08000000", d10: "06000100" }),
					answer: completed("00000000 10 00 00 00"),
				},
				{
					name: "half of the first is done",
					at: 60_000,
					ask: admin("02", { length: "04000000", d10: "06000000" }),
					answer: completed("02320000"),
				},
				{ name: "a format ends it", ask: format("00000000"), answer: completed() },
				{ name: "with this result", ask: selfTestLog, answer: completed("00000000 24 00 01 00 0*8 01000000") },
				{ name: "one more", ask: selfTest("01"), answer: completed() },
				{ name: "the controller fails", operate: ["fail", { fatal: true, controller: 0 }] },
				{ name: "and so does the test", at: 61_000, ask: selfTestLog, answer: completed("00000000 17 00 00 00 0*12") },
				{ name: "one more", ask: selfTest("01"), answer: completed() },
				{ name: "a reset ends it", ask: "08 0000 07 000000 0*8", answer: "88 0000 00 000000" },
				{ name: "with this result", ask: selfTestLog, answer: completed("00000000 12 00 00 00 0*12") },
			]),
		},
		{
			name: "Security Receive",
			setup,
			steps: exchanges([
				{ name: "nothing", ask: receive("00000000", "00000000"), answer: completed() },
				{ name: "a certificate, which there is none of", ask: receive("00010000", "08000000"), answer: completed("0*8") },
				{
					name: "where no length is told, as much as is allocated",
					ask: receive("00000000", "08000000", "00000000"),
					answer: completed("0*7 02"),
				},
				{ name: "anything else", ask: receive("00020000", "08000000"), answer: invalidField },
				{ name: "more than 4096 bytes", ask: receive("00000000", "01100000", "04100000"), answer: invalidField },
				{ name: "as many", ask: receive("00000000", "00100000", "0c000000"), answer: completed("0*7 02 00 f0 0*2") },
				{ name: "nine bytes, in dwords", ask: receive("00000000", "09000000", "0c000000"), answer: completed("0*7 02 00 f0 0*2") },
				{ name: "more than there is", ask: receive("00000000", "09000000", "10000000"), answer: "900000 04 00 1c00" },
				{
					name: "what the vendor's protocol was sent, whatever is specific to it",
					ask: receive("000200f0", "04000000"),
					answer: completed("0*4"),
				},
				{
					name: "sending what is too long",
					ask: admin("81", { d10: "000000f0", d11: "84000000", length: "84000000" }, "0*132"),
					answer: invalidField,
				},
				{
					name: "or to another protocol",
					ask: admin("81", { d10: "00000000", d11: "04000000", length: "04000000" }, "00000000"),
					answer: invalidField,
				},
			]),
		},
		{
			name: "Firmware Commit",
			setup: { ...setup, drive: { ...section, firmware: { slots: [{ revision: "1.0" }, { revision: "2.0" }, {}] } } },
			steps: exchanges([
				{ name: "activates what is there, at the next reset", ask: admin("10", { d10: "12000000" }), answer: completed() },
				{ name: "and waits", ask: firmwareLog, answer: completed(`21 0*7 312e30${blanks(5)} 322e30${blanks(5)}`) },
				{ name: "what is there at once", ask: admin("10", { d10: "1a000000" }), answer: completed() },
				{ name: "runs", ask: firmwareLog, answer: completed(`02 0*7 312e30${blanks(5)} 322e30${blanks(5)}`) },
				{ name: "no slot is none to be activated", ask: admin("10", { d10: "10000000" }), answer: refused("00000f82") },
				{ name: "nor is an empty one", ask: admin("10", { d10: "1b000000" }), answer: refused("00000f82") },
				{ name: "no image can be put into a slot", ask: admin("10", { d10: "01000000" }), answer: refused("00000f82") },
				{ name: "an image", ask: admin("11", { d10: "00000000", length: "04000000" }, "31323334"), answer: completed() },
				{ name: "is put into a slot, no more", ask: admin("10", { d10: "01000000" }), answer: completed() },
				{
					/* its CRC-32, 9BE3E0A3 */
					name: "which is not activated",
					ask: firmwareLog,
					answer: completed(`02 0*7 3942453345304133 322e30${blanks(5)}`),
				},
				{ name: "another image", ask: admin("11", { d10: "00000000", length: "04000000" }, "31323334"), answer: completed() },
				{ name: "what is activated is not replaced", ask: admin("10", { d10: "11000000" }), answer: completed() },
				{ name: "the image is there still, and runs at once", ask: admin("10", { d10: "1b000000" }), answer: completed() },
				{ name: "in its slot", ask: admin("02", { d10: "03000000", length: "04000000" }), answer: completed("03000000") },
			]),
		},
		{
			name: "logs of what has happened, one behind the other",
			setup,
			steps: exchanges([
				{ name: "an error of one namespace", ask: format("00000000", "03000000"), answer: invalidField },
				{ name: "one of another command", ask: selfTest("00", "01000000"), answer: invalidField },
				{
					name: "both, the latest first",
					ask: admin("02", { d10: "01002f00", length: "c0000000" }),
					answer: completed(
						`02 0*7 0000 0000 0400 ffff 0*8 01000000 000000 14 0*32 01 0*7 0000 0000 0400 ffff 0*8 03000000 000000 80 0*32 0*64`,
					),
				},
				{
					name: "from the middle of one on",
					ask: admin("02", { d10: "01000700", length: "20000000", d12: "58000000" }),
					answer: completed("03000000 00000080 0*24"),
				},
				{ name: "a self-test that is aborted", ask: selfTest("01", "01000000"), answer: completed() },
				{ name: "at once", ask: selfTest("0f"), answer: completed() },
				{ name: "another, of all", ask: selfTest("02"), answer: completed() },
				{ name: "likewise", ask: selfTest("0f"), answer: completed() },
				{
					name: "both, the latest first, and none behind",
					ask: admin("02", { d10: "06001600", length: "5c000000" }),
					answer: completed("00000000 21 0*27 11 00 01 0*9 01000000 0*12 0f 0*27 0f 0*3"),
				},
				{
					name: "from the middle of one on",
					ask: admin("02", { d10: "06000700", length: "20000000", d12: "24000000" }),
					answer: completed("0*8 01000000 0*12 0f 0*7"),
				},
				{
					name: "behind the last one",
					ask: admin("02", { d10: "06000100", length: "08000000", d12: "30020000" }),
					answer: completed("0*8"),
				},
				{ name: "two namespaces are attached", ask: attach("00", "02", "0100 0400", 4092), answer: completed() },
				{ name: "and one more", ask: create({}), answer: completed("", "03000000") },
				{ name: "to it", ask: attach("00", "03", "0100 0400", 4092), answer: completed() },
				{
					name: "both have changed",
					ask: admin("02", { controller: "0400", d10: "04000200", length: "0c000000" }),
					answer: completed("02000000 03000000 00000000"),
				},
			]),
		},
		{
			name: "Persistent Event Log",
			setup,
			steps: exchanges([
				{ name: "cannot be read without a reporting context", ask: events("00"), answer: noContext },
				{ name: "none is released", ask: admin("02", { d10: "0d020000" }), answer: completed() },
				{ name: "one is established", ask: events("01"), answer: completed("0d000000 00000000") },
				{ name: "not twice", ask: events("01"), answer: noContext },
				{ name: "it can be read, and tells of that context", ask: events("00", { d12: "74010000" }), answer: completed(itsContext) },
				{ name: "the next controller has none", ask: events("00", { controller: "0100" }), answer: noContext },
				{
					name: "the header can be read in any case, whatever part is asked for",
					ask: admin("02", { d10: "0d030000", d12: "80000000", length: "08000000" }),
					answer: completed("0d000000 00000000"),
				},
				{ name: "the context is released", ask: admin("02", { d10: "0d020000", length: "08000000" }), answer: completed() },
				{ name: "and gone", ask: events("00"), answer: noContext },
				{ name: "one comes with the header", ask: events("03", { offset: "74010000" }), answer: completed("0*8") },
				{ name: "which tells of it from then on", ask: events("03", { offset: "74010000" }), answer: completed(itsContext) },
				{ name: "one of another controller", ask: events("01", { controller: "0100" }), answer: completed("0d000000 00000000") },
				{ name: "a reset", operate: ["setEnabled", { enabled: false, controller: 0 }] },
				{ name: "ends it", ask: events("00"), answer: noContext },
				{ name: "but not the other one", ask: events("00", { controller: "0100" }), answer: completed("0d000000 00000000") },
				{ name: "a reset of all", operate: ["reset", {}] },
				{ name: "does", ask: events("00", { controller: "0100" }), answer: noContext },
				{ name: "an odd offset establishes none", ask: events("01", { d12: "02000000" }), answer: invalidField },
				{ name: "so there is none", ask: events("00"), answer: noContext },
			]),
		},
		{
			name: "features",
			setup,
			steps: exchanges([
				{ name: "the first of all", ask: admin("0a", { d10: "01000000" }), answer: completed() },
				{
					name: "the timestamp that nobody has set is the time since the start",
					at: 0,
					ask: admin("0a", { d10: "0e000000" }),
					answer: completed("0*8"),
				},
				{ name: "which goes on", at: 700, ask: admin("0a", { d10: "0e000000" }), answer: completed("bc02 0*6") },
				{ name: "it is set", ask: admin("09", { d10: "0e000000", length: "08000000" }, "0010000000010000"), answer: completed() },
				{ name: "and goes on from there", at: 1000, ask: admin("0a", { d10: "0e000000" }), answer: completed("2c11000000010200") },
				{ name: "its default is 0", ask: admin("0a", { d10: "0e010000" }), answer: completed("0*8") },
				{ name: "beyond its end", ask: admin("0a", { d10: "0e000000", length: "0c000000" }), answer: "900000 04 00 1c00" },
				{ name: "the write cache is off", ask: admin("09", { d10: "06000000", d11: "fe000000" }), answer: completed() },
				{ name: "now", ask: admin("0a", { d10: "06000000" }), answer: completed() },
				{ name: "not at first", ask: admin("0a", { d10: "06010000" }), answer: completed("", "01000000") },
				{ name: "setting one that is not there", ask: admin("09", { d10: "33000000" }), answer: invalidField },
			]),
		},
		{
			name: "reset and power, while commands are under way",
			setup: { ...setup, drive: { ...section, replay: true, times: { format: 2500 } } },
			steps: exchanges([
				{ name: "an answer that is kept", ask: "09 0000 01 000000 0*8", answer: "89 0000 00 000000 38 ff 14 00 2100 0000" },
				{ name: "a command that takes its time", ask: `1: ${format("00000000")}`, count: { received: 2 } },
				{ name: "is told to", answer: "1: 900000 01 00 2300 0*12" },
				{ name: "a reset", operate: ["reset", {}], count: { answerAbandoned: 1 } },
				{ name: "ends it", at: 2600 },
				{ name: "the slot is idle, and knows", ask: "2: 00 0000 03 a5 0000", answer: "2: 80 0000 00 a5 0040" },
				{
					name: "what is kept, is",
					ask: "2: 01 0000 04 a5 0000",
					answer: ["89 0000 00 000000 38 ff 14 00 2100 0000", "2: 81 0000 00 a5 0100"],
				},
				{ name: "normal shutdown", ask: "3: 08 0000 0c 000000 0*8", answer: "3: 88 0000 00 000000" },
				{ name: "and power", operate: ["powerCycle", {}] },
				{
					name: "is no unsafe one",
					ask: admin("02", { d10: "02000000", d12: "90000000", length: "04000000" }),
					answer: completed("00000000"),
					count: { received: 2, answerAbandoned: 1 },
				},
				{
					name: "an abrupt shutdown",
					ask: "3: 08 0000 0c 000000 00000001 0*4",
					answer: "3: 88 0000 00 000000",
					count: { received: 1 },
				},
				{ name: "is", ask: admin("02", { d10: "02000000", d12: "90000000", length: "04000000" }), answer: completed("01000000") },
			]),
		},
		{
			name: "a drive with one PCIe port that is hot and worn",
			setup,
			steps: exchanges([
				{
					name: "Identify tells of more controllers, not of more ports",
					ask: admin("06", { d10: "01000000", offset: "4c000000", length: "04000000" }),
					answer: completed("02 00 0000"),
				},
				{ name: "it gets hot", operate: ["setTemperature", { temperature: 71 }] },
				{ name: "and loses its spare", operate: ["setSpare", { spare: 3 }] },
				{
					name: "health: both warnings, and that of the endurance group",
					ask: admin("02", { d10: "02000100", length: "08000000" }),
					answer: completed("03 5801 03 05 00 01 00"),
				},
				{
					name: "endurance group",
					ask: admin("02", { d10: "09000100", d11: "00000100", length: "08000000" }),
					answer: completed("01 0000 03 05 00 0000"),
				},
				{ name: "an error", ask: sanitize("00000000"), answer: invalidField },
				{
					name: "is counted in the health log",
					ask: admin("02", { d10: "02000100", d12: "b0000000", length: "08000000" }),
					answer: completed("01000000 00000000"),
				},
				{
					name: "and there",
					ask: admin("02", { d10: "09000100", d11: "00000100", d12: "90000000", length: "08000000" }),
					answer: completed("01000000 00000000"),
				},
			]),
		},
		{
			name: "a drive with one port and one controller, on two wires",
			setup: { ...setup, drive: { ports: [{ twoWire: {} }], controllers: [{}] } },
			steps: exchanges([
				{
					name: "Identify tells of neither more",
					ask: admin("06", { d10: "01000000", offset: "4c000000", length: "04000000" }),
					answer: completed("00 00 0000"),
				},
				{
					name: "and of a management endpoint there",
					ask: admin("06", { d10: "01000000", offset: "fc000000", length: "04000000" }),
					answer: completed("00 01 00 01"),
				},
				{ name: "no PCIe function can be reached", ask: "20 0000 00 00 0000 0400 0000 0000 0*6", answer: "a0 0000 21 000000" },
				{ name: "PCIe commands beyond the table", ask: "20 0000 06 00 0000 0400 0000 0000 0*6", answer: "a0 0000 03 000000" },
			]),
		},
	],
};
