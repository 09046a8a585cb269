// SPDX-License-Identifier: Apache-2.0
import { chunks, collections, instructions, print, slots } from "host";
import Serial from "../../../modules/binding/serial/serial.js";
import Control from "../../../modules/control/responder.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import TestServices from "../../../modules/vendor/services.js";

function bytes(text: string): Uint8Array {
	const result = new Uint8Array(text.length / 2);
	for (let index = 0; index < result.length; index++) result[index] = parseInt(text.slice(2 * index, 2 * index + 2), 16);
	return result;
}

export default function exchange(): void {
	const units = { receiveUnit: 64, transmissionUnit: 64 };
	const port = { network: 1, ...units, eid: 8, frames: Serial.frames(units, 256), wake() {} };
	const endpoint = new Endpoint({ ports: [port] });
	endpoint.responders.add(new Control({ endpoint }));
	endpoint.responders.add(new TestServices(endpoint));
	const { memory } = endpoint;
	const frames = endpoint.port(0).frames;
	const run = (name: string, packets: Uint8Array[]) => {
		const count = packets.length;
		for (let index = 0; index < count; index++) memory.set(packets[index], frames + 80 * index);
		const out = frames + 80 * count;
		const lengths = packets.map((packet) => packet.length);
		let received = 0;
		let sent = 0;
		const once = (measure: boolean) => {
			const start = instructions();
			for (let index = 0; index < count; index++) endpoint.receive(0, 0, frames + 80 * index, lengths[index], 0);
			const middle = instructions();
			while (endpoint.transmit(0, 0, out, 68)) endpoint.transmitted(0, 0, true);
			endpoint.tick(0);
			if (!measure) return;
			received += middle - start;
			sent += instructions() - middle;
		};
		for (let index = 0; index < 10; index++) once(false);
		const before = slots();
		const chunk = chunks();
		const garbage = collections();
		for (let index = 0; index < 100; index++) once(true);
		print(
			`${name}: receive ${received / 100}, transmit ${sent / 100} instructions; ${slots() - before} slots, ${chunks() - chunk} chunk bytes, ${collections() - garbage} collections`,
		);
		print(
			Array.from(memory.slice(out, out + 16))
				.map((byte) => byte.toString(16).padStart(2, "0"))
				.join(" "),
		);
	};
	run("Get Endpoint ID", [bytes("010809c8008102")]);
	run("echo 60", [bytes("010809c87eccdef0" + "a5".repeat(60))]);
	run("echo 64", [bytes("010809887eccdef0" + "a5".repeat(60)), bytes("01080958a5a5a5a5")]);
}
