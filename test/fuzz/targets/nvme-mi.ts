// SPDX-License-Identifier: Apache-2.0
import { managementTable } from "../../../modules/nvme-mi/mi/commands.js";
import { adminTable } from "../../../modules/nvme-mi/admin/commands.js";
import { SlotState } from "../../../modules/nvme-mi/slot.js";
import { Status } from "../../../modules/nvme-mi/status.js";
import { stageFree } from "../../../modules/mctp/exchange.js";
import crc32c from "../../../modules/wire/crc32c.js";
import Bench from "../../support/bench.js";
import { adminCommand, checked, healthPoll } from "../../support/drive.js";
import { packet } from "../../support/text.js";
import type { Life, Target } from "../target.js";

const ports = [{ pcie: {} }, { twoWire: { largestFrequency: "1000" }, largestUnit: 128, autoPause: true, events: true }];
const controllers = [{ id: 0 }, { id: 3, enabled: false }];
const list = [
	{ blocks: 1024, controllers: [0] },
	{ blocks: 64, shared: true, controllers: [0, 3] },
];
const namespaces = { most: 4, capacity: 0x100000, formats: [{ blockSize: 512 }, { blockSize: 4096 }], list };
const times = { format: 300, commit: 50, namespace: 90, sanitize: 700, shortTest: 500, extendedTest: 2000, reset: 5 };
const firmware = { slots: [{ revision: "1.0" }, {}], limit: 4096 };
const waits = [0, 1, 10, 100, 1000, 5999, 20_000, 61_000] as const;
const operations: readonly (readonly [string, (value: number) => object])[] = [
	["setTemperature", (value) => ({ temperature: (value % 200) - 50 })],
	["setSpare", (value) => ({ spare: value % 101 })],
	["setWear", (value) => ({ used: value })],
	["setEnabled", (value) => ({ enabled: 0 !== (value & 1), controller: value & 2 ? 3 : 0 })],
	["setLink", (value) => ({ port: 0, up: 0 !== (value & 1) })],
	["fail", (value) => ({ fatal: 0 !== (value & 1) })],
	["failSanitize", () => ({})],
	["reset", () => ({})],
	["powerCycle", () => ({})],
	["remove", (value) => ({ removed: 0 !== (value & 1) })],
];

class NvmeMiLife implements Life {
	readonly #bench: Bench;
	readonly #reached = new Set<string>();
	readonly #parts = new Map<number, number[]>();
	taken = 0;
	#told = "";

