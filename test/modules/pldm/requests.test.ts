// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import InstanceIds from "../../../modules/pldm/instances.js";
import PldmRequest from "../../../modules/pldm/own-request.js";
import EventReceiver from "../../../modules/pldm/platform/event-receiver.js";
import Pldm from "../../../modules/pldm/pldm.js";
import { bytes, hex } from "../../support/text.js";

let endpoint: Endpoint;
let now = 0;

beforeEach(() => {
	now = 0;
	endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
		memory: { data: Pldm.size(), requests: 2 },
	});
});

/** What is sent after a packet, or at a moment. */
function ask(packet = ""): string[] {
	const { frames } = endpoint.port(0);
	const incoming = bytes(packet);
	if (incoming.length > 0) {
		endpoint.memory.set(incoming, frames);
		endpoint.receive(0, now, frames, incoming.length, 0);
	}
	endpoint.tick(now);
	const sent: string[] = [];
	for (let length = endpoint.transmit(0, now, frames, 68); length > 0; length = endpoint.transmit(0, now, frames, 68)) {
		sent.push(hex(endpoint.memory, frames, length));
		endpoint.transmitted(0, now, true);
	}
	return sent;
}

describe("an event receiver", () => {
	test("takes events of the first format, once each", () => {
		const heard: unknown[] = [];
		const receiver = new EventReceiver((eid, tid, eventClass, offset, length, at) =>
			heard.push([eid, tid, eventClass, hex(endpoint.memory, offset, length), at]),
		);
		endpoint.responders.add(new Pldm({ endpoint, protocols: () => [receiver] }));
		now = 7;
		expect(ask("010809c8 0180020a 01 05 04 aabb")).toEqual(["010908c00100020a0000"]);
		expect(ask("010809c8 0180020a 01 05 04 aabb")).toEqual(["010908d00100020a0000"]);
		expect(ask("01080ac8 0180020a 01 06 00")).toEqual(["010a08e00100020a0000"]);
		expect(ask("010809c8 0181020a 02 05 04 aabb")).toEqual(["010908f00101020a81"]);
		expect(ask("010809c8 0182020a 01 05")).toEqual(["010908c00102020a03"]);
		expect(ask("010809c8 01830211 0100 00")).toEqual(["010908d00103021105"]);
		expect(heard).toEqual([
			[9, 5, 4, "aabb", 7],
			[10, 6, 0, "", 7],
		]);
	});
});

describe("an own request", () => {
	function made(ids = new InstanceIds(1)) {
		const told: unknown[] = [];
		const request = new PldmRequest(endpoint, ids, {
			onAnswer: (completion, response, at) => told.push([completion, hex(response.memory, response.position, response.remaining), at]),
			onFailure: (reason, at) => told.push([reason, at]),
		});
		const send = () => {
			request.begin(2, 0x0a).u16(0x1234);
			return request.send(0, 9, 0, now);
		};
		return { told, request, send };
	}

	test("has header and instance id; its answer ends it", () => {
		const { told, request, send } = made();
		expect(request.active).toBe(false);
		expect(request.size).toBe(128 - 4);
		expect(send()).toBe(true);
		expect(request.active).toBe(true);
		expect(ask()).toEqual(["010908c80180020a3412"]);
		now = 30;
		ask("010809c0 0100020a 05 0102");
		expect(told).toEqual([[5, "0102", 30]]);
		expect(request.active).toBe(false);
		send();
		expect(ask()).toEqual(["010908d90181020a3412"]);
	});

	test.each([
		["an answer with another instance id", "010809c0 0101020a 00"],
		["of another type", "010809c0 0100030a 00"],
		["of another command", "010809c0 0100020b 00"],
		["a request", "010809c0 0180020a 00"],
		["a datagram", "010809c0 0140020a 00"],
		["an answer without completion code", "010809c0 0100020a"],
	])("%s is not its own: two are left out, the third ends it", (_, packet) => {
		const { told, send } = made();
		send();
		ask();
		ask(packet);
		ask(packet);
		expect(told).toEqual([]);
		ask("010809c0 0120020a 00");
		expect(told).toEqual([[0, "", 0]]);
		const other = made();
		other.send();
		now = 1;
		const tag = parseInt(ask()[0].slice(7, 8), 16) & 7;
		for (let count = 0; count < 3; count++) ask(packet.replace("c0", `c${tag}`));
		expect(other.told.length).toBe(1);
		expect(other.request.active).toBe(false);
	});

	test("is sent three times, a second apart, and fails", () => {
		const { told, send } = made();
		send();
		expect(ask()).toHaveLength(1);
		for (const [at, count] of [
			[999, 0],
			[1000, 1],
			[1999, 0],
			[2000, 1],
			[2999, 0],
			[3000, 0],
		]) {
			now = at;
			expect(ask(), `at ${at}`).toHaveLength(count);
		}
		expect(told).toHaveLength(1);
	});

	test("is given up, once", () => {
		const { told, request, send } = made();
		send();
		request.cancel(5);
		expect(told).toHaveLength(1);
		expect(request.active).toBe(false);
	});

	test("is not sent where no instance id is free", () => {
		const ids = new InstanceIds(1);
		for (let count = 0; count < 32; count++) ids.take(1, 9, now);
		const { told, send } = made(ids);
		expect(send()).toBe(false);
		expect(ask()).toEqual([]);
		expect(told).toEqual([]);
	});

	test("gives its instance id back where the endpoint refuses it", () => {
		const ids = new InstanceIds(1);
		const { send } = made(ids);
		for (let count = 0; count < 31; count++) ids.take(1, 9, now);
		endpoint.link(0, now, false);
		expect(send()).toBe(false);
		expect(ids.take(1, 9, now)).toBe(31);
	});
});
