// SPDX-License-Identifier: Apache-2.0
import { expect } from "vitest";
import crc32 from "../../modules/wire/crc32.js";
import * as expected from "./expected.js";
import type { Row } from "./row.js";
import { versionNumber } from "./row.js";

/* NVMe statuses and NVMe-MI statuses, as nvme-cli writes them. */
const invalidField = ["Invalid Field in Command"];
const invalidNamespace = ["Invalid Namespace or Format"];
const invalidLogPage = ["Invalid Log Page"];
const invalidOpcode = ["NVMe-MI status: Invalid Command Opcode(0x3)"];

/** What the first identify commands of nvme-cli show. */
export const identification: readonly Row[] = [
	{ nvme: "id-ctrl", json: expected.identifyController(0) },
	{ nvme: "id-ctrl", controller: 1, json: expected.identifyController(1) },
	{ nvme: "id-ctrl", controller: 7, status: 1, prints: ["NVMe-MI status: Invalid Parameter(0x4)"] },
	{ nvme: "id-ctrl", prints: ["sn        : NVMECLI0001", "ieee      : acde48", "ps      0 :"] },
	{ nvme: "id-ns -n 1", json: expected.identifyNamespace() },
	{ nvme: "id-ns -n 2 --force", json: expected.identifyNamespace(expected.secondNamespace) },
	{ nvme: "id-ns -n 2", json: { nsze: 0, ncap: 0, lbafs: [{ ds: 0 }] } },
	{ nvme: "id-ns -n 17", status: 1, prints: invalidNamespace },
	{ nvme: "list-ns", json: expected.namespaceList(1) },
	{ nvme: "list-ns --all", json: expected.namespaceList(1, 2) },
	{ nvme: "list-ctrl", json: expected.controllerList },
	{ nvme: "list-ctrl -n 1", json: { num_ctrl: 1, ctrl_list: [{ ctrl_id: 0 }] } },
	{
		nvme: "ns-descs -n 1",
		json: {
			"ns-descs": [
				{ nidt: 3, nidl: 16 },
				{ nidt: 4, nidl: 1, csi: 0 },
			],
		},
	},
	{ nvme: "primary-ctrl-caps", prints: ["cntlid    : 0"] },
	{ nvme: "list-secondary", prints: [/Number of Identifiers +: 0/] },
];

/** Log pages that there are. */
export const logs: readonly Row[] = [
	{ nvme: "smart-log", json: expected.smartLog },
	{ nvme: "smart-log", prints: [/available_spare\s+: 100%/, /percentage_used\s+: 3%/] },
	{ nvme: "smart-log -n 1", status: 1, prints: invalidField },
	{ nvme: "error-log -e 1", json: { errors: [{ sqid: 0, status_field: 2, parm_error_location: 0xffff, nsid: 1 }] } },
	{ nvme: "error-log", json: { errors: { length: 8 } } },
	{ nvme: "fw-log", prints: ["afi  : 0x1", "(1.0.0...)", "(0.9.1...)"] },
	{
		nvme: "self-test-log",
		json: { "Current Device Self-Test Operation": 0, "List of Valid Reports": { length: 20, 0: { "Self test result": 15 } } },
	},
	{ nvme: "endurance-log -g 1", json: expected.enduranceLog },
	{ nvme: "endurance-log -g 2", status: 1, prints: invalidField },
	{ nvme: "sanitize-log", json: { "mctp:1,9": { sprog: 0xffff, cdw10_info: 0, time_block_erase: 4 } } },
	{ nvme: "supported-log-pages", prints: [...["0x1 ", "0x2 ", "0x3 ", "0xd ", "0x12 ", "0x81 "].map((id) => `LID ${id}`)] },
	{ nvme: "fid-support-effects-log", json: { fid_support: { length: 13, 0: { fid_1: 1 } } } },
	{ nvme: "mi-cmd-support-effects-log", json: { mi_command_support: { length: 9, 8: { mi_cmd_12: 1 } } } },
	{ nvme: "changed-ns-list-log", json: { "mctp:1,9": {} } },
	{ nvme: "persistent-event-log --action=0 --log_len=512", status: 1, prints: ["Command Sequence Error"] },
	{ nvme: "persistent-event-log --action=1 --log_len=512", prints: ["Total Number of Events: 0", "NVMECLI0001"] },
	{ nvme: "persistent-event-log --action=0 --log_len=512", prints: ["Total Number of Events: 0", "NVMECLI0001"] },
	{ nvme: "persistent-event-log --action=2" },
	{ nvme: "get-log --log-id=2 --log-len=16 --lpo=200", prints: [`0000: ${"34 01 ".repeat(8)}`] },
	{ nvme: "get-log --log-id=2 --log-len=16 --lpo=516", status: 1, prints: invalidField },
	{ nvme: "telemetry-log --output-file=telemetry.bin", until: versionNumber("2.3"), status: 1, prints: ["No telemetry data block"] },
];

