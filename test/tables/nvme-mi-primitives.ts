// SPDX-License-Identifier: Apache-2.0
import { admin, completed, exchanges, packets, refused } from "./nvme-mi.js";
import type { Setup, Step, Table } from "./table.js";

const health = "08 0000 01 000000 0*8";
const healthy = "88 0000 00 000000 30 ff 1e 00 0000 0000";
const section = {
	ports: [{ twoWire: {}, largestUnit: 128 }],
	controllers: [{ id: 0, enabled: false }],
	namespaces: { most: 4, capacity: 0x100000, list: [{ blocks: 16, controllers: [0] }] },
	times: { format: 2500, namespace: 100, reset: 500, commit: 700 },
};
const setup: Setup = { ports: [{ eid: 8 }], responders: ["drive"], drive: section };
const keeping: Setup = { ...setup, drive: { ...section, replay: true } };

const format = admin("80", { namespace: "01000000" });
const list = admin("06", { length: "00010000", d10: "02000000" });
const listed = completed("01000000 0*252");
/** An answer of 128 bytes from its type byte to its integrity check: two packets. */
const shortList = admin("06", { length: "68000000", d10: "02000000" });
const shortListed = completed("01000000 0*100");
const moreProcessing = "900000 01 00 2300 0*12";
const primitive = (opcode: string, parameter = "0000", slot = "00") => `1: ${slot} 0000 ${opcode} a5 ${parameter}`;
const pause = primitive("00");
const resume = primitive("01");
const abort = primitive("02");
const getState = primitive("03");
const replay = primitive("04");
/** Answer to a primitive. */
const told = (bits: string, slot = "80") => `1: ${slot} 0000 00 a5 ${bits}`;
const asked = (text: string) => packets(text, "0809", 8, 0);
const answered = (text: string, sequence: number, unit?: number) => packets(text, "0908", 0, sequence, unit);
/** A message that tells of `count` packets from the one with index `first` on. */
const from = (text: string, first: number, sequence: number, unit?: number): string[] =>
	answered(text, 0, unit)
		.slice(first)
		.map((packet, index, all) => {
			const flags = (0 === index ? 0x80 : 0) | (index === all.length - 1 ? 0x40 : 0) | (((sequence + index) & 3) << 4);
			return `010908${flags.toString(16).padStart(2, "0")}${packet.slice(8)}`;
		});
const state = (name: string, bits: string, sequence: number, more: Partial<Step> = {}): Step => ({
	name,
	in: asked(getState),
	out: answered(told(bits), sequence),
	...more,
});

