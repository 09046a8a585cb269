// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { Reply } from "../../modules/mctp/responder.js";
import Bench from "./bench.js";
import { hex } from "./text.js";
import type { Limits } from "./free.js";

/** A message of type 5 on its way to EID 8, and its packets. */
export interface Message {
	readonly peer: number;
	readonly tag: number;
	/** From the message type byte on. */
	readonly body: readonly number[];
	readonly packets: readonly Bytes[];
}
export type Bytes = readonly number[];

export function message(peer: number, tag: number, content: Bytes, unit: number, sequence: number): Message {
	const body = [5, ...content];
	const packets: number[][] = [];
	for (let at = 0; at < body.length; at += unit, sequence++) {
		const flags = (0 === at ? 0x80 : 0) | (at + unit >= body.length ? 0x40 : 0) | ((sequence & 3) << 4) | 8 | tag;
		packets.push([1, 8, peer, flags, ...body.slice(at, at + unit)]);
	}
	return { peer, tag, body, packets };
}

export function messageText({ peer, tag, body }: Pick<Message, "peer" | "tag" | "body">): string {
	return `EID ${peer} tag ${tag}: ${hex(body)}`;
}

/** One message with every one of `tags` from each of four peers, or from some; of at most `most` packets. */
export function traffic(tags: Bytes, most: number): fc.Arbitrary<Message[]> {
	const keys = [9, 10, 11, 12].flatMap((peer) => tags.map((tag) => [peer, tag] as const));
	return fc
		.tuple(fc.integer({ min: 1, max: 64 }), fc.subarray(keys))
		.chain(([unit, keys]) =>
			fc.tuple(
				...keys.map(([peer, tag]) =>
					fc
						.tuple(fc.uint8Array({ maxLength: most * unit - 1, size: "max" }), fc.nat(3))
						.map(([content, sequence]) => message(peer, tag, Array.from(content), unit, sequence)),
				),
			),
		);
}

/** Packets of all messages, each message's own in order. */
export function interleave(messages: readonly Message[], picks: fc.Stream<number>): Bytes[] {
	const out: Bytes[] = [];
	let queues = messages.map(({ packets }) => [...packets]);
	while (queues.length) {
		out.push(queues[picks.next().value! % queues.length].shift()!);
		queues = queues.filter((queue) => queue.length);
	}
	return out;
}

export const picks = (): fc.Arbitrary<fc.Stream<number>> => fc.infiniteStream(fc.nat(0xffff));

/** An endpoint with EID 8 that keeps the messages of type 5. */
export function recorder(limits: Limits): { bench: Bench; got: string[] } {
	const requests = Array.from({ length: 16 }, () => "request" as const);
	const bench = new Bench({ ports: [{ eid: 8 }], responders: ["echo", "late", "size"], memory: { ...limits }, requests });
	const got: string[] = [];
	bench.endpoint.responders.add({
		type: 5,
		versions: [],
		respond({ request, peer, tag }) {
			const body = Array.from(request.memory.slice(request.position - 1, request.end));
			got.push(messageText({ peer, tag: tag & 7, body }));
			return Reply.drop;
		},
	});
	return { bench, got };
}
