// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Smbus from "../../../../modules/binding/i2c/smbus.js";
import MuxStation from "../../../../hosts/node/i2c/mux-station.js";
import { I2cWorld } from "../../../support/i2c.js";
import { rising } from "../../../tables/table.js";

const identify = "008002";
const echo = (size: number) => `7eccdef0${rising(0, size - 4)}`;

test("frames are as Linux's mctp-i2c makes and takes them", () => {
	const world = new I2cWorld();
	const owner = world.node(0x10, { eid: 8 });
	world.node(0x1d, { eid: 9 });
	owner.ask(9, 0x1d, identify);
	world.run(20);
	expect(world.wire).toEqual(["3a0f0821010908c800800230", "200f0c3b010809c000000200090200aa"]);
	expect(owner.answers).toEqual(["000200090200"]);
});

test("addresses are learned from what arrives", () => {
	const world = new I2cWorld();
	const owner = world.node(0x10, { eid: 8 });
	const device = world.node(0x1d, { eid: 9 });
	device.ask(8, 0, identify);
	world.run(20);
	expect(device.counted).toEqual({ unknownNeighbour: 1 });
	expect(device.answers).toEqual(["send failed"]);
	owner.ask(9, 0x1d, identify);
	world.run(20);
	device.ask(8, 0, identify);
	world.run(20);
	expect(device.answers[1]).toBe("000200080200");
});

test("what was told is not changed by what arrives, and what was learned is forgotten in time", () => {
	const world = new I2cWorld();
	const owner = world.node(0x10, { eid: 8, neighbours: 2, neighbourAge: 1000 });
	const { neighbours } = owner.port;
	expect(neighbours.tell(9, 0x1d, 0)).toBe(true);
	neighbours.learn(9, 0x33, 0);
	neighbours.learn(10, 0x34, 0);
	expect([neighbours.find(9, 0), neighbours.find(10, 1000), neighbours.find(10, 1001)]).toEqual([0x1d, 0x34, -1]);
	neighbours.learn(11, 0x35, 2000);
	neighbours.learn(12, 0x36, 2001);
	expect([neighbours.find(9, 9000), neighbours.find(11, 2001), neighbours.find(12, 2001)]).toEqual([0x1d, -1, 0x36]);
	expect(neighbours.tell(13, 0x37, 0)).toBe(true);
	expect(neighbours.tell(14, 0x38, 0)).toBe(false);
});

describe("a frame that is wrong is dropped with its reason", () => {
	const rows: [string, string, string][] = [
		["packet error code", "3a0f0821010908c800800231", "errorCode"],
		["byte count too large", "3a0f0921010908c8008002c1", "byteCount"],
		["byte count too small", "3a0f0721010908c8008002c1", "byteCount"],
		["byte count of no packet", "3a0f0521010908c8aa", "byteCount"],
		["nothing but the command code", "3a0f", "shortFrame"],
		["bit 0 of the source address clear", "3a0f0820010908c800800223", "sourceAddress"],
		["another command code", "3a100821010908c800800230", "commandCode"],
	];
	test.each(rows)("%s", (_, frame, counter) => {
		const world = new I2cWorld();
		const device = world.node(0x1d, { eid: 9 });
		const other = world.node(0x11);
		const bytes = Uint8Array.from(frame.match(/../g)!, (digits) => parseInt(digits, 16));
		world.bus.request({ station: other.driver, bytes, address: 0x1d, count: 0, ended: () => {} });
		world.run(20);
		expect(device.counted).toEqual({ [counter]: 1 });
	});
});

test("a frame larger than the receive unit is dropped", () => {
	const world = new I2cWorld();
	const device = world.node(0x1d, { eid: 9, unit: 64 });
	const owner = world.node(0x10, { eid: 8 });
	owner.endpoint.port(0).setUnit(9, 250);
	owner.ask(9, 0x1d, echo(66), 50);
	world.run(60);
	expect(device.counted).toEqual({ byteCount: 1 });
});

test("messages of every length come back, in units of 64 and of 250", () => {
	for (const unit of [64, 250]) {
		const world = new I2cWorld(400);
		const owner = world.node(0x10, { eid: 8 });
		const device = world.node(0x1d, { eid: 9 });
		for (const node of [owner, device]) for (const eid of [8, 9]) node.endpoint.port(0).setUnit(eid, unit);
		for (const size of [5, 64, 65, 128, 250, 251, 1000, 4096]) {
			owner.ask(9, 0x1d, echo(size));
			world.run(500);
			expect(owner.answers.pop()).toBe(echo(size).slice(2));
		}
		expect(Math.max(...world.wire.map((frame) => frame.length / 2))).toBe(unit + 9);
	}
});

