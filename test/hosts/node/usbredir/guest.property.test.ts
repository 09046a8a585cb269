// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, test } from "vitest";
import Guest from "../../../../hosts/node/usbredir/guest.js";
import Usb from "../../../../modules/binding/usb/usb.js";
import Endpoint from "../../../../modules/mctp/endpoint.js";
import { announced, bulk, hello, le, noId, wide } from "../../../tables/usbredir-messages.js";
import { bytes } from "../support/frames.js";

const id = (number: number) => le(number, 8);
const describeFields = "80 06 80 00 0002 0000";
const describeConfiguration = `${describeFields} 0900`;
const configuration = `${describeConfiguration} 09022000 0105008032`;

/** Messages that may make sense, with ids that may have been asked for, and some that make none. */
const message = fc.oneof(
	fc.constantFrom(announced, wide(2, noId), wide(5, noId, "02".repeat(160))),
	fc.nat(12).map((number) => wide(100, id(number), configuration)),
	fc.nat(12).map((number) => wide(8, id(number), "0005")),
	fc.tuple(fc.nat(12), fc.constantFrom("00", "01", "04")).map(([number, status]) => bulk(id(number), "01", 11, "", status)),
	fc
		.tuple(fc.nat(12), fc.uint8Array({ maxLength: 600 }))
		.map(([number, data]) => bulk(id(number), "81", data.length, Buffer.from(data).toString("hex"))),
	fc.tuple(fc.nat(110), fc.uint8Array({ maxLength: 40 })).map(([type, data]) => wide(type, noId, Buffer.from(data).toString("hex"))),
);

/** A guest behind which an endpoint sends whenever it can. */
class Bench {
	readonly endpoint = new Endpoint({
		ports: [{ network: 1, eid: 8, receiveUnit: 247, transmissionUnit: 64, frames: Usb.frames + Guest.size, wake() {} }],
		memory: { requestSize: 1000 },
	});
	readonly guest = new Guest(this.endpoint, 0, this.endpoint.port(0).frames + Usb.frames);
	readonly #request = this.endpoint.request({ onFailure() {} });

	/** Takes bytes in pieces, as long as they make sense; returns what went out. */
	feed(input: Uint8Array, piece = Guest.inputSize): Buffer {
		const { endpoint, guest } = this;
		const out: Uint8Array[] = [];
		for (let at = 0; at < input.length && !guest.problem; at += piece) {
			const part = input.subarray(at, at + piece);
			endpoint.memory.set(part, guest.input);
			guest.receive(0, part.length);
			this.#send();
			guest.pump(0);
			expect(guest.outputLength).toBeLessThanOrEqual(Guest.outputSize);
			out.push(endpoint.memory.slice(guest.output, guest.output + guest.outputLength));
			guest.taken();
		}
		return Buffer.concat(out);
	}

	#send(): void {
		if (this.#request.active) return;
		const message = this.#request.begin(0x7e);
		message.position += 900;
		this.endpoint.send(this.#request, 0, 9, 0, 0);
	}
}

/** The id of the message at an offset, as hexadecimal digits. */
function idOf(messages: Buffer, at: number): string {
	return messages.subarray(at + 8, at + 16).toString("hex");
}

test("whatever a device and its host say in whatever pieces, output stays small, and the next device works", () => {
	fc.assert(
		fc.property(fc.array(message, { maxLength: 60, size: "max" }), fc.integer({ min: 1, max: 700 }), (messages, piece) => {
			const bench = new Bench();
			const { guest, endpoint } = bench;
			guest.open(0);
			guest.taken();
			bench.feed(bytes([hello("ff000000"), announced, ...messages].join("")), piece);
			guest.open(0);
			guest.taken();
			const described = bench.feed(bytes(hello("ff000000") + announced));
			const configured = bench.feed(bytes(wide(100, idOf(described, 16), configuration)));
			expect(endpoint.port(0).up).toBe(false);
			bench.feed(bytes(wide(8, idOf(configured, 0), "0005")));
			expect(endpoint.port(0).up).toBe(true);
		}),
		{ numRuns: 300 },
	);
});
