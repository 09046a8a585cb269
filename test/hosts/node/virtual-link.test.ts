// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Loop from "../../../hosts/node/loop.js";
import VirtualLink, { virtualPort } from "../../../hosts/node/virtual-link.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { Counter } from "../../../modules/mctp/counter.js";
import { bytes, hex } from "./support/frames.js";
import { pair } from "./support/pair.js";

test("packets arrive in another turn, one for each 64 bytes", async () => {
	const { owner, device } = pair();
	const seen: string[] = [];
	device.follow((counter, _port, _now, offset, length) => {
		if (Counter.received === counter) seen.push(hex(device.memory.subarray(offset, offset + Math.min(length, 6))));
	});
	const answered = new Promise<number>((resolve) => {
		const request = owner.request({ onResponse: (response) => resolve(response.remaining), onFailure: () => resolve(-1) });
		const message = request.begin(0x7e);
		message.memory.set(bytes("cc de f0"), message.position);
		message.position += 127;
		expect(owner.send(request, 0, 9, 0, 0)).toBe(true);
	});
	expect(seen).toEqual([]);
	expect(await answered).toBe(127);
	expect(seen).toEqual(["01 09 08 88 7e cc", "01 09 08 58 00 00"]);
});

test("unplugged at both ends, and plugged in again", () => {
	const { owner, device, link } = pair();
	link.up = false;
	expect([owner.port(0).up, device.port(0).up]).toEqual([false, false]);
	link.up = true;
	expect([owner.port(0).up, device.port(0).up]).toEqual([true, true]);
});

test("ends of different units do not fit", () => {
	const loop = new Loop();
	const [left, right] = [64, 128].map((unit) => ({ loop, endpoint: new Endpoint({ ports: [virtualPort(loop, 1, { unit })] }), port: 0 }));
	expect(() => new VirtualLink(left, right)).toThrow("both ports need the same unit");
});
