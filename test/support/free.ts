// SPDX-License-Identifier: Apache-2.0
import type Bench from "./bench.js";
import { rising } from "../tables/table.js";
import { hex } from "./text.js";

/** How much the bench was given. */
export interface Limits {
	readonly slots: number;
	readonly exchanges: number;
	/** How many of them a second port has to get; none where left out. */
	readonly reserve?: number;
	readonly largeAnswers: number;
	readonly messageSize: number;
}

/**
 * Uses everything that an endpoint has, all at a time: slots, exchanges, large answers, request handles. The bench has
 * EID 8 and answers with echo, late and size. Throws Error for what is not free.
 */
export function useEverything(bench: Bench, limits: Limits): void {
	bench.pull();
	bench.tick();
	slots(bench, limits.slots);
	exchanges(bench, limits);
	largeAnswers(bench, limits);
	requests(bench);
}

/** Every source has its own slot, and all grow at a time. */
function slots(bench: Bench, count: number): void {
	const eids = Array.from({ length: count }, (_none, index) => hex([100 + index]));
	for (const eid of eids) bench.receive(`0108${eid}88 01${eid}`);
	for (const eid of eids) {
		bench.receive(`0108${eid}58 55`);
		one(bench, `01${eid}55`, `slot of EID ${eid}`);
	}
}

/** Takes the packets that there are: one, with this payload. */
function one(bench: Bench, payload: string, what: string): void {
	const out = drain(bench);
	if (1 !== out.length || out[0].split(" ")[1] !== payload) throw new Error(`${what}: [${out.join()}] instead of ${payload}`);
}

function drain(bench: Bench): string[] {
	return bench.pull(undefined, undefined, (port) => bench.endpoint.transmitted(port, bench.now, true));
}

/** Each for a source of its own; as many as there are ports are answered at once. */
function exchanges(bench: Bench, { exchanges, reserve = 0 }: Limits): void {
	const first = bench.tickets.length;
	const late = exchanges - (reserve > 0 ? 2 : 1);
	for (let index = 0; index < late; index++) bench.receive(`${index < reserve ? "1/0100" : "0108"}${hex([100 + index])}c8 02`);
	if (bench.tickets.length !== first + late) throw new Error(`${bench.tickets.length - first} of ${late} exchanges are free`);
	for (let index = late; index < exchanges; index++) bench.receive(`0108${hex([100 + index])}c8 01${hex([index])}`);
	const bodies = drain(bench).map((text) => text.split(" ")[1]);
	if (bodies.length !== exchanges - late) throw new Error(`the last exchanges: [${bodies.join()}]`);
	for (let index = 0; index < late; index++) {
		if (!bench.answer({ ticket: first + index, body: "66" })) throw new Error(`exchange ${index} cannot be answered`);
		one(bench, "0266", `exchange ${index}`);
	}
}

function largeAnswers(bench: Bench, { largeAnswers, messageSize }: Limits): void {
	const size = messageSize - 1;
	for (let index = 0; index < largeAnswers; index++) bench.receive(`0108${hex([100 + index])}c8 04${hex([size & 0xff, size >> 8])}`);
	const packets = largeAnswers * Math.ceil(messageSize / 64);
	const out = drain(bench);
	if (out.length !== packets) throw new Error(`large answers: ${out.length} packets instead of ${packets}`);
	const first = `04${rising(0, 63)}`;
	if (out.filter((text) => text.endsWith(first)).length !== largeAnswers) throw new Error(`large answers begin with ${out[0]}`);
}

/** As many as eight go to one peer, and each has its answer, if it wants one. */
function requests(bench: Bench): void {
	bench.events.length = 0;
	bench.requests.forEach((request, handle) => {
		if (request.active) throw new Error(`request ${handle} is still under way`);
		if (!bench.send({ message: "01aa", to: 100 + (handle >> 3), handle })) throw new Error(`request ${handle} cannot be sent`);
	});
	for (const text of drain(bench)) bench.receive(`0108${text.slice(2, 4)}c${(parseInt(text[7], 16) & 7).toString()} 01bb`);
	if (bench.events.length !== bench.requests.length) throw new Error(`requests: ${bench.events.join()}`);
	for (const event of bench.events) if (!/ (response bb|sent)$/.test(event)) throw new Error(event);
}
