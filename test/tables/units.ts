// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

/** Packets to EIDs 9 and 10 have 100 bytes, to others 64. */
const setup: Setup = {
	ports: [{ eid: 8, largestUnit: 200 }],
	responders: ["size", "echo"],
	memory: { routes: 2, requestSize: 200 },
	units: { 9: 100, 10: 100 },
	requests: ["request", "request"],
};
const large = { message: `01 ${rising(1, 79)}`, to: 9, timeout: 100 };
const whole = (flags: string) => `010908${flags} 01 ${rising(1, 79)}`;
const cut = (first: string, second: string) => [`010908${first} 01 ${rising(1, 63)}`, `010908${second} ${rising(64, 16)}`];

/** Transmission units by destination: raised, and lowered by loss. */
export const units: Table = {
	name: "transmission units",
	trace: 0xdae5314e,
	sessions: [
		{
			name: "requests without answer",
			setup,
			steps: [
				{ name: "a large one", send: large, out: whole("c8") },
				{ name: "has no answer", at: 100, events: "100: request 0 timeout" },
				{ name: "nor has the second", send: large, out: whole("d9") },
				{ name: "nor does another destination help", at: 150, in: "01080ac8 04 4f00", out: `010a08e0 04 ${rising(0, 79)}` },
				{ name: "two in a row are not enough", at: 200, events: "200: request 0 timeout" },
				{ name: "the third", send: large, out: whole("fa") },
				{ name: "is too much", at: 300, events: "300: request 0 timeout", count: { unitLowered: 1 } },
				{ name: "from then on packets are small", send: large, out: cut("8b", "5b") },
				{ name: "however often they are lost", at: 400, events: "400: request 0 timeout" },
				{ name: "and stay small after an answer", send: large, out: cut("9c", "6c") },
				{ name: "which comes", in: "010809c4 01bb", events: "400: request 0 response bb" },
				{
					name: "answers to that destination are small as well",
					in: "010809c8 04 4f00",
					out: [`010908a0 04 ${rising(0, 63)}`, `01090870 ${rising(63, 16)}`],
				},
				{ name: "those to others are not", in: "01080ac8 04 4f00", out: `010a08f0 04 ${rising(0, 79)}` },
				{ name: "raised anew, they are large", route: { port: 0, first: 9, unit: 80 }, send: large, out: whole("cd") },
			],
		},
		{
			name: "attempts of one request",
			setup,
			steps: [
				{ name: "it leaves", send: { ...large, attempts: 5 }, out: whole("c8") },
				{ name: "again", at: 100, out: whole("d8"), count: { retried: 1 } },
				{ name: "and again", at: 200, out: whole("e8"), count: { retried: 1 } },
				{ name: "and then in small packets", at: 300, out: cut("b8", "48"), count: { retried: 1, unitLowered: 1 } },
				{ name: "with the same bytes", in: "010809c0 01bb", events: "300: request 0 response bb" },
			],
		},
		{
			name: "what is no loss",
			setup,
			steps: [
				{ name: "two requests have no answer", send: { ...large, attempts: 2 }, out: whole("c8") },
				{ name: "both", at: 100, out: whole("d8"), count: { retried: 1 } },
				{ name: "of one", at: 200, events: "200: request 0 timeout" },
				{ name: "the next has", send: large, out: whole("e9") },
				{ name: "so that it all begins anew", in: "010809c1 01bb", events: "200: request 0 response bb" },
				{ name: "small ones do not count", send: { ...large, message: "01aa", attempts: 3 }, out: "010908fa 01aa" },
				{ name: "however often", at: 300, out: "010908ca 01aa", count: { retried: 1 } },
				{ name: "they are", at: 400, out: "010908da 01aa", count: { retried: 1 } },
				{ name: "lost", at: 500, events: "500: request 0 timeout" },
				{ name: "nor does one that nobody took", send: { ...large, attempts: 4 }, pull: 0 },
				{ name: "and nobody", at: 600, pull: 0, count: { retried: 1 } },
				{ name: "takes", at: 700, pull: 0, count: { retried: 1 } },
				{ name: "nor one that is given up", at: 800, cancel: 0, count: { retried: 1 }, events: "800: request 0 cancelled" },
				{ name: "the next is large", send: large, out: whole("ec") },
			],
		},
		{
			name: "packets that the hardware cannot send",
			setup,
			steps: [
				{
					name: "of an answer",
					in: "010809c8 04 4f00",
					fail: true,
					out: `010908c0 04 ${rising(0, 79)}`,
					count: { received: 1, sendFailed: 1 },
					events: "0: size abandoned",
				},
				{ name: "of a request", send: large, fail: true, out: whole("d8"), events: "0: request 0 send failed" },
				{
					name: "of a longer one",
					send: { ...large, message: `01 ${rising(1, 150)}` },
					fail: true,
					out: `010908a9 01 ${rising(1, 99)}`,
					count: { unitLowered: 1 },
					events: "0: request 0 send failed",
				},
				{ name: "lower the unit as well", send: large, out: cut("ba", "4a") },
			],
		},
		{
			name: "answers that arrive in between",
			setup,
			steps: [
				{
					name: "two are lost",
					in: ["010809c8 04 4f00", "010809c9 04 4f00"],
					fail: true,
					out: [`010908c0 04 ${rising(0, 79)}`, `010908d1 04 ${rising(0, 79)}`],
					count: { received: 2, sendFailed: 2 },
					events: ["0: size abandoned", "0: size abandoned"],
				},
				{ name: "one is not", in: "010809ca 04 4f00", out: `010908e2 04 ${rising(0, 79)}` },
				{
					name: "so two more",
					in: ["010809c8 04 4f00", "010809c9 04 4f00"],
					fail: true,
					out: [`010908f0 04 ${rising(0, 79)}`, `010908c1 04 ${rising(0, 79)}`],
					count: { received: 2, sendFailed: 2 },
					events: ["0: size abandoned", "0: size abandoned"],
				},
				{ name: "change nothing", in: "010809c8 04 4f00", out: `010908d0 04 ${rising(0, 79)}` },
			],
		},
		{
			name: "as many losses as the port says",
			setup: { ...setup, ports: [{ eid: 8, transmissionUnit: 120, unitLosses: 1 }], units: {} },
			steps: [
				{ name: "a large request", send: large, out: whole("c8") },
				{ name: "has no answer", at: 100, events: "100: request 0 timeout", count: { unitLowered: 1 } },
				{ name: "packets to that destination are small", send: large, out: cut("99", "69") },
				{ name: "others as large as ever", send: { ...large, to: 11, handle: 1 }, out: `010b08ea 01 ${rising(1, 79)}` },
			],
		},
		{
			name: "routes",
			setup: { ...setup, routes: [{ port: 0, first: 20, last: 29, unit: 80, physical: 7 }], units: {} },
			steps: [
				{ name: "raise it for their range", send: { ...large, to: 29, network: 1 }, out: `011d08c8 01 ${rising(1, 79)} @7` },
				{
					name: "and for nobody else",
					send: { ...large, to: 30, handle: 1 },
					out: [`011e0899 01 ${rising(1, 63)}`, `011e0869 ${rising(64, 16)}`],
				},
				{ name: "until they are forgotten", at: 100, forget: 20, events: ["100: request 0 timeout", "100: request 1 timeout"] },
				{ name: "then it is as before", send: { ...large, to: 29 }, out: [`011d08aa 01 ${rising(1, 63)}`, `011d087a ${rising(64, 16)}`] },
			],
		},
	],
};