/** Log pages that there are not. */
export const otherLogs: readonly Row[] = [
	"ana-log",
	"boot-part-log --output-file=boot.bin",
	"lba-status-log",
	"predictable-lat-log",
	"resv-notif-log",
	"supported-cap-config-log",
	"media-unit-stat-log",
	"mgmt-addr-list-log",
	"phy-rx-eom-log",
].map((nvme) => {
	const since = /^(mgmt|phy)/.test(nvme) ? versionNumber("2.13") : 0;
	return { nvme, since, status: 1, prints: invalidLogPage };
});

const threshold = "admin-passthru --opcode=0x09 --cdw10=4 --cdw11=0x150";
const succeeded = (result: number) => [`is Success and result: 0x${result.toString(16).padStart(8, "0")}`];

/** Features, and commands for which nvme-cli has no subcommand over MCTP. */
export const passed: readonly Row[] = [
	{ nvme: "get-feature -n 1 -f 4", prints: ["Current value:0x00000158"] },
	{ nvme: threshold, prints: succeeded(0) },
	{ nvme: "get-feature -n 1 -f 4", prints: ["Current value:0x00000150"] },
	{ nvme: "get-feature -n 1 -f 4 --sel=1", prints: [/[Dd]efault value:0x00000158/] },
	{ nvme: "get-feature -n 1 -f 0x77", status: 1, prints: invalidField },
	{ nvme: "admin-passthru --opcode=0x09 --cdw10=14 --data-len=8 --write --input-file=time.bin", prints: succeeded(0) },
	{ nvme: "get-feature -n 1 -f 14", prints: [/0000: .. .. 03 04 05 01 02 00/] },
	{ nvme: "admin-passthru --opcode=0x0a --cdw10=14 --data-len=8 --read", prints: [/0000: .. .. 03 04 05 01 02 00/, ...succeeded(0)] },
	{ nvme: "admin-passthru --opcode=0x06 --cdw10=1 --data-len=4096 --read --raw-binary", prints: ["NVMECLI0001", ...succeeded(0)] },
	{ nvme: "admin-passthru --opcode=0x01", status: 1, prints: invalidOpcode },
	{ nvme: "admin-passthru --opcode=0x1c", status: 1, prints: invalidOpcode },
	{ nvme: "admin-passthru --opcode=0x1a --data-len=4096 --read", status: 1, prints: invalidOpcode },
	{ nvme: "admin-passthru --opcode=0xc4", status: 1, prints: invalidOpcode },
	{ nvme: "nvme-mi-recv --opcode=1", since: versionNumber("2.13"), status: 1, prints: invalidOpcode },
	{ nvme: "nvme-mi-send --opcode=1", since: versionNumber("2.13"), status: 1, prints: invalidOpcode },
	{ nvme: "security-recv --secp=0 --size=16", prints: ["0000: 00 00 00 00 00 00 00 02 00 f0 00"] },
	{ nvme: "security-send --secp=0xf0 --file=secret.bin --tl=64", prints: ["Security Send Command Success"] },
	{ nvme: "security-recv --secp=0xf0 --size=64", prints: ["0000: 00 01 02 03", "0030: 30 31 32 33"] },
	{ nvme: "security-recv --secp=1 --size=64", status: 1, prints: invalidField },
	{ nvme: "admin-passthru --opcode=0x14 --cdw10=1", prints: succeeded(0) },
	{ nvme: "self-test-log", json: { "Current Device Self-Test Operation": 1 } },
];

/** What Security Send sends. */
export const secret = Uint8Array.from({ length: 64 }, (_, index) => index);
/** Milliseconds since 1970, and attributes. */
export const time = Uint8Array.of(1, 2, 3, 4, 5, 1, 0, 0);
/** Data of Namespace Management: size and capacity are 8192 blocks. */
export const namespace = new Uint8Array(4096);
namespace[1] = namespace[9] = 0x20;