test("nobody at an address: nine attempts, then the message fails; others are not kept back", () => {
	const world = new I2cWorld();
	const owner = world.node(0x10, { eid: 8 });
	world.node(0x1d, { eid: 9 });
	owner.ask(10, 0x33, echo(200), 1000);
	for (let count = 0; count < 4; count++) owner.ask(9, 0x1d, echo(40));
	world.run(50);
	expect(owner.answers).toHaveLength(4);
	world.run(50);
	expect(owner.answers[4]).toBe("send failed");
	expect(owner.counted).toMatchObject({ noAddress: 9, givenUp: 1 });
	expect(world.wire.filter((frame) => "66" === frame)).toHaveLength(9);
});

test("several dead targets leave one lane to the living", () => {
	const world = new I2cWorld();
	const owner = world.node(0x10, { eid: 8 });
	world.node(0x1d, { eid: 9 });
	for (let dead = 0; dead < 3; dead++) owner.ask(20 + dead, 0x40 + dead, echo(20));
	owner.ask(9, 0x1d, echo(40));
	world.run(30);
	expect(owner.answers).toEqual([echo(40).slice(2)]);
});

test("a full ring refuses, and nothing is lost", () => {
	const world = new I2cWorld();
	const owner = world.node(0x10, { eid: 8 });
	const device = world.node(0x1d, { eid: 9, frames: 1 });
	/* The device is busy elsewhere: its turns come late. */
	const { take } = device.driver;
	let slow = true;
	device.driver.take = (offset) => (slow ? 0 : take.call(device.driver, offset));
	owner.ask(9, 0x1d, echo(300));
	world.run(20);
	slow = false;
	device.port.readable();
	world.run(200);
	expect(device.driver.overruns).toBeGreaterThan(0);
	expect(owner.answers).toEqual([echo(300).slice(2)]);
});

test("two who begin at once: the lower address goes first, the other later", () => {
	const world = new I2cWorld();
	const one = world.node(0x10, { eid: 8 });
	const other = world.node(0x11, { eid: 9 });
	world.node(0x1d, { eid: 10 });
	world.node(0x2d, { eid: 11 });
	one.ask(11, 0x2d, identify);
	other.ask(10, 0x1d, identify);
	world.run(40);
	expect(one.counted.arbitrationLost).toBeGreaterThanOrEqual(1);
	expect(one.answers).toEqual(["0002000b0200"]);
	expect(other.answers).toEqual(["0002000a0200"]);
	expect(world.wire[0].slice(0, 2)).toBe("3a");
});

test("two who ask each other at once both get their answer", () => {
	const world = new I2cWorld();
	const one = world.node(0x10, { eid: 8 });
	const other = world.node(0x11, { eid: 9 });
	one.ask(9, 0x11, echo(500));
	other.ask(8, 0x10, echo(500));
	world.run(500);
	expect(one.answers).toEqual([echo(500).slice(2)]);
	expect(other.answers).toEqual([echo(500).slice(2)]);
});

test("a message that lost a packet is aborted: no packet of it follows", () => {
	const world = new I2cWorld();
	const owner = world.node(0x10, { eid: 8 });
	const device = world.node(0x1d, { eid: 9 });
	world.bus.fault({ kind: "nack", address: 0x1d, after: 2, byte: 20, count: 9 });
	owner.ask(9, 0x1d, echo(400), 3000);
	world.run(500);
	expect(owner.answers).toEqual(["send failed"]);
	expect(world.wire.filter((frame) => frame.startsWith("3a"))).toHaveLength(2 + 9);
	expect(device.counted.received).toBe(2);
});

test("the application reads and writes ordinary devices between packets", () => {
	const world = new I2cWorld();
	const owner = world.node(0x10, { eid: 8, transfers: 40 });
	world.node(0x1d, { eid: 9 });
	const memory = new Uint8Array(16).fill(0x5a);
	let pointer = 0;
	let first = true;
	world.bus.add({
		segment: 0,
		addressed: (byte) => {
			first = true;
			return byte >> 1 === 0x50;
		},
		written(byte) {
			if (first) pointer = byte;
			else memory[pointer++ % 16] = byte;
			first = false;
			return true;
		},
		next: () => memory[pointer++ % 16],
		stopped: () => {},
	});
	const ended: [number, number][] = [];
	const { transfers } = owner.port;
	const use = transfers.make(20, { onDone: (outcome, count) => ended.push([outcome, count]) });
	const bytesOf = () => Array.from(owner.endpoint.memory.subarray(use.offset, use.offset + 4));
	owner.ask(9, 0x1d, echo(1000));
	owner.endpoint.memory.set([2, 0xaa, 0xbb], use.offset);
	expect(transfers.write(use, 0x50, 3)).toBe(true);
	expect(transfers.write(use, 0x50, 3)).toBe(false);
	world.run(40);
	owner.endpoint.memory.set([1], use.offset);
	expect(transfers.writeRead(use, 0x50, 1, 4)).toBe(true);
	world.run(40);
	expect(ended).toEqual([
		[0, 0],
		[0, 4],
	]);
	expect(bytesOf()).toEqual([0x5a, 0xaa, 0xbb, 0x5a]);
	transfers.read(use, 0x77, 1);
	world.run(400);
	expect(ended[2]).toEqual([1, 0]);
	expect(owner.answers).toEqual([echo(1000).slice(2)]);
});

