// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, test } from "vitest";
import { i2cCounterNames } from "../../../../modules/binding/i2c/counter.js";
import { Outcome, type I2cDriver } from "../../../../modules/binding/i2c/driver.js";
import type { I2cOptions } from "../../../../modules/binding/i2c/options.js";
import I2cPort from "../../../../modules/binding/i2c/port.js";
import Endpoint from "../../../../modules/mctp/endpoint.js";
import type { Port } from "../../../../modules/mctp/port.js";
import type Request from "../../../../modules/mctp/request.js";
import { bytes, hex } from "../../../support/text.js";

const never = 0x7fffffff;
const even = 0x1c;
const odd = 0x1d;

/** Does what it is told to, and tells what it was given. */
class Script implements I2cDriver {
	reading = false;
	/** What was mastered since it was last asked: address, bytes written, how many are read. */
	readonly transfers: string[] = [];
	readonly answers: string[] = [];
	readonly waiting: string[] = [];
	taken = 0;
	#memory: Uint8Array = new Uint8Array();

	attach(memory: Uint8Array): void {
		this.#memory = memory;
	}
	listen(): void {}
	take(offset: number): number {
		this.taken++;
		const frame = bytes(this.waiting.shift() ?? "");
		this.#memory.set(frame, offset);
		return frame.length;
	}
	answer(offset: number, length: number): void {
		this.answers.push(hex(this.#memory.subarray(offset, offset + length)));
	}
	transfer(address: number, offset: number, length: number, _into: number, count: number): void {
		this.transfers.push(`${hex([address])}: ${hex(this.#memory.subarray(offset, offset + length))} ${count}`);
	}
}

/** A port with EID 8 in front of a driver that does only what a test says. */
class Bench {
	now = 0;
	readonly driver = new Script();
	readonly endpoint: Endpoint;
	readonly port: I2cPort;
	readonly told: string[] = [];
	readonly #requests: Request[] = [];

	constructor(options: Partial<I2cOptions> = {}, port: Partial<Port> = {}) {
		const all = { address: even, ...options };
		this.endpoint = new Endpoint({
			ports: [{ network: 1, eid: 8, receiveUnit: 64, transmissionUnit: 64, frames: I2cPort.frames(all), wake() {}, ...port }],
			memory: { requests: 8 },
		});
		this.port = new I2cPort(this.endpoint, 0, this.driver, all);
		for (let index = 0; index < 8; index++)
			this.#requests.push(
				this.endpoint.request({ onResponse: () => void this.told.push("answered"), onFailure: (reason) => void this.told.push(reason) }),
			);
	}

	/** Sends `7e` to an EID, or to the null EID at a physical address. */
	send(physical: number, eid = 0): void {
		const request = this.#requests.find(({ active }) => !active)!;
		request.begin(0x7e);
		request.timeout = 60_000;
		this.endpoint.send(request, 0, eid, physical, this.now);
	}

	/** What the driver is given now. */
	pump(): string[] {
		this.port.pump(this.now);
		return this.driver.transfers.splice(0);
	}

	/** The driver has ended; what it is given next. */
	end(outcome: Outcome, count = 0): string[] {
		this.port.ended(outcome, count);
		return this.pump();
	}

	arrive(frame: string): void {
		this.driver.waiting.push(frame);
		this.port.readable();
		this.pump();
	}

	get counted(): Record<string, number> {
		return Object.fromEntries(
			i2cCounterNames.map((name, index) => [name, this.port.counters[index]] as const).filter(([, count]) => 0 !== count),
		);
	}
}

/** To 1E from 1C: EID 0 from 8, one byte. */
const packet = (address: number, tag: number) => {
	const head = `${hex([address << 1])}0f0639010008${hex([0xc8 | tag])}7e`;
	return new RegExp(`^${hex([address])}: ${head}.. 0$`);
};

describe("at set-up", () => {
	it.each([0, 8, 0x0c, 0x61, 0x78, NaN])("address %d is refused", (address) =>
		expect(() => new Bench({ address })).toThrow(`i2c: address ${address}: a device may have 9 to 119`),
	);
	it.each([0, -1, NaN])("%d lanes are refused", (lanes) => {
		const frames = 5000;
		expect(() => new Bench({ lanes }, { frames })).toThrow(`i2c: ${lanes} lanes: at least 1`);
	});
	it.each([{ receiveUnit: 251 }, { largestUnit: 251 }])("%j is more than a block write carries", (unit) =>
		expect(() => new Bench({}, unit)).toThrow("i2c: port 0: a block write carries 250 bytes of payload"),
	);
	it("as much as it carries is not", () => expect(() => new Bench({}, { receiveUnit: 250, largestUnit: 250 })).not.toThrow());
	it("one byte too few for frames is refused", () =>
		expect(() => new Bench({}, { frames: I2cPort.frames({}) - 1 })).toThrow("i2c: port 0 has 1555 bytes for frames, needs 1556"));
	it("frames are two of 259 bytes for what arrives, one for each lane, two bytes for a mux, and the transfers", () =>
		expect([I2cPort.frames({}), I2cPort.frames({ lanes: 1 }), I2cPort.frames({ lanes: 1, transfers: 10 })]).toEqual([1556, 779, 789]));
	it("transfers stand behind the rest", () => {
		const { port, endpoint } = new Bench({ lanes: 1, transfers: 10 });
		expect(port.transfers.make(10, { onDone() {} }).offset).toBe(endpoint.port(0).frames + 779);
	});
});

describe("a packet that is not acknowledged", () => {
	it.each([
		[even, [1, 2, 4, 8, 8, 8, 8, 8]],
		[odd, [2, 3, 5, 9, 9, 9, 9, 9]],
	])("from address %i waits as long before each attempt: %j ms", (address, waits) => {
		const bench = new Bench({ address });
		bench.send(0x1e);
		expect([bench.pump().length, bench.port.tick(bench.now)]).toEqual([1, never]);
		for (const wait of waits) {
			expect(bench.end(Outcome.noAddress)).toEqual([]);
			expect(bench.port.tick(bench.now)).toBe(wait);
			bench.now += wait - 1;
			expect(bench.pump()).toEqual([]);
			bench.now++;
			expect(bench.pump().length).toBe(1);
		}
		expect([bench.told, bench.port.has(0x1e)]).toEqual([[], true]);
		expect([bench.end(Outcome.refused), bench.told, bench.port.has(0x1e), bench.port.tick(bench.now)]).toEqual([
			[],
			["send failed"],
			false,
			never,
		]);
		expect(bench.counted).toEqual({ noAddress: 8, refused: 1, givenUp: 1 });
	});

	it("is given up at once without retries", () => {
		const bench = new Bench();
		expect(bench.port.retries).toBe(8);
		bench.port.retries = 0;
		expect(bench.port.retries).toBe(0);
		bench.send(0x1e);
		bench.pump();
		bench.end(Outcome.timeout);
		expect([bench.told, bench.counted]).toEqual([["send failed"], { timeout: 1, givenUp: 1 }]);
	});

	it("keeps the only lane: nothing else leaves until it is through", () => {
		const bench = new Bench({ lanes: 1 });
		bench.send(0x1e);
		bench.pump();
		bench.send(0x1f);
		expect(bench.end(Outcome.noAddress)).toEqual([]);
		bench.now = 1;
		expect(bench.pump()[0]).toMatch(packet(0x1e, 0));
		expect(bench.end(Outcome.done)[0]).toMatch(/^1f: /);
	});

	it("stands in nobody's way", () => {
		const bench = new Bench();
		expect(bench.endpoint.port(0).parked).toBeUndefined();
		bench.send(0x1e);
		expect(bench.pump()[0]).toMatch(packet(0x1e, 0));
		expect(bench.endpoint.port(0).parked).toBeDefined();
		bench.send(0x1f);
		expect(bench.end(Outcome.noAddress)[0]).toMatch(/^1f: /);
		bench.end(Outcome.done);
		bench.now = 1;
		expect(bench.pump()[0]).toMatch(packet(0x1e, 0));
		bench.end(Outcome.done);
		expect([bench.counted, bench.endpoint.port(0).parked]).toEqual([{ noAddress: 1, sent: 2 }, undefined]);
	});
});

describe("arbitration that is lost", () => {
	it("is no refusal: the next attempt is at once, for a second", () => {
		const bench = new Bench();
		bench.now = 500;
		bench.send(0x1e);
		bench.pump();
		for (let count = 0; count < 20; count++) expect(bench.end(Outcome.arbitrationLost).length).toBe(1);
		bench.now = 1500;
		expect(bench.end(Outcome.arbitrationLost).length).toBe(1);
		bench.now = 1501;
		expect(bench.end(Outcome.arbitrationLost)).toEqual([]);
		expect([bench.told, bench.counted]).toEqual([["send failed"], { arbitrationLost: 22, givenUp: 1 }]);
	});

	it("is for longer where the clock was stretched meanwhile: 16 times at least", () => {
		const bench = new Bench();
		bench.send(0x1e);
		bench.pump();
		bench.now = 5000;
		for (let count = 0; count < 16; count++) expect(bench.end(Outcome.arbitrationLost).length).toBe(1);
		expect(bench.end(Outcome.arbitrationLost)).toEqual([]);
		expect([bench.told, bench.counted]).toEqual([["send failed"], { arbitrationLost: 17, givenUp: 1 }]);
		bench.send(0x1e);
		bench.pump();
		bench.now = 7000;
		expect(bench.end(Outcome.arbitrationLost).length).toBe(1);
		bench.end(Outcome.done);
		expect([bench.told, bench.counted]).toEqual([["send failed"], { arbitrationLost: 18, givenUp: 1, sent: 1 }]);
	});

	it("by a transfer is not either", () => {
		const bench = new Bench({ transfers: 4 });
		const transfer = bench.port.transfers.make(1, { onDone: (outcome) => void bench.told.push(`ended ${outcome}`) });
		bench.port.transfers.read(transfer, 0x50, 1);
		expect(bench.pump()).toEqual(["50:  1"]);
		bench.now = 10;
		expect(bench.end(Outcome.arbitrationLost)).toEqual(["50:  1"]);
		bench.now = 2000;
		for (let count = 1; count < 16; count++) expect(bench.end(Outcome.arbitrationLost)).toEqual(["50:  1"]);
		expect([bench.end(Outcome.arbitrationLost), bench.told]).toEqual([[], ["ended 3"]]);
		bench.told.length = 0;
		bench.port.transfers.read(transfer, 0x50, 1);
		bench.now = 3000;
		expect(bench.pump()).toEqual(["50:  1"]);
		for (let count = 0; count < 16; count++) expect(bench.end(Outcome.arbitrationLost)).toEqual(["50:  1"]);
		bench.now = 4000;
		expect(bench.end(Outcome.arbitrationLost)).toEqual(["50:  1"]);
		bench.now = 4001;
		expect([bench.end(Outcome.arbitrationLost), bench.told]).toEqual([[], ["ended 3"]]);
	});
});

test("packets and transfers take turns, a packet first", () => {
	const bench = new Bench({ transfers: 8 });
	const { transfers } = bench.port;
	for (const address of [0x50, 0x51]) transfers.read(transfers.make(1, { onDone() {} }), address, 1);
	bench.send(0x1e);
	bench.send(0x1f);
	const order = [bench.pump(), ...Array.from({ length: 4 }, () => bench.end(Outcome.done))];
	expect(order.map((given) => given.map((text) => text.slice(0, 2)))).toEqual([["1e"], ["50"], ["1f"], ["51"], []]);
});

describe("what the driver says", () => {
	it("is asked for frames only after it has said that there are some", () => {
		const bench = new Bench();
		bench.pump();
		expect(bench.driver.taken).toBe(0);
		bench.arrive("3a");
		expect(bench.driver.taken).toBe(2);
		bench.pump();
		expect(bench.driver.taken).toBe(2);
	});

	it("of an end that nobody waits for, changes nothing", () => {
		const bench = new Bench();
		expect([bench.end(Outcome.done), bench.end(Outcome.refused), bench.counted]).toEqual([[], [], {}]);
	});

	it("before a reset does not count behind it", () => {
		const bench = new Bench({ transfers: 1 });
		const transfer = bench.port.transfers.make(1, { onDone: (outcome) => void bench.told.push(`ended ${outcome}`) });
		bench.send(0x1e);
		bench.pump();
		bench.port.transfers.read(transfer, 0x50, 1);
		bench.port.ended(Outcome.noAddress, 0);
		bench.port.readable();
		bench.port.reset(0);
		expect([bench.told, bench.port.has(0x1e)]).toEqual([["ended 4"], false]);
		expect(bench.endpoint.port(0).parked).toBeUndefined();
		expect([bench.pump(), bench.driver.taken, bench.counted]).toEqual([[], 0, {}]);
		bench.send(0x1f);
		expect(bench.pump()[0]).toMatch(/^1f: /);
	});
});

describe("what is written to the port", () => {
	/** To 1C from 1E: EID 8 from 9, one byte. */
	const frame = "380f063d010809c87ed3";

	it("is a packet, and tells where its sender is", () => {
		const bench = new Bench();
		bench.arrive(frame);
		expect([bench.counted, bench.port.neighbours.find(9, 0)]).toEqual([{ received: 1 }, 0x1e]);
		bench.send(0, 9);
		expect(bench.pump()[0]).toMatch(/^1e: 3c0f0639/);
		expect(bench.driver.answers).toEqual([]);
	});

	it("alone, an address is no packet, whatever was there before", () => {
		const bench = new Bench();
		bench.arrive(frame);
		bench.arrive("38");
		expect([bench.counted, bench.driver.answers]).toEqual([{ received: 1, commandCode: 1 }, []]);
	});

	it("before a read is none either: nothing is answered", () => {
		const bench = new Bench();
		bench.driver.reading = true;
		bench.arrive(frame);
		bench.arrive("39");
		expect([bench.counted, bench.driver.answers]).toEqual([{ commandCode: 2 }, ["", ""]]);
	});

	it("with another command code is for the target, which says what is read", () => {
		const served: string[] = [];
		const bench = new Bench({
			target: {
				serve: (_offset, length, reading) => (served.push(`${length} ${reading}`), reading ? 3 : 0),
			},
		});
		bench.arrive("38aa55");
		bench.driver.reading = true;
		bench.arrive("38ab");
		expect([served, bench.driver.answers, bench.counted]).toEqual([["3 false", "2 true"], ["000000"], { served: 2 }]);
	});

	it("from address 0 leads nowhere", () => {
		const bench = new Bench();
		bench.arrive("380f0601010809c87e9d");
		bench.send(0, 9);
		expect([bench.pump(), bench.told, bench.counted]).toEqual([[], ["send failed"], { received: 1, unknownNeighbour: 1 }]);
	});

	it("larger than the receive unit is dropped", () => {
		const bench = new Bench({}, { receiveUnit: 64 });
		const long = [0x38, 0x0f, 70, 0x3d, 1, 8, 9, 0xc8, ...Array.from({ length: 65 }, () => 0x7e)];
		bench.arrive(hex([...long, crc(long)]));
		expect(bench.counted).toEqual({ byteCount: 1 });
	});
});

describe("behind a mux", () => {
	const behind = 0x11e;

	it("a channel is opened before, and kept until the answer has come or its time is over", () => {
		const bench = new Bench({ mux: 0x70, channelHold: 50 });
		bench.send(behind);
		expect(bench.pump()).toEqual(["70: e001 0"]);
		expect(bench.end(Outcome.done)[0]).toMatch(packet(0x1e, 0));
		bench.end(Outcome.done);
		expect([bench.port.tick(0), bench.port.has(0x21e), bench.port.has(0x1e)]).toEqual([50, true, false]);
		bench.now = 50;
		expect([bench.port.tick(50), bench.port.has(0x21e), bench.counted]).toEqual([never, false, { sent: 1, channelTimeout: 1 }]);
	});

	it("a flow that is over lets others through, without a tick", () => {
		const bench = new Bench({ mux: 0x70, channelHold: 50 });
		bench.send(behind);
		bench.pump();
		bench.end(Outcome.done);
		bench.end(Outcome.done);
		bench.send(0x21f);
		expect(bench.pump()).toEqual([]);
		bench.now = 50;
		expect(bench.pump()).toEqual(["70: e002 0"]);
	});

	it("whoever writes unasked is on the bus itself, whatever channel is open", () => {
		const bench = new Bench({ mux: 0x70 });
		bench.send(behind);
		bench.pump();
		bench.end(Outcome.done);
		bench.end(Outcome.done);
		bench.arrive("380f0645010822c87ee0");
		expect(bench.port.neighbours.find(0x22, 0)).toBe(0x22);
	});

	it("a mux that does not answer: the packet waits as one that was not acknowledged", () => {
		const bench = new Bench({ mux: 0x70, retries: 1 });
		bench.send(behind);
		bench.pump();
		expect(bench.end(Outcome.noAddress)).toEqual([]);
		bench.now = 1;
		expect(bench.pump()).toEqual(["70: e001 0"]);
		bench.end(Outcome.noAddress);
		expect([bench.told, bench.counted]).toEqual([["send failed"], { noAddress: 2, givenUp: 1 }]);
	});

	it("without one the channel means nothing", () => {
		const bench = new Bench();
		bench.send(behind);
		expect(bench.pump()[0]).toMatch(packet(0x1e, 0));
	});
});

/** SMBus PEC: CRC-8, polynomial 07. */
function crc(data: readonly number[]): number {
	let value = 0;
	for (const byte of data) {
		value ^= byte;
		for (let bit = 0; bit < 8; bit++) value = ((value << 1) ^ (value & 0x80 ? 0x07 : 0)) & 0xff;
	}
	return value;
}