	constructor([choice]: Uint8Array) {
		const replay = 0 !== (choice & 1);
		const own = choice & 2 ? { ...times, command: 20 } : choice & 4 ? {} : times;
		this.#bench = new Bench({
			ports: [{ eid: 8 }],
			responders: ["drive"],
			memory: { requests: 2 },
			drive: { ports, controllers, namespaces, firmware, times: own, replay, vpd: { updates: 3 } },
		});
	}

	step(input: Uint8Array, at: number): void {
		const [kind, a, b, c, d, e, f, g] = input.subarray(at, at + 8);
		switch (kind % 8) {
			case 0:
				this.#wait(waits[a & 7]);
				break;
			case 1:
				this.#operate(a, b);
				break;
			case 2:
				this.#ask(primitive(a, b, c), d, e, 1);
				break;
			case 3:
				this.#ask([8 | (a & 1), 0, c & 2 ? d & 3 : 0, b % 14, 0, 0, 0, c, d, e, f, g, d, c, e], f, g, c);
				break;
			default:
				this.#ask(command(kind, a, b, c, d, e), f, g, kind);
		}
		this.#pull(kind & 0x80 ? 1 + (g & 7) : Infinity);
		this.#check();
	}

	#wait(milliseconds: number): void {
		this.#told = `${milliseconds} ms pass`;
		this.#bench.goTo(this.#bench.now + milliseconds);
	}

	#operate(a: number, b: number): void {
		const [name, parameters] = operations[a % operations.length];
		this.#told = `operator: ${name} ${JSON.stringify(parameters(b))}`;
		this.#bench.operate([name, parameters(b)]);
	}

	/** Sends a message, in packets of 64 bytes; what may be wrong with it is up to `flaw`. */
	#ask(body: number[], tag: number, flaw: number, more: number): void {
		let message = checked(0 === (flaw & 0x60) ? body.slice(0, more % (body.length + 1)) : body);
		if (0 === (flaw & 0x1f)) message[more % message.length] ^= flaw | 1;
		if (1 === (flaw & 0x1f)) message = [...message, 0];
		this.#told = `tag ${tag & 7}: ${Buffer.from(message.slice(0, 80)).toString("hex")} (${message.length} bytes)`;
		this.taken++;
		const last = 2 === (flaw & 0x1f) ? 1 : Infinity;
		for (let at = 0, count = 0; at < message.length && count < last; at += 64, count++) {
			const flags = (0 === at ? 0x80 : 0) | (at + 64 >= message.length ? 0x40 : 0) | ((count & 3) << 4) | 8 | (tag & 7);
			this.#bench.arrive({ port: 0, physical: 0, bytes: [1, 8, 9, flags, ...message.slice(at, at + 64)] });
		}
	}

	/** Takes packets, and looks at whole messages. */
	#pull(most: number): void {
		for (let round = 0; round < 3; round++) {
			const texts = this.#bench.pull(most, undefined, (port) => this.#bench.packets.transmitted(port, this.#bench.now, true));
			for (const text of texts) this.#take(packet(text).bytes as number[]);
			this.#bench.tick();
		}
	}

	#take(bytes: number[]): void {
		const key = bytes[3] & 0x0f;
		if (bytes[3] & 0x80) this.#parts.set(key, []);
		const part = this.#parts.get(key);
		if (undefined === part) throw new Error("a packet without a start");
		part.push(...bytes.slice(4));
		if (!(bytes[3] & 0x40)) return;
		this.#parts.delete(key);
		this.#judge(Uint8Array.from(part));
	}

	/** An answer, or a message that tells of events. What was sent once more from its middle on is no whole message. */
	#judge(message: Uint8Array): void {
		if (0x84 !== message[0] || message.length < 12) return this.#replayed();
		const view = new DataView(message.buffer);
		if (~crc32c(message, 0, message.length - 4, -1) !== view.getInt32(message.length - 4, true)) return this.#replayed();
		const kind = (message[1] >> 3) & 0x0f;
		if (5 === kind) return void this.#reached.add("event");
		if (!(message[1] & 0x80)) throw new Error("an answer that is none");
		const status = message[4];
		this.#reached.add(`kind ${kind} status ${status}`);
		if (2 === kind && 0 === status) this.#reached.add(`completion ${(view.getUint16(18, true) >> 1) & 0x7ff}`);
		if (Status.invalidParameter === status && message.length !== 12) throw new Error("an error with data");
	}

	#replayed(): void {
		if (0 === this.#reached.size) throw new Error("the first answer is broken");
		this.#reached.add("replayed from its middle on");
	}

	#check(): void {
		for (const { slots } of this.#bench.drive!.endpoints)
			for (const { state, exchange } of slots)
				if (SlotState.idle !== state && (undefined === exchange || stageFree === exchange.stage))
					throw new Error("a slot without an exchange");
	}

	end(): void {
		this.#bench.operate(["remove", { removed: false }]);
		this.#bench.operate(["fail", { fatal: false }]);
		this.#wait(70_000);
		this.#pull(Infinity);
		this.#ask(primitive(1, 0, 0), 7, 0xff, 1);
		this.#pull(Infinity);
		this.#wait(70_000);
		this.#pull(Infinity);
		for (const slot of [0, 1]) {
			const before = this.#bench.endpoint.port(0).counters.slice();
			this.#bench.endpoint.reassembly.flush(this.#bench.endpoint.port(0));
			this.#ask(
				[...healthPoll].map((byte, index) => (0 === index ? byte | slot : byte)),
				slot,
				0xff,
				1,
			);
			const texts = this.#bench.pull(undefined, undefined, (port) => this.#bench.packets.transmitted(port, this.#bench.now, true));
			if (!texts.some((text) => text.includes(`84${(0x88 | slot).toString(16)}000000`)) && !this.#delayed(slot))
				throw new Error(`slot ${slot} does not answer: ${texts.join()} ${before.length}`);
		}
		this.#wait(7000);
		this.#pull(Infinity);
		for (const { stage } of this.#bench.endpoint.exchanges.all) if (stageFree !== stage) throw new Error("an exchange is not free");
		const { drive } = this.#bench;
		for (const { slots } of drive!.endpoints)
			for (const { state } of slots) if (SlotState.idle !== state) throw new Error("a slot is not idle");
	}

	/** Commands take their time: the answer comes later. */
	#delayed(slot: number): boolean {
		this.#wait(100);
		const texts = this.#bench.pull(undefined, undefined, (port) => this.#bench.packets.transmitted(port, this.#bench.now, true));
		return texts.some((text) => text.includes(`84${(0x88 | slot).toString(16)}000000`));
	}

	told(): string {
		return this.#told;
	}

	reached(): Iterable<string> {
		return this.#reached;
	}
}

