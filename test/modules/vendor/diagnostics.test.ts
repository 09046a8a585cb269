// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import control from "../../../modules/control/factory.js";
import deviceActivation from "../../../modules/device/activation.js";
import Device from "../../../modules/device/device.js";
import { Fault, faultText, Figure, ResetReason, unknownHealth, type Health } from "../../../modules/device/health.js";
import type { MemoryOptions } from "../../../modules/mctp/arena.js";
import vendor from "../../../modules/vendor/factory.js";
import { bytes, hex } from "../../support/text.js";

const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };
const profile = { name: "x", vendor: { services: { diagnostics: true } } };

/** What leaves after a packet came in. */
function asking(health?: Health, memory?: MemoryOptions) {
	const { front } = new Device({ profile, ports: [port], factories: [control, vendor], unique, health, memory });
	const { frames } = front.port(0);
	return (packet: string) => {
		const request = bytes(packet);
		front.memory.set(request, frames);
		front.receive(0, 0, frames, request.length, 0);
		const packets = [];
		for (let length; (length = front.transmit(0, 0, frames, 68)) > 0;) packets.push(hex(front.memory, frames, length));
		front.transmitted(0, 0, true);
		return packets;
	};
}

const figures = (count: number, first = 0) =>
	Array.from({ length: count }, (_, index) => `${(0x10 + first + index).toString(16)}000080`).join("");
/** Counts each figure: 2^31 and its place. */
const counting: Health = {
	...unknownHealth,
	reset: ResetReason.watchdog,
	fault: Fault.exception,
	text: "Error: no",
	figure: (figure) => (Figure.starts === figure ? undefined : 0x8000_0010 + figure),
};

describe("a request to read", () => {
	it("is answered with all figures, low byte first, and what the fault said", () => {
		const answer = ["10000080", "ffffffff", figures(13, 2)].join("") + "4572726f723a206e6f";
		expect(asking(counting)("010809c87eccdef200")).toEqual([
			`01090880 7eccdef2 00 01 04 01 0f ${answer.slice(0, 110)}`.replaceAll(" ", ""),
			`01090850 ${answer.slice(110)}`.replaceAll(" ", ""),
		]);
	});

	it("without a fault takes no large answer", () => {
		const ask = asking({ ...unknownHealth, figure: () => 0 }, { largeAnswers: 0 });
		expect(ask("010809c87eccdef200").join("")).toContain("7eccdef200010000" + "0f");
	});

	it("is not answered where there is no room", () => {
		const text = "-".repeat(64);
		expect(asking({ ...counting, text }, { largeAnswers: 0 })("010809c87eccdef200")).toEqual([]);
	});

	it("is answered by a host that knows nothing", () => {
		const [first, second] = asking()("010809c87eccdef200");
		expect(first).toBe(`01090880${"7eccdef200010000" + "0f"}${"ff".repeat(55)}`);
		expect(second).toBe(`01090850${"ff".repeat(5)}`);
	});
});

describe("a request to provoke", () => {
	it("is answered before it is done", () => {
		const done: number[] = [];
		const ask = asking({ ...counting, provoke: (fault) => done.push(fault) });
		expect(ask("010809c87eccdef20108")).toEqual(["010908c07eccdef20108"]);
		expect(done).toEqual([Fault.watchdog]);
		expect(ask("010809c87eccdef20100")).toEqual(["010908d07eccdef20100"]);
		expect(done).toEqual([Fault.watchdog, Fault.none]);
	});

	it("is not known to others than test images", () => expect(asking(counting)("010809c87eccdef20108")).toEqual([]));
});

it.each(["7eccdef2", "7eccdef201", "7eccdef202", "7eccdef2ff00"])("%s: silence", (message) =>
	expect(asking({ ...counting, provoke() {} })(`010809c8${message}`)).toEqual([]),
);

it("a fault's text is short and plain", () => {
	expect(faultText("\u00fcber\n" + "x".repeat(100))).toBe(`?ber?${"x".repeat(59)}`);
});

it("an operator sees the same", () => {
	const { health } = deviceActivation(
		new Device({ profile, ports: [port], factories: [control, vendor], unique, health: counting }),
	).methods;
	expect(health.run({}, 0)).toMatchObject({ reset: "watchdog", fault: "exception", text: "Error: no", figures: { uptime: 0x8000_0010 } });
	expect(Object.keys((health.run({}, 0) as { figures: object }).figures)).not.toContain("starts");
});
