// SPDX-License-Identifier: Apache-2.0
import { admin, completed, exchanges, packets, refused } from "./nvme-mi.js";
import type { Setup, Table } from "./table.js";

const health = "08 0000 01 000000 0*8";
const healthy = "88 0000 00 000000 30 ff 1e 00 0000 0000";
const section = {
	ports: [{ twoWire: {}, autoPause: true }],
	controllers: [{ id: 0, enabled: false }],
	namespaces: { most: 4, capacity: 0x100000, list: [{ blocks: 16, controllers: [0] }] },
	times: { format: 2500, namespace: 50, sanitize: 1000 },
};
const setup: Setup = { ports: [{ eid: 8 }], responders: ["drive"], drive: section };
const keeping: Setup = { ...setup, drive: { ...section, replay: true } };

const format = admin("80", { namespace: "01000000" });
const formatOfSecond = format.replace("100000", "110000");
const getState = "00 0000 03 a5 0000";
const clearState = "00 0000 03 a5 0100";
/** The answer to Get State: flags and state. */
const state = (bits: string) => `80 0000 00 a5 ${bits}`;
const moreProcessing = (time: string) => `900000 01 00 ${time} 0*12`;
const list = admin("06", { length: "00010000", d10: "02000000" });
const listed = completed("01000000 0*252");