function primitive(a: number, b: number, c: number): number[] {
	return [a & 8 ? 1 : 0, 0, 0, a % 6, b, c & 7, 0];
}

/** A command that is nearly right. */
function command(kind: number, a: number, b: number, c: number, d: number, e: number): number[] {
	const slot = kind & 0x40 ? 1 : 0;
	if (4 === kind % 8) {
		const row = managementTable[a % managementTable.length]?.opcode ?? a;
		const data = 6 === row ? Array.from({ length: c & 15 }, () => e) : 3 === row && 4 === b % 6 ? [1, 0, 8, 0, 5, 3, d % 14, e & 0x80] : [];
		return [8 | slot, 0, 0, row, 0, 0, 0, b % 6, c, e & 1, d & 3, c, 0, d, e & 0x80, ...data];
	}
	if (7 === kind % 8) {
		const pcie = Array.from({ length: 19 }, () => 0);
		Object.assign(pcie, { 0: 0x20 | slot, 3: a % 7, 5: b & 3, 7: c, 11: d });
		return 1 === a % 7 ? [...pcie, ...Array.from({ length: e & 1 ? c : e }, () => 0)] : pcie;
	}
	const known = adminTable.filter((row) => undefined !== row?.handle).map((row) => row!.opcode);
	const opcode = 5 === kind % 8 ? known[a % known.length] : a;
	const long = [0x0d, 0x15].includes(opcode);
	const data = long && (0x15 === opcode || 0 === (c & 0x0f)) ? Array.from({ length: 4096 }, () => 0) : [];
	if (data.length > 0) Object.assign(data, 0x15 === opcode ? { 0: 1 + (d & 1), 2: e & 3, 4: 3 } : { 0: d, 8: d, 26: e & 3, 30: e & 1 });
	if (0x11 === opcode || 0x81 === opcode) data.push(...Array.from({ length: 4 * (1 + (d & 3)) }, () => e));
	const length = data.length || (d & 0x10 ? e : 4 * e);
	const body = adminCommand(opcode, {
		6: (b & 4 ? 3 : 0) + (b & 8 ? 1 : 0),
		8: b & 0x10 ? 0xffffffff : b & 3,
		28: b & 0x40 ? 4 * (c & 0x0f) : 0,
		32: length,
		44:
			0x11 === opcode
				? d & 3
				: (c | (b & 0x80 ? d << 8 : 0) | (0x02 === opcode ? (e & 0x3f) << 16 : 0) | (0x81 === opcode ? 0xf0000000 : 0)) >>> 0,
		48: 0x81 === opcode ? data.length : c & 3,
	});
	/* Controller and opcode share a word with what stands before them. */
	body[0] = 0x10 | slot;
	body[6] = 0;
	return [...body, ...data];
}

/** NVMe-MI messages. */
export const nvmeMi: Target = {
	name: "nvme-mi",
	description: "NVMe-MI messages to both slots, good and bad, primitives at any time, operators; both slots answer in the end",
	unit: "messages",
	most: 40,
	begin: (first) => new NvmeMiLife(first),
};