test("other command codes on the same address: byte, word and block, read and write, with packet error code", () => {
	const world = new I2cWorld();
	let limit = 0x1234;
	const owner = world.node(0x10, { eid: 8, transfers: 80 });
	const device = world.node(0x1d, {
		eid: 9,
		target: { serve: (...parameters) => smbus.serve(...(parameters.slice(0, 5) as [number, number, boolean, number, number])) },
	});
	const smbus = new Smbus(device.endpoint.memory, [
		{ code: 0x98, size: 1, read: (data) => data.u8(0x33) },
		{ code: 0x40, size: 2, read: (data) => data.u16(limit), write: (data) => (limit = data.u16()) },
		{
			code: 0x99,
			size: 8,
			block: true,
			read(data) {
				data.u8(0x41);
				data.u8(0x42);
			},
		},
		{ code: 0x03, size: 0, write: () => (limit = 0) },
	]);
	const use = owner.port.transfers.make(16, { onDone: () => {} });
	const { memory } = owner.endpoint;
	const exchange = (write: number[], count: number) => {
		memory.set(write, use.offset);
		expect(owner.port.transfers.writeRead(use, 0x1d, write.length, count)).toBe(true);
		world.run(40);
		return Array.from(memory.subarray(use.offset, use.offset + count));
	};
	/* Codes over 3a 98 3b 33; 3a 40 3b 34 12; 3a 99 3b 02 41 42. */
	expect(exchange([0x98], 2)).toEqual([0x33, 0x3a]);
	expect(exchange([0x40], 3)).toEqual([0x34, 0x12, 0xce]);
	expect(exchange([0x99], 4)).toEqual([0x02, 0x41, 0x42, 0x14]);
	exchange([0x40, 0xcd, 0xab], 0);
	expect(limit).toBe(0xabcd);
	exchange([0x40, 0x01, 0x00, 0xff], 0);
	expect(limit).toBe(0xabcd);
	exchange([0x40, 0x01, 0x00, 0xa6], 0);
	expect(limit).toBe(0x0001);
	exchange([0x03], 0);
	expect(limit).toBe(0);
	expect(exchange([0x55], 2)).toEqual([0xff, 0xff]);
	expect(device.counted).toEqual({ served: 6, commandCode: 2 });
	expect(smbus.counters).toEqual([6, 1, 0, 1]);
	owner.ask(9, 0x1d, identify);
	world.run(20);
	expect(owner.answers).toEqual(["000200090200"]);
});

test("a mux channel is opened for a route, and kept until the answer has come", () => {
	const world = new I2cWorld(400);
	new MuxStation(world.bus, 0x70, [1, 2]);
	world.bus.connect(1, false);
	const owner = world.node(0x10, { eid: 8, mux: 0x70 });
	world.node(0x1d, { eid: 9, segment: 1 });
	world.node(0x1d, { eid: 10, segment: 2 });
	world.node(0x1e, { eid: 11 });
	const at = (channel: number, address: number) => (channel << 8) | address;
	for (let round = 0; round < 3; round++) {
		owner.ask(9, at(1, 0x1d), echo(300));
		owner.ask(10, at(2, 0x1d), echo(301));
		owner.ask(11, 0x1e, echo(302));
	}
	world.run(2500);
	expect(owner.answers.map((answer) => answer.length / 2 + 1).sort()).toEqual([300, 300, 300, 301, 301, 301, 302, 302, 302]);
	expect(owner.counted.channelTimeout ?? 0).toBe(0);
	expect(world.wire.filter((frame) => frame.startsWith("e0")).length).toBeLessThan(12);
});

test("a transfer is what it was to be, although the mux could not be switched at once", () => {
	const world = new I2cWorld(400);
	new MuxStation(world.bus, 0x70, [1]);
	world.bus.connect(1, false);
	const owner = world.node(0x10, { eid: 8, mux: 0x70, transfers: 8 });
	const other = world.node(0x11, { eid: 9 });
	world.node(0x1d, { eid: 10 });
	const written: number[] = [];
	world.bus.add({
		segment: 1,
		addressed: (byte) => 0xa0 === byte,
		written: (byte) => written.push(byte) > 0,
		next: () => 0,
		stopped: () => {},
	});
	const ended: number[] = [];
	const use = owner.port.transfers.make(4, { onDone: (outcome) => ended.push(outcome) });
	owner.endpoint.memory.set([0x05, 0xaa], use.offset);
	owner.port.transfers.write(use, 0x150, 2);
	other.ask(10, 0x1d, identify);
	world.run(20);
	expect(owner.counted.arbitrationLost).toBeGreaterThan(0);
	expect(written).toEqual([0x05, 0xaa]);
	expect(ended).toEqual([0]);
});