/** Command slots and control primitives (NVMe-MI 1.2, 4.2), and More Processing Required (4.1.2.3). */
export const nvmeMiSlots: Table = {
	name: "NVMe-MI command slots and control primitives",
	trace: 0x4c0a50fa,
	sessions: [
		{
			name: "control primitives with nothing to do",
			setup,
			steps: exchanges([
				{ name: "Get State: idle", ask: getState, answer: state("0000") },
				{ name: "of the second slot", ask: "01 0000 03 07 0000", answer: "81 0000 00 07 0000" },
				{ name: "Abort: nothing", ask: "00 0000 02 a5 0000", answer: "80 0000 00 a5 0000" },
				{ name: "Replay: nothing", ask: "00 0000 04 a5 0000", answer: "80 0000 00 a5 0000" },
				{ name: "Resume", ask: "00 0000 01 a5 0000", answer: "80 0000 00 a5 0000" },
				{ name: "another opcode, with its tag in the answer", ask: "00 0000 05 a5 0000", answer: "80 0000 03 a5 0000" },
				{ name: "too short", ask: "00 0000 03 a5 00", answer: "80 0000 05 a5 0000" },
				{ name: "not even a tag", ask: "00 0000 03", answer: "80 0000 05 00 0000" },
				{ name: "too long", ask: `${getState} 00`, answer: "80 0000 06 a5 0000" },
			]),
		},
		{
			name: "a command that takes 2.5 s",
			setup,
			steps: exchanges([
				{ name: "is taken", ask: format, count: { received: 2 } },
				{
					name: "More Processing Required, with the time in tenths of a second, one second of it for the way of the answers",
					answer: moreProcessing("2300"),
					wait: 2500,
				},
				{ name: "the slot processes", at: 1000, ask: `1: ${getState}`, answer: `1: ${state("0200")}` },
				{ name: "the other slot does not", ask: "1: 01 0000 03 a5 0000", answer: "1: 81 0000 00 a5 0000" },
				{ name: "another command to the slot is discarded", ask: `1: ${health}` },
				{ name: "which Get State tells", ask: `1: ${clearState}`, answer: `1: ${state("0a00")}` },
				{ name: "until it is cleared", ask: `1: ${getState}`, answer: `1: ${state("0200")}` },
				{
					name: "a command to the other slot is answered",
					ask: `2: ${health.replace("08", "09")}`,
					answer: `2: ${healthy.replace("88", "89")}`,
				},
				{ name: "nothing is sent too early", at: 2499 },
				{ name: "the answer comes in time, with the same tag", at: 2500, answer: completed() },
				{ name: "and the slot is idle", ask: getState, answer: state("0000") },
			]),
		},
		{
			name: "both slots at once",
			setup,
			steps: exchanges([
				{ name: "two commands", ask: [format, `1: ${formatOfSecond}`], count: { received: 4 } },
				{ name: "take their time", answer: [moreProcessing("2300"), `1: ${moreProcessing("2300").replace("900000", "910000")}`] },
				{ name: "are answered each by its slot", at: 2500, answer: [completed(), `1: ${completed().replace("900000", "910000")}`] },
			]),
		},
		{
			name: "a command that takes 50 ms",
			setup,
			steps: exchanges([
				{
					name: "is answered then",
					ask: admin("0d", { namespace: "01000000", d10: "01000000" }),
					answer: [],
					count: { received: 2 },
					wait: 50,
				},
				{ name: "without More Processing Required", at: 50, answer: completed() },
			]),
		},
		{
			name: "the requester begins anew with the same tag",
			setup,
			steps: exchanges([
				{ name: "a long command", ask: format, count: { received: 2 } },
				{ name: "is told to be one", answer: moreProcessing("2300") },
				{ name: "is over then, and the new one answered", ask: health, answer: healthy, count: { received: 1, answerAbandoned: 1 } },
				{ name: "nothing comes of the old one", at: 2500 },
			]),
		},
		{
			name: "abort",
			setup,
			steps: exchanges([
				{ name: "a long command", ask: format, count: { received: 2 } },
				{ name: "is told to be one", answer: moreProcessing("2300") },
				{
					name: "is aborted before it has had an effect",
					ask: "1: 00 0000 02 33 0000",
					answer: "1: 80 0000 00 33 0100",
					count: { received: 1, answerAbandoned: 1 },
				},
				{ name: "the slot is idle", ask: `1: ${getState}`, answer: `1: ${state("0000")}` },
				{ name: "nothing comes of it", at: 3000 },
				{ name: "the next command is answered", ask: health, answer: healthy },
			]),
		},
		{
			name: "abort of an answer that leaves",
			setup,
			steps: [
				{ name: "two of its packets", in: packets(list, "0809", 8, 0), pull: 2, out: packets(listed, "0908", 0, 0).slice(0, 2) },
				{
					name: "the slot transmits",
					in: packets(getState, "0809", 9, 0),
					pull: 1,
					out: packets(`1: ${state("0300")}`, "0908", 0, 1),
				},
				{
					name: "it is aborted after it was processed",
					in: packets("00 0000 02 33 0000", "0809", 9, 0),
					out: packets("1: 80 0000 00 33 0000", "0908", 0, 2),
					count: { received: 1, answerAbandoned: 1 },
				},
				...exchanges([{ name: "the next command is answered", ask: health, answer: healthy }], 3),
			],
		},
		{
			name: "abort of a command that still arrives",
			setup,
			steps: [
				{ name: "its first packet", in: packets(list, "0809", 8, 0).slice(0, 1) },
				{ name: "the slot receives", in: packets(getState, "0809", 9, 0), out: packets(`1: ${state("0100")}`, "0908", 0, 0) },
				{ name: "it is aborted", in: packets("00 0000 02 33 0000", "0809", 9, 0), out: packets("1: 80 0000 00 33 0100", "0908", 0, 1) },
				{ name: "what follows belongs to nothing", in: packets(list, "0809", 8, 0).slice(1), count: { noStart: 1 } },
				{
					name: "which Get State tells",
					in: packets(getState, "0809", 9, 0),
					out: packets(`1: ${state("0004")}`, "0908", 0, 2),
				},
			],
		},
		{
			name: "pause and resume",
			setup,
			steps: [
				{ name: "two packets of an answer", in: packets(list, "0809", 8, 0), pull: 2, out: packets(listed, "0908", 0, 0).slice(0, 2) },
				{ name: "pause", in: packets("00 0000 00 33 0000", "0809", 9, 0), out: packets("1: 80 0000 00 33 0300", "0908", 0, 1) },
				{ name: "nothing else leaves, for a minute", at: 50_000 },
				{ name: "the slot transmits, paused", in: packets(getState, "0809", 9, 0), out: packets(`1: ${state("0380")}`, "0908", 0, 2) },
				{
					name: "a command to the other slot is processed, and its answer waits",
					in: packets(health.replace("08", "09"), "0809", 10, 0),
				},
				{
					name: "resume: both go on",
					in: packets("00 0000 01 33 0000", "0809", 9, 0),
					out: [
						...packets(`2: ${healthy.replace("88", "89")}`, "0908", 0, 3),
						...packets("1: 80 0000 00 33 0000", "0908", 0, 4),
						...packets(listed, "0908", 0, 0).slice(2),
					],
				},
			],
		},
		{
			name: "a pause that nobody ends",
			setup,
			steps: [
				...exchanges([{ name: "pause", ask: "00 0000 00 33 0000", answer: "80 0000 00 33 0300" }]),
				{ name: "a command", in: packets(health, "0809", 8, 0) },
				{ name: "waits", at: 59_999 },
				{ name: "for a minute", at: 60_000, out: packets(healthy, "0908", 0, 1) },
			],
		},
		{
			name: "auto pause",
			setup,
			steps: [
				{ name: "a command with the flag is processed", in: packets(health.replace("0000", "0200"), "0809", 8, 0) },
				{ name: "and waits", in: packets(getState, "0809", 9, 0), out: packets(`1: ${state("0380")}`, "0908", 0, 0) },
				{
					name: "for Resume",
					in: packets("00 0000 01 33 0000", "0809", 9, 0),
					out: [...packets(healthy, "0908", 0, 1), ...packets("1: 80 0000 00 33 0000", "0908", 0, 2)],
				},
			],
		},
		{
			name: "replay",
			setup: keeping,
			steps: [
				...exchanges([
					{ name: "an answer of five packets", ask: list, answer: listed },
					{ name: "the slot is idle", ask: `1: ${getState}`, answer: `1: ${state("0000")}` },
				]),
				{
					name: "once more, from its first packet on",
					in: packets("00 0000 04 33 0000", "0809", 9, 0),
					out: [...packets("1: 80 0000 00 33 0100", "0908", 0, 2), ...packets(listed, "0908", 0, 3)],
				},
				{
					name: "from its fourth on, as a new message",
					in: packets("00 0000 04 33 0300", "0809", 9, 0),
					out: [...packets("1: 80 0000 00 33 0100", "0908", 0, 4), ...lastTwo(5)],
				},
				{
					name: "from one that it has not",
					in: packets("00 0000 04 33 0500", "0809", 9, 0),
					out: packets("1: 80 0000 04 00 0600", "0908", 0, 6),
				},
				...exchanges([{ name: "the next command takes its place", ask: `2: ${health}`, answer: `2: ${healthy}` }], 7),
				{
					name: "and is what is replayed",
					in: packets("00 0000 04 33 0000", "0809", 9, 0),
					out: [...packets(`2: ${healthy}`, "0908", 0, 8), ...packets("1: 80 0000 00 33 0100", "0908", 0, 9)],
				},
				{ name: "for 6 s", at: 6000, count: { answerAbandoned: 1 } },
				...exchanges([{ name: "nothing is left then", ask: "00 0000 04 33 0000", answer: "80 0000 00 33 0000" }], 10),
			],
		},
		{
			name: "replay without memory for it",
			setup,
			steps: exchanges([
				{ name: "an answer", ask: health, answer: healthy },
				{ name: "cannot be had again", ask: "00 0000 04 33 0000", answer: "80 0000 00 33 0000" },
			]),
		},
		{
			name: "sanitize",
			setup,
			steps: exchanges([
				{ name: "begins", ask: admin("84", { d10: "02000000" }), answer: completed(), wait: 1000 },
				{
					name: "goes on in its time",
					at: 500,
					ask: admin("02", { length: "08000000", d10: "81000100" }),
					answer: completed("0080 0200 02000000"),
				},
				{ name: "nothing else may change meanwhile", ask: format, answer: refused("00003b80") },
				{ name: "nor begin anew", ask: admin("84", { d10: "02000000" }), answer: refused("00003b80") },
				{ name: "but features", ask: admin("09", { d10: "02000000" }), answer: completed() },
				{ name: "no command may be locked", ask: admin("24", { d10: "10800000" }), answer: refused("00003b80") },
				{
					name: "nor logs be read that are not of health, errors, namespaces or this",
					ask: admin("02", { length: "04000000", d10: "03000000" }),
					answer: refused("00003b80"),
				},
				{ name: "these may", ask: admin("02", { length: "04000000", d10: "04000000" }), answer: completed("00000000") },
				{ name: "errors as well", ask: admin("02", { length: "04000000", d10: "01000000" }), answer: completed("04000000") },
				{ name: "and health", ask: admin("02", { length: "04000000", d10: "02000000" }), answer: completed("00 2f01 64") },
				{ name: "health is told", ask: health, answer: healthy },
				{
					name: "it is over, and nothing was written since",
					at: 1000,
					ask: admin("02", { length: "08000000", d10: "81000100" }),
					answer: completed("ffff 0101 02000000"),
				},
			]),
		},
		{
			name: "sanitize and shutdown",
			setup,
			steps: exchanges([
				{ name: "begins", ask: admin("84", { d10: "02000000" }), answer: completed(), wait: 1000 },
				{ name: "does not keep the drive from being shut down", ask: "08 0000 0c 000000 0*8", answer: "88 0000 00 000000" },
			]),
		},
		{
			name: "sanitize that fails",
			setup,
			steps: exchanges([
				{ name: "it will", operate: ["failSanitize", {}] },
				{ name: "begins, unrestricted", ask: admin("84", { d10: "0c000000" }), answer: completed() },
				{ name: "fails", at: 1000, ask: admin("02", { length: "04000000", d10: "81000000" }), answer: completed("ffff 0300") },
				{ name: "so the subsystem is in failure mode", ask: health, answer: healthy.replace("30 ff 1e 00 0000", "70 ff 1e 00 0001") },
				{ name: "and does no more", ask: format, answer: refused("00003980") },
				{ name: "nor tells more", ask: admin("02", { length: "04000000", d10: "03000000" }), answer: refused("00003980") },
				{ name: "until told to leave it", ask: admin("84", { d10: "01000000" }), answer: completed() },
				{ name: "then all is well", ask: "08 0000 01 000000 0*8", answer: healthy.replace("1e 00 0000", "1e 00 0001") },
				{ name: "but that it failed", ask: admin("02", { length: "04000000", d10: "81000000" }), answer: completed("ffff 0300") },
			]),
		},
		{
			name: "sanitize that fails in restricted completion mode",
			setup,
			steps: exchanges([
				{ name: "it will", operate: ["failSanitize", {}] },
				{ name: "begins", ask: admin("84", { d10: "04000000" }), answer: completed() },
				{ name: "fails", at: 1000, ask: admin("02", { length: "04000000", d10: "81000000" }), answer: completed("ffff 0300") },
				{ name: "the failure cannot be left", ask: admin("84", { d10: "01000000" }), answer: refused("00003980") },
				{ name: "nor by an unrestricted one", ask: admin("84", { d10: "0c000000" }), answer: refused("00003980") },
				{ name: "but by a restricted one", ask: admin("84", { d10: "02000000" }), answer: completed() },
				{ name: "that is over", at: 2000, ask: admin("02", { length: "04000000", d10: "81000000" }), answer: completed("ffff 0101") },
				{ name: "then there is no failure to leave", ask: admin("84", { d10: "01000000" }), answer: completed() },
				{ name: "and nothing has changed", ask: admin("02", { length: "04000000", d10: "81000000" }), answer: completed("ffff 0101") },
			]),
		},
	],
};

/** The last two packets of the long answer, as a message of its own with this sequence number. */
function lastTwo(sequence: number): string[] {
	const all = packets(listed, "0908", 0, 0);
	return all.slice(3).map((packet, index) => {
		const flags = (0 === index ? 0x80 : 0x40) | (((sequence + index) & 3) << 4);
		return `010908${flags.toString(16)}${packet.slice(8)}`;
	});
}
