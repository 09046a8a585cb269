// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test, vi } from "vitest";
import type { PlatformPort } from "../hosts/common/port.js";
import { Fault, unknownHealth } from "../modules/device/health.js";
import type { Packets } from "../modules/mctp/packets.js";
import { bytes, hex } from "./support/text.js";

const failures: unknown[][] = [];
const shown: unknown[][] = [];
let turn: (now: number) => number;

/** A link inside the test. */
class Loop implements PlatformPort {
	readonly network = 1;
	readonly receiveUnit = 64;
	readonly transmissionUnit = 64;
	readonly frames = 68;
	packets!: Packets;
	waiting: string[] = [];
	answers: string[] = [];
	wake = vi.fn();

	serve(packets: Packets): void {
		this.packets = packets;
	}

	pump(now: number): void {
		const { memory } = this.packets;
		const { frames } = this.packets.port(0);
		for (const text of this.waiting.splice(0)) {
			if ("bad" === text) throw new RangeError("a bad day \u00fc");
			const packet = bytes(text);
			memory.set(packet, frames);
			this.packets.receive(0, now, frames, packet.length, 0);
			const length = this.packets.transmit(0, now, frames, this.frames);
			if (length > 0) this.packets.transmitted(0, now, true);
			this.answers.push(hex(memory, frames, length));
		}
	}
}

let port: Loop;
let open: (wake: () => void) => readonly PlatformPort[];
const wake = () => {};

beforeEach(() => {
	vi.resetModules();
	failures.length = shown.length = 0;
	port = new Loop();
	open = vi.fn(() => [port]);
	vi.doMock("hosts/platform/health", () => ({ default: () => ({ ...unknownHealth, fail: (...what: unknown[]) => failures.push(what) }) }));
	vi.doMock("hosts/platform/loop", () => ({ wake, run: (each: typeof turn) => (turn = each) }));
	vi.doMock("hosts/platform/panel", () => ({ default: (...what: unknown[]) => shown.push(what) }));
	vi.doMock("hosts/platform/ports", () => ({ default: (given: () => void) => open(given) }));
	vi.doMock("hosts/platform/profile", () => import("../modules/device/profiles/endpoint.js"));
	vi.doMock("hosts/platform/registry", () => import("../hosts/moddable/registry.js"));
	vi.doMock("hosts/platform/storage", () => import("../hosts/moddable/storage.js"));
	vi.doMock("hosts/platform/unique", () => import("../hosts/sim/unique.js"));
});

test("the firmware serves a bus owner on the platform's port, turn by turn", async () => {
	await import("../main.js");
	expect(open).toHaveBeenCalledWith(wake);
	expect(shown).toHaveLength(1);
	port.waiting = ["010008c8008002", "010008c90081010009", "010908ca008205", "010908cb7eccdef200"];
	expect(turn(0)).toBeGreaterThan(0);
	const figures = "ff".repeat(4 * 15);
	expect(port.answers).toEqual([
		"010800c0" + "00000200000000",
		"010809d1" + "000101000009" + "00",
		"010809e2" + "00020500" + "02007e",
		`010809b3` + `7eccdef200` + `0100000f` + figures.slice(0, 2 * 55),
	]);
	expect(failures).toEqual([]);
});

test("what nobody catches in a turn ends the run, with its reason", async () => {
	await import("../main.js");
	port.waiting = ["bad"];
	expect(turn(0)).toBe(1000);
	expect(failures).toEqual([[Fault.exception, "RangeError: a bad day ?"]]);
});

test("so does what is wrong at the start", async () => {
	open = () => {
		throw new Error("config.mctp.ports: must be a list of at most 16");
	};
	await import("../main.js");
	expect(failures).toEqual([[Fault.exception, "Error: config.mctp.ports: must be a list of at most 16"]]);
});
