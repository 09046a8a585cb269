// SPDX-License-Identifier: Apache-2.0
import type { SerialSession } from "./serial-table.js";
import type { CounterName, List, Session, Setup, Step } from "./table.js";
import { begin, bulk, ask, asked, answer, id, other, wide } from "./usbredir-messages.js";
import type { RedirectionSession, UsbSession } from "./usb-table.js";

/** What somebody else's stack does wrong, and how it is brought about. The steps say what is right. */
export interface Defect extends Session {
	readonly setup: Setup;
	/** What still ends after the steps: messages that give way to others within 100 ms, answers given up and events after 7 s. */
	readonly evicted?: number;
	readonly ends?: { readonly count?: Partial<Record<CounterName | `1/${CounterName}`, number>>; readonly events?: List<string> };
}

const never = 0x7fffffff;
/** Milliseconds within which everybody is served again, and those after which nothing is left. */
const soon = 100;
const late = 7000;

const hex = (value: number) => value.toString(16).padStart(2, "0");

/**
 * The defect's steps, and what has to hold behind each of them: a short request of another peer is answered at once; 100 ms
 * later all slots are to be had, by peers whose messages grow at a time; and after 7 s nothing waits. EID 8, and echo, where
 * the set-up says nothing else.
 */
export function survived({ evicted = 0, ends = {}, ...session }: Defect): Session {
	const { setup, steps } = session;
	const { slots = 3 } = setup.memory ?? {};
	const now = steps.reduce((now, { at = now }) => at, setup.start ?? 0);
	const eid = hex(steps.reduce((eid, step) => step.eid ?? eid, setup.ports?.[0]?.eid ?? 0));
	let sequence = steps.flatMap(({ out = [] }) => out).filter((text) => "/" !== text[1] && parseInt(text[6], 16) & 8).length;
	const reply = (peer: number, body: string) => `01${hex(peer)}${eid}${hex(0xc0 | ((sequence++ & 3) << 4))} 01${body}`;
	const peers = Array.from({ length: slots }, (_none, index) => 0x60 + index);
	const served: Step[] = [
		{ name: "another peer is served at once", in: "010070c8 01e1", out: reply(0x70, "e1") },
		{
			name: "100 ms later all slots are free",
			at: (now + soon) | 0,
			in: [...peers.map((peer) => `0100${hex(peer)}88 01e1`), ...peers.map((peer) => `0100${hex(peer)}58 e2`)],
			out: peers.map((peer) => reply(peer, "e1e2")),
			...(evicted > 0 ? { count: { received: 2 * slots, assemblyEvicted: evicted } } : {}),
		},
		{ name: "after 7 s nothing waits", at: (now + late) | 0, wait: never, ...ends },
	];
	return {
		...session,
		setup: { ...setup, responders: [...new Set([...(setup.responders ?? ["control"]), "echo" as const])] },
		steps: [...steps, ...served],
	};
}

/** The same on a serial line: the next frames are received and answered. */
export function survivedOnLine(session: SerialSession): SerialSession {
	const sequence = session.steps.flatMap(({ out = [] }) => out).length;
	const frames = [
		"7e0106 010908c001aa 0c7b 7e",
		"7e0106 010908d001aa 89ee 7e",
		"7e0106 010908e001aa 0f40 7e",
		"7e0106 010908f001aa 8ad5 7e",
	];
	return {
		...session,
		steps: [
			...session.steps,
			{
				name: "the next frame is answered",
				in: "7e0106 010809c801aa dd46 7e",
				packets: "010809c8 01aa",
				out: frames[sequence & 3],
			},
		],
	};
}

/** The same for USB transfers: the next is received, and what it asks for answered. */
export function survivedOnPipes(session: UsbSession): UsbSession {
	const answers = session.steps
		.flatMap(({ out = [] }) => out)
		.join(" ")
		.split("1ab400");
	const sequence = (answers.length - 1) & 3;
	return {
		...session,
		steps: [
			...session.steps,
			{
				name: "the next transfer is served",
				in: "1ab4000a 010809c8 01aa",
				packets: "010809c8 01aa",
				out: `1ab4000a 010908${hex(0xc0 | (sequence << 4))} 01aa`,
			},
		],
	};
}

/** The same for a redirected device: the next connection is served. */
export function survivedOnConnection(session: RedirectionSession): RedirectionSession {
	const sequence =
		session.steps
			.flatMap(({ out = [] }) => out)
			.join(" ")
			.split("1ab4000a").length - 1;
	return {
		...session,
		steps: [
			...session.steps,
			...begin,
			{ name: "the next connection is configured", in: wide(6, id, "01"), out: wide(8, id, "0001"), up: true },
			{
				name: "and served",
				in: [bulk(id, "81", 512), bulk(other, "01", 10, ask(0))],
				packets: asked(0),
				out: [bulk(other, "01", 10), bulk(id, "81", 10, answer(0, sequence))],
			},
		],
	};
}
