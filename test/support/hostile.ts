// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import type { FaultOptions } from "../../modules/fault/options.js";
import type { Setup } from "../tables/table.js";
import type Bench from "./bench.js";
import { never } from "./bench.js";

export const limits = { slots: 3, exchanges: 5, reserve: 2, largeAnswers: 2, messageSize: 300 };
export const setup: Setup = {
	ports: [
		{ eid: 8, discovery: true },
		{ eid: 8, network: 2, medium: 4 },
	],
	responders: ["control", "services", "echo", "late", "mute", "size", "pci", "iana"],
	memory: { slots: 3, exchanges: 5, largeAnswers: 2, messageSize: 300, answerSize: 80 },
	uuid: "01234567-89ab-cdef-0f1e-2d3c4b5a6978",
	directory: [{ eid: 9, uuid: "01234567-89ab-cdef-0f1e-2d3c4b5a6979", binding: 1, medium: 3, address: [0x1d] }],
	transport: true,
	units: { 10: 100 },
	requests: ["request", "request", "datagram", "patient", ...Array.from({ length: 8 }, () => "request" as const)],
};

const often = (values: readonly number[], most = 255) =>
	fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.nat(most) });

/** Mostly messages of one packet, or packets of two in their order. */
const flags = fc.oneof(
	{ weight: 6, arbitrary: fc.nat(7).map((tag) => 0xc8 | tag) },
	{ weight: 6, arbitrary: fc.constantFrom(0x88, 0x58, 0x89, 0x59, 0x18, 0x28, 0xc0, 0xc1) },
	fc.nat(255),
);
const header = fc.tuple(often([1]), often([8, 8, 0, 255]), often([9, 10, 0]), flags);
const payload = fc.oneof(
	fc.uint8Array({ minLength: 1, maxLength: 70, size: "max" }).map((bytes) => Array.from(bytes)),
	fc.tuple(often([1, 2, 3, 4, 0x81, 0x82]), fc.uint8Array({ maxLength: 63, size: "max" })).map(([type, rest]) => [type, ...rest]),
	fc
		.tuple(
			fc.constant(0),
			often([0x80, 0x81, 0x9f]),
			often([1, 2, 3, 4, 5, 6, 7, 11, 12, 16, 20, 0xf0]),
			fc.uint8Array({ maxLength: 18, size: "max" }),
		)
		.map(([type, kind, command, rest]) => [type, kind, command, ...rest]),
	fc
		.tuple(often([0xf0, 0xf1]), fc.uint8Array({ maxLength: 30, size: "max" }))
		.map(([service, rest]) => [0x7e, 0xcc, 0xde, service, ...rest]),
	fc
		.tuple(fc.nat(140), fc.constantFrom(0, 1, 2, 8))
		.map(([length, count]) => [0x7e, 0xcc, 0xde, 0xf1, 0xdd, 0x22, 1, 1, 1, 2, 3, 4, 0, 0, 0, 0, length, 0, count, 0, 0, 0, 0, 0, 0, 0]),
);

/** What may happen to an endpoint; as text in a counterexample. */
export interface Happening {
	readonly [fc.toStringMethod]: () => string;
	happen(bench: Bench): void;
}

function happening<Details extends readonly unknown[]>(
	name: string,
	details: fc.Arbitrary<Details>,
	happen: (bench: Bench, ...details: Details) => void,
): fc.Arbitrary<Happening> {
	return details.map((details) => ({
		[fc.toStringMethod]: () => `${name}(${details.map((detail) => JSON.stringify(detail)).join(", ")})`,
		happen: (bench) => happen(bench, ...details),
	}));
}

