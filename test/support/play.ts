// SPDX-License-Identifier: Apache-2.0
import type { Session, Step } from "../tables/table.js";
import Bench from "./bench.js";
import { difference, list, packet, packetText } from "./text.js";
import type Trace from "./trace.js";

/** What a step gives, and what it has to give. */
export interface Played {
	readonly name: string;
	readonly expected: Outcome;
	readonly actual: Outcome;
}

export interface Outcome {
	readonly out: readonly string[];
	readonly counted: Readonly<Record<string, number>>;
	readonly events: readonly string[];
	readonly eid?: number;
	readonly wait?: number;
	readonly error?: string;
}

/** Runs all steps of a session, also behind one that goes wrong. */
export function play(session: Session, trace: Trace): Played[] {
	const bench = new Bench(session.setup);
	trace.follow(bench.endpoint);
	let before: Record<string, number> = {};
	return session.steps.map((step) => {
		bench.events.length = 0;
		const { out, error } = attempt(bench, step);
		const after = bench.counters();
		const actual: Outcome = {
			out,
			counted: difference(before, after),
			events: [...bench.events],
			...(undefined === step.eid ? {} : { eid: bench.endpoint.port(0).eid }),
			...(undefined === step.wait ? {} : { wait: bench.tick() }),
			...(undefined === error ? {} : { error }),
		};
		before = after;
		return { name: step.name, expected: expectation(step), actual };
	});
}

function attempt(bench: Bench, step: Step): { out: string[]; error?: string } {
	try {
		return { out: perform(bench, step) };
	} catch (error) {
		return { out: [], error: String(error) };
	}
}

function perform(bench: Bench, step: Step): string[] {
	if (undefined !== step.at) bench.goTo(step.at);
	if (undefined !== step.route && bench.route(step.route) === (true === step.route.refused))
		bench.events.push(`route to ${step.route.first} returned ${!!step.route.refused}`);
	if (undefined !== step.forget && !bench.endpoint.routes.remove(1, step.forget)) bench.events.push(`no route to ${step.forget}`);
	if (undefined !== step.assign) bench.endpoint.assign(0, step.assign);
	if (step.clear) bench.faults!.clear();
	if (undefined !== step.fault) bench.faults!.add(step.fault);
	if (undefined !== step.report) bench.report(step.report);
	if (undefined !== step.link) {
		const [name, port = "0"] = step.link.split("/").reverse();
		bench.packets.link(Number(port), bench.now, "up" === name);
	}
	if (undefined !== step.limit && bench.limit(step.limit) === (true === step.limit.refused))
		bench.events.push(`limit of ${step.limit.eid} returned ${!!step.limit.refused}`);
	if (undefined !== step.operate) bench.operate(step.operate);
	if (undefined !== step.cancel) bench.endpoint.cancel(bench.requests[step.cancel], bench.now);
	for (const sending of list(step.send))
		if (bench.send(sending) === (true === sending.refused)) bench.events.push(`send(${sending.message}) returned ${!!sending.refused}`);
	for (const answering of list(step.answer))
		if (bench.answer(answering) === (true === answering.refused))
			bench.events.push(`answer(${answering.ticket}) returned ${!!answering.refused}`);
	for (const text of list(step.in)) bench.receive(text);
	if (undefined !== step.back) bench.now = step.back;
	const out = bench.pull(step.pull, step.room, (port) => {
		if (!step.hold) bench.packets.transmitted(port, bench.now, !step.fail);
	});
	bench.tick();
	return out;
}

function expectation(step: Step): Outcome {
	const { out, count, events, eid, wait } = step;
	const packets = list(out).map((text) => packetText(packet(text)));
	const counted: Record<string, number> = {};
	if (undefined === count) for (const text of list(step.in)) add(counted, "received", packet(text).port);
	for (const text of list(out)) add(counted, "sent", packet(text).port);
	return {
		out: packets,
		counted: difference({}, { ...counted, ...count }),
		events: list(events),
		...(undefined === eid ? {} : { eid }),
		...(undefined === wait ? {} : { wait }),
	};
}

function add(counts: Record<string, number>, name: string, port: number): void {
	const key = port ? `${port}/${name}` : name;
	counts[key] = (counts[key] ?? 0) + 1;
}
