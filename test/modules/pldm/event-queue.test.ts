// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import EventQueue from "../../../modules/pldm/platform/event-queue.js";
import Event from "../../../modules/pldm/platform/event.js";

function queueOf(count: number): EventQueue {
	const endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
		memory: { data: 16 * count },
	});
	return new EventQueue(endpoint, count, 16);
}

/** Puts an event of this class in. */
function put(queue: EventQueue, eventClass: number): Event {
	queue.begin(undefined)!.u8(eventClass);
	queue.commit(eventClass);
	return queue.at(queue.count - 1)!;
}

test("events have the ids 1 to FFFE, again and again: 0 and FFFF mean something else (DSP0248 16.7)", () => {
	const queue = queueOf(1);
	expect(put(queue, 0).id).toBe(1);
	for (let id = 2; id < 0xfffe; id++) put(queue, 0);
	expect([put(queue, 0).id, put(queue, 0).id, put(queue, 0).id]).toEqual([0xfffe, 1, 2]);
	expect(queue.lost).toBe(0xffff);
});

test("what is not in the queue is not taken out of it", () => {
	const queue = queueOf(3);
	const [first, second] = [put(queue, 1), put(queue, 2)];
	queue.remove(new Event(0));
	expect(queue.count).toBe(2);
	queue.remove(first);
	queue.remove(first);
	expect([queue.count, queue.at(0), queue.at(1)]).toEqual([1, second, undefined]);
	queue.remove(second);
	queue.remove(second);
	expect(queue.count).toBe(0);
});
