// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import Platform, { type PlatformOptions } from "../../../modules/pldm/platform/platform.js";
import Pldm from "../../../modules/pldm/pldm.js";
import { bytes, hex } from "../../support/text.js";

const usual: PlatformOptions = {
	numericSensors: [{ id: 1, dataSize: 0, resolution: 1, offset: 0, modifier: 0, value: 5, thresholds: [9] }],
};

/** A terminus, and what it sends after a packet or at a moment. */
function made(options = usual) {
	const endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
		memory: { data: Pldm.size() + Platform.size(options), requests: 1 },
	});
	let platform: Platform | undefined = undefined;
	endpoint.responders.add(new Pldm({ endpoint, protocols: (terminus) => [(platform = new Platform(endpoint, terminus, options))] }));
	const ask = (packet = ""): string[] => {
		const { frames } = endpoint.port(0);
		const incoming = bytes(packet);
		endpoint.memory.set(incoming, frames);
		if (incoming.length > 0) endpoint.receive(0, 0, frames, incoming.length, 0);
		endpoint.tick(0);
		const sent: string[] = [];
		for (let length = endpoint.transmit(0, 0, frames, 68); length > 0; length = endpoint.transmit(0, 0, frames, 68)) {
			sent.push(hex(endpoint.memory, frames + 4, length - 4));
			endpoint.transmitted(0, 0, true);
		}
		return sent;
	};
	const terminus = platform!;
	return { platform: terminus, ask, update: (value: number) => terminus.numericSensors.get(1)!.update(value, 0) };
}

test("a terminus without a UID does not tell one", () => {
	expect(made().ask("010809c8 01800203")).toEqual(["0100020305"]);
});

test("the largest event message has as many bytes as an event, and three", () => {
	expect(made({ events: { size: 300 } }).ask("010809c8 0180020d 0001")).toEqual(["0100020d00 2f01".replace(" ", "")]);
	expect(made({ events: { size: 250 } }).ask("010809c8 0180020d 0001")).toEqual(["0100020d00 0001".replace(" ", "")]);
});

describe("a poll", () => {
	const first = "010809c8 0180020b 01 01 00000000 0000";

	test("of a terminus that has raised nothing acknowledges nothing", () => {
		expect(made().ask("010809c8 0180020b 01 02 00000000 0000")).toEqual(["0100020b82"]);
	});

	test("for the first part gives the oldest event, whatever the handle", () => {
		const { ask, update } = made();
		ask("010809c8 01810204 02 00 09");
		update(9);
		update(5);
		const [answer] = ask(first);
		expect(answer).toMatch(/^0100020b0000010000000000050007000000 ?0100020801 ?0009/);
		expect(ask(first.replace("00000000", "00000010"))).toEqual([answer]);
	});

	test("for another part gives those of the oldest event alone", () => {
		const { ask, update } = made();
		ask("010809c8 01810204 02 00 09");
		expect(ask("010809c8 0180020b 01 00 01001000 ffff")).toEqual(["0100020b02"]);
		update(9);
		update(5);
		expect(ask("010809c8 0180020b 01 00 01002000 ffff")).toEqual(["0100020b02"]);
	});
});

describe("events of our own", () => {
	test("that cannot be sent are counted, and do not wait for ever", () => {
		const { ask, update, platform } = made();
		ask("010809c8 01810204 01 00 09");
		for (let count = 0; count < 32; count++) platform.terminus.instances.take(1, 9, 0);
		update(9);
		expect([platform.events.undelivered, platform.events.queue.count, ask()]).toEqual([1, 0, []]);
	});

	test("wait from the moment on in which the receiver wants to poll them", () => {
		const { ask, update, platform } = made();
		ask("010809c8 01810204 01 00 09");
		update(9);
		update(5);
		expect(ask()).toEqual(["0180020a0100000100020801 0009".replace(" ", "")]);
		ask("010809c8 01820204 02 00 09");
		expect(ask("010809c0 0100020a 00 00")).toEqual([]);
		expect([platform.events.undelivered, platform.events.queue.count]).toEqual([0, 1]);
	});
});