/** Namespaces come and go. */
export const namespaces: readonly Row[] = [
	{ nvme: "attach-ns -n 2 -c 0", prints: [/success/i] },
	{ nvme: "list-ns", json: expected.namespaceList(1, 2) },
	{ nvme: "list-ctrl -n 2", json: { num_ctrl: 1, ctrl_list: [{ ctrl_id: 0 }] } },
	{ nvme: "attach-ns -n 2 -c 0", status: 1, prints: ["Namespace Already Attached"] },
	{ nvme: "attach-ns -n 2 -c 7", status: 1, prints: ["Controller List Invalid"] },
	{ nvme: "attach-ns -n 9 -c 0", status: 1, prints: invalidField },
	{ nvme: "detach-ns -n 2 -c 0", prints: [/success/i] },
	{ nvme: "detach-ns -n 2 -c 0", status: 1, prints: ["Namespace Not Attached"] },
	{ nvme: "delete-ns -n 2", prints: [/success/i] },
	{ nvme: "delete-ns -n 2", status: 1, prints: invalidField },
	{ nvme: "list-ns --all", json: expected.namespaceList(1) },
	{ nvme: "admin-passthru --opcode=0x0d --data-len=4096 --write --input-file=namespace.bin", prints: succeeded(2) },
	{ nvme: "create-ns --nsze=8192 --ncap=8192 --flbas=1", until: versionNumber("2.3"), prints: ["created nsid:3"] },
	{ nvme: "delete-ns -n 3", until: versionNumber("2.3"), prints: [/success/i] },
	{ nvme: "list-ns --all", json: expected.namespaceList(1, 2) },
	{ nvme: "id-ns -n 2 --force", json: { nsze: 8192, nuse: 0, flbas: 0 } },
	{ nvme: "changed-ns-list-log", json: { "mctp:1,9": {} } },
];

/** Sends an image in pieces of 4 KiB as image.bin, which is what runs after a reset, and then goes back. */
export function update(image: Uint8Array): readonly Row[] {
	const imageCheck = ~crc32(image, 0, image.length, -1) >>> 0;
	const revision = imageCheck.toString(16).toUpperCase().padStart(8, "0");
	const committed = { imageLength: image.length, imageCheck, active: 1, next: 2 };
	return [
		{ nvme: "fw-commit --slot=2 --action=1", status: 1, prints: ["Invalid Firmware Image"] },
		{ nvme: "fw-download --fw=image.bin --xfer=4096", prints: ["Firmware download success"] },
		{
			nvme: "fw-commit --slot=2 --action=1",
			prints: ["Success committing firmware action:1 slot:2"],
			after: async (operator) => expect(await operator.call("drive.status")).toMatchObject({ firmware: committed }),
		},
		{ nvme: "fw-log", prints: ["afi  : 0x21", `(${revision})`] },
		{ nvme: "sanitize --sanact=2", status: 1, prints: ["Firmware Activation Requires"] },
		{ nvme: "fw-log", before: (operator) => operator.call("drive.reset"), prints: ["afi  : 0x2", `(${revision})`] },
		{ nvme: "id-ctrl", prints: [`fr        : ${revision}`] },
		{ nvme: "fw-commit --slot=1 --action=2", prints: ["Success committing firmware action:2 slot:1"] },
		{ nvme: "fw-log", before: (operator) => operator.call("drive.reset"), prints: ["afi  : 0x1"] },
		{ nvme: "id-ctrl", prints: ["fr        : 1.0.0"] },
	];
}

/** What takes a while: telling of it by More Processing Required, or by a log page. */
export const media: readonly Row[] = [
	{ nvme: "format -n 1 --lbaf=1 --force", prints: ["Success formatting namespace:1"] },
	{ nvme: "id-ns -n 1", json: { nsze: expected.identifyNamespace().nsze / 8, nuse: 0, flbas: 1, lbafs: { 1: { ds: 12 } } } },
	{ nvme: "format -n 1 --lbaf=0 --force", prints: ["Success formatting namespace:1"] },
	{ nvme: "format -n 1 --lbaf=7 --force", status: 1, prints: ["Invalid Format"] },
	{ nvme: "sanitize --sanact=2" },
	{ nvme: "format -n 1 --lbaf=0 --force", status: 1, prints: ["anitize"] },
	{ nvme: "sanitize --sanact=7", status: 1, prints: ["anit"] },
];