/** Control primitives (NVMe-MI 1.2, 4.2.1) in every state of the slots, and More Processing Required on its way. */
export const nvmeMiPrimitives: Table = {
	name: "NVMe-MI control primitives in every state",
	trace: 0x08c47e73,
	sessions: [
		{
			name: "an answer of which all packets are out, and nobody has said so",
			setup,
			steps: [
				{ name: "is sent", in: asked(list), hold: true, out: answered(listed, 0) },
				state("leaves its slot idle", "0000", 1, { hold: true }),
				{ name: "and for the next command", in: asked(`2: ${health}`), hold: true, out: answered(`2: ${healthy}`, 2) },
				{ name: "all have left", report: true },
				state("nothing was discarded", "0000", 3),
			],
		},
		{
			name: "integrity checks",
			setup,
			steps: [
				{ name: "a message without room for one", in: ["010809c88400"], count: { silent: 1 } },
				{ name: "and one that is nothing else", in: ["010809c884000000"], count: { silent: 1 } },
				state("have none that is wrong", "0000", 0),
				{ name: "a wrong one", in: ["010809c88408000001000000000000000000000000000000"], count: { silent: 1 } },
				state("is told", "1000", 1),
				{ name: "and forgotten", in: asked(primitive("03", "0100")), out: answered(told("1000"), 2) },
				state("when asked to", "0000", 3),
			],
		},
		{
			name: "what is kept for Replay",
			setup: keeping,
			steps: [
				{ name: "an answer", in: asked(list), out: answered(listed, 0) },
				{ name: "Abort finds nothing under way", in: asked(abort), out: answered(told("0000"), 1) },
				{ name: "and leaves it", in: asked(replay), out: [...answered(told("0100"), 2), ...answered(listed, 3)] },
				{ name: "the other slot has none", in: asked(primitive("04", "0000", "01")), out: answered(told("0000", "81"), 4) },
			],
		},
		{
			name: "Replay up to the last packet",
			setup: keeping,
			steps: [
				{ name: "an answer of two packets", in: asked(shortList), out: answered(shortListed, 0) },
				{ name: "the second", in: asked(primitive("04", "0100")), out: [...answered(told("0100"), 1), ...from(shortListed, 1, 2)] },
				{ name: "there is no third", in: asked(primitive("04", "0200")), out: answered("1: 80 0000 04 00 0600", 3) },
			],
		},
		{
			name: "Replay where packets are never larger than 64 bytes",
			setup: { ...keeping, ports: [{ eid: 8, largestUnit: 64 }] },
			steps: [
				{ name: "an answer of two packets", in: asked(shortList), out: answered(shortListed, 0) },
				{ name: "the second", in: asked(primitive("04", "0100")), out: [...answered(told("0100"), 1), ...from(shortListed, 1, 2)] },
			],
		},
		{
			name: "Replay counts in packets of the size that the port has now",
			setup: keeping,
			steps: [
				...exchanges([{ name: "128 bytes", ask: "08 0000 03 000000 03 0000 00 8000 0000", answer: "88 0000 00 000000" }]),
				{ name: "an answer of three packets", in: asked(list), out: answered(listed, 1, 128), count: { received: 2, answerAbandoned: 1 } },
				{ name: "from the second on", in: asked(primitive("04", "0100")), out: [...answered(told("0100"), 2), ...from(listed, 1, 3, 128)] },
				{ name: "there is no fourth", in: asked(primitive("04", "0300")), out: answered("1: 80 0000 04 00 0600", 4) },
			],
		},
		{
			name: "Replay of a command that takes its time",
			setup: keeping,
			steps: exchanges([
				{ name: "it is taken", ask: format, count: { received: 2 } },
				{ name: "More Processing Required", answer: moreProcessing },
				{ name: "nothing can be replayed yet", ask: replay, answer: told("0000") },
				{ name: "the answer comes in time", at: 2500, answer: completed() },
				{ name: "and once more", ask: replay, answer: [completed(), told("0100")] },
			]),
		},
		{
			name: "flags stay until somebody clears them",
			setup,
			steps: exchanges([
				{ name: "a long command", ask: format, count: { received: 2 } },
				{ name: "is told to be one", answer: moreProcessing },
				{ name: "another is discarded", ask: `2: ${health}` },
				{ name: "which Get State tells", ask: getState, answer: told("0a00") },
				{ name: "again", ask: getState, answer: told("0a00") },
				{ name: "for this slot alone", ask: primitive("03", "0000", "01"), answer: told("0000", "81") },
				{ name: "and clears", ask: primitive("03", "0100"), answer: told("0a00") },
				{ name: "then they are gone", ask: getState, answer: told("0200") },
			]),
		},
		{
			name: "what a bad integrity check is",
			setup,
			steps: [
				{
					name: "none without the bit for it, although it is right",
					in: "010809c8 04 080000 01000000 00000000 00000000 2a914687",
					count: { silent: 1 },
				},
				{ name: "none with less bytes than it has", in: "010809c8 84 000000", count: { silent: 1 } },
				{ name: "nor with no byte besides", in: "010809c8 84 00000000", count: { silent: 1 } },
				state("so the first two set no flag", "1000", 0),
			],
		},
		{
			name: "a message that still arrives",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 8, network: 2 }], responders: ["drive", "echo"] },
			steps: [
				{ name: "for the second slot", in: asked(list.replace("100000", "110000")).slice(0, 1) },
				state("the first is idle", "0000", 0),
				{ name: "the second receives", in: asked(primitive("03", "0000", "01")), out: answered(told("0100", "81"), 1) },
				{
					name: "its rest, too late",
					at: 7000,
					in: asked(list.replace("100000", "110000")).slice(1),
					count: { assemblyTimeout: 1, noStart: 1 },
				},
				{ name: "which is told, and cleared", in: asked(primitive("03", "0100")), out: answered(told("2004"), 2) },
				{ name: "of another type", in: "01080988 01 18 0*62".replace(" 0*62", "00".repeat(62)) },
				state("is nothing that a slot receives", "0000", 3),
				{ name: "a control primitive that is far too long", in: `01080988 84 00 ${"00".repeat(62)}`.replace("0988", "098a") },
				state("is none either", "0000", 4),
				{ name: "for the first slot at another port", in: `1/01080988 84 10 ${"00".repeat(62)}` },
				state("is received there alone", "0000", 5),
			],
		},
		{
			name: "Resume ends a pause for good",
			setup,
			steps: exchanges([
				{ name: "pause", ask: pause, answer: told("0300") },
				{ name: "resume", ask: resume, answer: told("0000") },
				{ name: "an answer comes at once", ask: health, answer: healthy },
				{ name: "Get State tells of no pause", ask: getState, answer: told("0000") },
			]),
		},
		{
			name: "a pause once more lasts a minute from then",
			setup,
			steps: [
				...exchanges([
					{ name: "pause", ask: pause, answer: told("0300") },
					{ name: "again", at: 50_000, ask: pause, answer: told("0300") },
				]),
				{ name: "a command", in: asked(health) },
				{ name: "waits", at: 109_999 },
				{ name: "for a minute", at: 110_000, out: answered(healthy, 2) },
			],
		},
		{
			name: "a pause ends where the clock is set back",
			setup: { ...setup, start: 100_000 },
			steps: [
				...exchanges([{ name: "pause", ask: pause, answer: told("0300") }]),
				{ name: "a command waits", in: asked(health) },
				{ name: "until then", at: 99_999, out: answered(healthy, 1) },
			],
		},
		{
			name: "a pause ends with its link",
			setup,
			steps: exchanges([
				{ name: "pause", ask: pause, answer: told("0300") },
				{ name: "down", link: "down" },
				{ name: "up", link: "up" },
				{ name: "an answer comes at once", ask: health, answer: healthy },
				{ name: "pause", ask: pause, answer: told("0300") },
				{ name: "which is not ended by a link that is up", link: "up" },
				{ name: "it is paused", ask: getState, answer: told("0080") },
			]),
		},
		{
			name: "Resume without a pause",
			setup,
			steps: [
				{ name: "two packets of an answer", in: asked(list), pull: 2, out: answered(listed, 0).slice(0, 2) },
				{ name: "leaves the rest as it is", in: asked(resume), pull: 1, out: answered(told("0000"), 1) },
				{ name: "which comes once", out: answered(listed, 0).slice(2) },
			],
		},
		{
			name: "a command that nobody knows, in a pause",
			setup,
			steps: [
				...exchanges([{ name: "pause", ask: pause, answer: told("0300") }]),
				{ name: "waits", in: asked("08 0000 0d 000000 0*8") },
				{ name: "for Resume", in: asked(resume), out: [...answered("88 0000 03 000000", 1), ...answered(told("0000"), 2)] },
			],
		},
		{
			name: "an answer that has left, in a pause",
			setup: keeping,
			steps: [
				{ name: "all its packets are out, and nobody has said so", in: asked(list), hold: true, out: answered(listed, 0) },
				{ name: "pause", in: asked(pause), hold: true, out: answered(told("0300"), 1) },
				{
					name: "resume",
					in: asked(resume),
					hold: true,
					out: answered(told("0000"), 2),
					count: { received: 1, answerAbandoned: 1 },
				},
				{ name: "it has left, and does not come again", report: true },
				{ name: "but by Replay", in: asked(replay), out: [...answered(told("0100"), 3), ...answered(listed, 4)] },
			],
		},
		{
			name: "the slots know which answer is theirs",
			setup,
			steps: [
				{
					name: "two packets of the second's",
					in: asked(list.replace("100000", "110000")),
					pull: 2,
					out: answered(listed.replace("900000", "910000"), 0).slice(0, 2),
				},
				{ name: "the answer to a primitive is nobody's", in: asked(getState), pull: 1, out: answered(told("0000"), 1) },
				{ name: "the second transmits", in: asked(primitive("03", "0000", "01")), pull: 1, out: answered(told("0300", "81"), 2) },
				{ name: "the rest", out: answered(listed.replace("900000", "910000"), 0).slice(2) },
				{ name: "two packets of the first's", in: asked(list), pull: 2, out: answered(listed, 3).slice(0, 2) },
				{ name: "the second is idle", in: asked(primitive("03", "0000", "01")), pull: 1, out: answered(told("0000", "81"), 4) },
			],
		},
		{
			name: "an answer to a primitive that nobody takes",
			setup,
			steps: [
				{ name: "is given up after 6 s", in: asked(getState), pull: 0 },
				{ name: "and that is all", at: 6000, count: { answerAbandoned: 1 } },
				state("the next one is answered", "0000", 0),
			],
		},
		{
			name: "More Processing Required that does not leave",
			setup,
			steps: [
				{ name: "a long command", in: asked(format), pull: 0 },
				{ name: "is told to be one, and nobody takes it", at: 100, pull: 0 },
				{ name: "its time is over", at: 2600, pull: 0, wait: 1 },
				{ name: "it leaves", out: answered(moreProcessing, 0) },
				{ name: "then the answer comes", at: 2601, out: answered(completed(), 1) },
			],
		},
		{
			name: "More Processing Required of commands of the management interface",
			setup,
			steps: exchanges([
				{ name: "Reset takes half a second", ask: "08 0000 07 000000 0*8", count: { received: 1 } },
				{ name: "in eight bytes", answer: "88 0000 01 00 0f00", wait: 500 },
				{ name: "and is done", at: 500, answer: "88 0000 00 000000" },
				{ name: "Shutdown takes as long", at: 1000, ask: "08 0000 0c 000000 0*8", count: { received: 1 } },
				{ name: "which is told", answer: "88 0000 01 00 0f00", wait: 500 },
				{ name: "and is done", at: 1500, answer: "88 0000 00 000000" },
			]),
		},
		{
			name: "More Processing Required of a firmware commit",
			setup,
			steps: exchanges([
				{ name: "a slot is to run next", ask: admin("10", { d10: "11000000" }), count: { received: 2 } },
				{ name: "in 0.7 s, and one for the way", answer: "900000 01 00 1100 0*12", wait: 700 },
				{ name: "is done", at: 700, answer: completed() },
			]),
		},
		{
			name: "More Processing Required in memory that was used",
			setup,
			steps: exchanges([
				{ name: "an answer with data behind its status", ask: health, answer: healthy },
				{ name: "a long command", ask: format, count: { received: 2 } },
				{ name: "has zeros behind the time", answer: moreProcessing },
			]),
		},
		{
			name: "a tenth of a second",
			setup,
			steps: exchanges([
				{ name: "is not worth it", ask: admin("0d", { namespace: "01000000", d10: "01000000" }), count: { received: 2 }, wait: 100 },
				{ name: "the answer comes then", at: 100, answer: completed() },
				{ name: "what fails takes as long", ask: admin("0d", { namespace: "01000000", d10: "01000000" }), count: { received: 2 } },
				{ name: "and is told then", at: 200, answer: refused("00000580") },
			]),
		},
	],
};