const port = fc.nat(1);
export const packet = happening("packet", fc.tuple(port, fc.nat(2), header, payload), (bench, port, physical, head, body) =>
	bench.arrive({ port, physical, bytes: [...head, ...body] }),
);
export const garbage = happening("garbage", fc.tuple(port, fc.array(fc.nat(255), { maxLength: 300, size: "max" })), (bench, port, bytes) =>
	bench.arrive({ port, physical: 0, bytes }),
);
const steps = fc.oneof(fc.nat(200), fc.nat(8000), fc.integer({ min: -0x80000000, max: 0x7fffffff }));
const time = happening("time", fc.tuple(steps), (bench, step) => bench.goTo(bench.now + step));
const outcomes = fc.constantFrom("sent", "sent", "sent", "failed", "unknown");
const pull = happening("pull", fc.tuple(fc.nat(6), outcomes, fc.constantFrom(1200, 68, 67, 10)), (bench, limit, outcome, room) => {
	bench.pull(limit, room, (port) => {
		if ("unknown" !== outcome) bench.packets.transmitted(port, bench.now, "sent" === outcome);
	});
	bench.tick();
});
const report = happening("report", fc.tuple(fc.boolean()), (bench, ok) => bench.report(ok));
const link = happening("link", fc.tuple(port, fc.constantFrom(false, true, true, true)), (bench, port, up) =>
	bench.packets.link(port, bench.now, up),
);
const handle = often([0, 1, 2, 3], 11);
const tries = fc.record(
	{
		timeout: fc.constantFrom(0, 50, 6000, 60_000),
		attempts: fc.nat(4),
		backoff: fc.constantFrom(0, 1, 1.5, 2),
		queue: fc.constant(true as const),
	},
	{ requiredKeys: ["timeout"] },
);
const sending = fc.tuple(handle, port, fc.constantFrom(0, 9, 10), fc.nat(2), fc.nat(140), tries);
const send = happening("send", sending, (bench, handle, port, to, physical, length, tries) => {
	if (bench.send({ message: `01${"aa".repeat(length)}`, handle, port, to, physical, ...tries })) bench.events.push("taken");
});
/** Enough to one peer that some wait for a tag. */
const flood = happening("flood", fc.tuple(port, fc.constantFrom(0, 9), tries), (bench, port, to, tries) => {
	for (let handle = 0; handle < bench.requests.length; handle++)
		if (!bench.requests[handle].active && bench.send({ message: "01aa", handle, port, to, ...tries })) bench.events.push("taken");
});
const cancel = happening("cancel", fc.tuple(handle), (bench, handle) => bench.endpoint.cancel(bench.requests[handle], bench.now));
const answer = happening("answer", fc.tuple(fc.nat(9), fc.nat(320)), (bench, back, length) => {
	const ticket = bench.tickets.length - 1 - back;
	if (ticket >= 0) bench.answer({ ticket, body: "bb".repeat(length) });
});

/** A life of an endpoint. */
export const happenings = fc.array(
	fc.oneof(
		{ weight: 12, arbitrary: packet },
		{ weight: 2, arbitrary: garbage },
		{ weight: 3, arbitrary: time },
		{ weight: 6, arbitrary: pull },
		{ weight: 1, arbitrary: report },
		{ weight: 1, arbitrary: link },
		{ weight: 3, arbitrary: send },
		{ weight: 1, arbitrary: flood },
		{ weight: 1, arbitrary: cancel },
		{ weight: 3, arbitrary: answer },
	),
	{ maxLength: 300, size: "max" },
);

/** What may happen to faults as well. */
export const faultHappenings = (faults: fc.Arbitrary<FaultOptions>): fc.Arbitrary<Happening[]> => {
	const add = happening("add", fc.tuple(faults), (bench, fault) => {
		if (bench.faults!.all.length < 32) bench.faults!.add(fault);
	});
	const remove = happening("remove", fc.tuple(fc.nat(40)), (bench, id) => void bench.faults!.remove(id));
	const clear = happening("clear", fc.tuple(), (bench) => bench.faults!.clear());
	const some = fc.array(fc.oneof({ weight: 4, arbitrary: add }, remove, clear), { maxLength: 20, size: "max" });
	return fc.tuple(happenings, some, fc.infiniteStream(fc.nat(1000))).map(([lives, some, places]) => {
		const all = [...lives];
		for (const each of some) all.splice(places.next().value! % (all.length + 1), 0, each);
		return all;
	});
};

/** Both links go down and up again, and every time runs out. */
export function settle(bench: Bench): void {
	for (const up of [false, true]) for (let port = 0; port < 2; port++) bench.packets.link(port, bench.now, up);
	bench.tick();
	bench.report(true);
	/* One deadline may be left over of what ended before its time. */
	for (let turn = 0; turn < 3; turn++) bench.goTo(bench.now + 60_000);
	const left = bench.tick();
	if (never !== left) bench.goTo(bench.now + left);
}
