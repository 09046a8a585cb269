// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import factories from "../../../hosts/common/registry.js";
import Device from "../../../modules/device/device.js";
import { bytes, hex } from "../../support/text.js";

const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };
const memory = { slots: 2, messageSize: 400, exchanges: 12 };

/** A device with EID 8 whose packets may be limited, and EID 9, which asks. */
class Bench {
	now = 0;
	woken = 0;
	readonly #device: Device;

	constructor(control: object = { rateLimit: { least: 10, most: 1000, burst: 3 } }) {
		const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 200, wake: () => this.woken++ };
		this.#device = new Device({
			profile: { name: "limited", memory, control, vendor: { services: { echo: true } } },
			ports: [port],
			factories,
			unique,
		});
	}

	/** A message of one packet comes in. */
	take(message: string, tag = 0): void {
		const { front, endpoint } = this.#device;
		const all = [1, 8, 9, 0xc8 | tag, ...bytes(message)];
		endpoint.memory.set(all, endpoint.port(0).frames);
		front.receive(0, this.now, endpoint.port(0).frames, all.length, 0);
	}

	/** Payloads that leave now. */
	pull(): string[] {
		const { front, endpoint } = this.#device;
		const at = endpoint.port(0).frames + 100;
		const out: string[] = [];
		for (let length = front.transmit(0, this.now, at, 68); length > 0; length = front.transmit(0, this.now, at, 68)) {
			out.push(hex(endpoint.memory.subarray(at + 4, at + length)));
			front.transmitted(0, this.now, true);
		}
		return out;
	}

	ask(message: string): string | undefined {
		this.take(message);
		return this.pull()[0];
	}

	/** Milliseconds until something is due. */
	pass(milliseconds: number): number {
		this.now += milliseconds;
		return this.#device.front.tick(this.now);
	}
}

describe("a device with a rate limit", () => {
	test("tells what it can be limited to, and that it is not", () => {
		// buffer of 800 bytes, receives without limit, sends 1000 to 10 packets a second, 3 in a row; now 0 and 0
		expect(new Bench().ask("008011")).toBe("00001100 00000320 00000000 000003e8 0000000a 000003 000000 00000000 01".replaceAll(" ", ""));
	});

	test("takes a limit, tells it, and gives it up", () => {
		const bench = new Bench();
		expect(bench.ask("008012 000002 00000064")).toBe("000012000000000200000064");
		expect(bench.ask("008111")?.slice(-16)).toBe("0000020000006401");
		bench.pass(1000);
		expect(bench.ask("008212 000000 00000000")).toBe("000212000000000000000000");
		expect(bench.ask("008311")?.slice(-16)).toBe("0000000000000001");
	});

	test.each([
		["more in a row than it can", "000004 00000064"],
		["fewer a second than it can", "000001 00000009"],
		["more a second than it can", "000001 000003e9"],
	])("refuses %s", (_what, limit) => {
		expect(new Bench().ask(`008012 ${limit}`)).toBe("00001202");
	});

	test("hears of the limits of others", () => {
		expect(new Bench().ask("008013 000001 00000064")).toBe("00001300");
	});

	test("sends no more than so many packets in the time that they have together, and all of them in the end", () => {
		const bench = new Bench();
		bench.ask("008012 000002 00000064"); // two in 20 ms; the answer is the first that counts
		for (let tag = 0; tag < 5; tag++) bench.take("008102", tag);
		const left: number[] = [];
		while (left.length < 5 && bench.now < 500) {
			left.push(...bench.pull().map(() => bench.now));
			const wait = bench.pass(0);
			expect(wait).toBeGreaterThan(0);
			bench.pass(Math.min(wait, 5));
		}
		for (let index = 2; index < left.length; index++) expect(left[index] - left[index - 2]).toBeGreaterThanOrEqual(20);
		expect(left.length).toBe(5);
	});

	test("wakes its port when the next packet may leave", () => {
		const bench = new Bench();
		bench.ask("008012 000001 0000000a"); // one in 100 ms
		expect(bench.ask("008102")).toBeUndefined();
		const { woken } = bench;
		expect(bench.pass(99)).toBe(1);
		expect(bench.woken).toBe(woken);
		bench.pass(1);
		expect(bench.woken).toBe(woken + 1);
		expect(bench.pull()).toHaveLength(1);
	});
});

test.each(["008011", "008012 000001 00000064", "008013 000001 00000064"])(
	"a device without the section knows nothing of it: %s",
	(request) => {
		expect(new Bench({}).ask(request)?.slice(-2)).toBe("05");
	},
);

test("the least is at most the most", () => {
	expect(() => new Bench({ rateLimit: { least: 11, most: 10 } })).toThrow("control.rateLimit.least: is higher than most");
	expect(() => new Bench({ rateLimit: { least: 10, most: 10 } })).not.toThrow();
});

test("a bridge has none", () => {
	expect(() => new Bench({ rateLimit: {}, bridge: {} })).toThrow("control.bridge: has no rateLimit beside it");
});
