// SPDX-License-Identifier: Apache-2.0
// The whole device on an I2C bus: the endpoint over the class and the driver of a board.
import { chunks, collect, collections, print, slots } from "host";
import BoardI2c from "../../../hosts/common/i2c/port.js";
import control from "../../../modules/control/factory.js";
import Device from "../../../modules/device/device.js";
import endpoint from "../../../modules/device/profiles/endpoint.js";
import vendor from "../../../modules/vendor/factory.js";
import { bytes, hex } from "../../support/text.js";
import { bus } from "./fixtures/board.js";
import equal from "./fixtures/equal.js";
import { misuses, peer, peerState, peerWritten, run, tick } from "./fixtures/i2c-bus.js";

const unique = Object.freeze({ uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" });
/** From EID 8 at address 10 to the null EID at 1D, and back, packet error codes included (DSP0237 6.3, DSP0236 12.4). */
const getEndpointId = "3a0f0821010008c800800256";
const endpointId = "200f0c3b010800c00000020000000002";
const rounds = 2000;

export default function i2cDevice(): void {
	let woken = 0;
	const port = new BoardI2c({ ...bus, name: "i2c0", network: 1, address: 0x1d, wake: () => void woken++ });
	const device = new Device({ profile: endpoint, ports: [port], factories: [control, vendor], unique });
	const { front } = device;
	port.serve(front, 0);
	const request = new Uint8Array(64);
	const answer = new Uint8Array(64);
	request.set(bytes(getEndpointId));
	let now = 0;

	function ask(length: number): number {
		peer(request, length, 0);
		run();
		now = (now + 1) | 0;
		for (let turn = 0; turn < 4; turn++) {
			port.pump(now);
			front.tick(now);
			port.tick(now);
			run();
		}
		tick(1);
		return peerWritten(answer);
	}

	const length = ask(12);
	equal(peerState(), 2, "the request is acknowledged");
	equal(woken > 0, true, "the loop is woken");
	equal(hex(answer, 0, length), endpointId, "the answer");
	ask(12);
	collect();
	const garbage = collections();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	let answered = 0;
	for (let round = 0; round < rounds; round++) if (length === ask(12)) answered++;
	const slotsAfter = slots();
	const chunksAfter = chunks();
	const garbageAfter = collections();
	equal(answered, rounds, "answers");
	equal(slotsAfter - slotsBefore, 0, "slots");
	equal(chunksAfter - chunksBefore, 0, "chunk bytes");
	equal(garbageAfter - garbage, 0, "collections");
	equal(misuses(), 0, "misuses of the hardware");
	port.close();
	port.close();
	peer(request, 12, 0);
	run();
	equal(peerState(), 3, "closed: nobody acknowledges");
	print(`${rounds} exchanges with an endpoint at 1D: 0 slots, 0 chunk bytes, 0 collections`);
}
