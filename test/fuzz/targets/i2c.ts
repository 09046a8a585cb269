// SPDX-License-Identifier: Apache-2.0
import { I2cCounter, i2cCounterNames } from "../../../modules/binding/i2c/counter.js";
import { Outcome } from "../../../modules/binding/i2c/driver.js";
import { longestFrame } from "../../../modules/binding/i2c/format.js";
import I2cPort from "../../../modules/binding/i2c/port.js";
import Smbus from "../../../modules/binding/i2c/smbus.js";
import type Transfer from "../../../modules/binding/i2c/transfer.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import type Request from "../../../modules/mctp/request.js";
import { echo } from "../../support/responders.js";
import { PmbusDevice } from "../i2c/device.js";
import WildDriver, { pec } from "../i2c/wild-driver.js";
import type { Life, Target } from "../target.js";

const own = 0x1d;
const muxAddress = 0x70;
const guard = 64;
const guardByte = 0xa5;
const transferSize = 40;
/** In which order clocks begin: anywhere, and shortly before they wrap. */
const starts = [0, 0x7fffffff - 200, -200, -0x80000000] as const;
const outcomes = Object.values(Outcome);
const damage = [
	I2cCounter.shortFrame,
	I2cCounter.foreignAddress,
	I2cCounter.byteCount,
	I2cCounter.errorCode,
	I2cCounter.sourceAddress,
	I2cCounter.commandCode,
	I2cCounter.served,
] as const;

class I2cLife implements Life {
	readonly #driver = new WildDriver();
	readonly #device = new PmbusDevice();
	readonly #endpoint: Endpoint;
	readonly #port: I2cPort;
	readonly #smbus: Smbus | undefined;
	readonly #requests: readonly Request[];
	readonly #transfers: readonly Transfer[];
	readonly #guard: number;
	readonly #unit: number;
	#now: number;
	/** Packets that reached the endpoint; requests and transfers that were begun, and ended. */
	#packets = 0;
	#begun = 0;
	#ended = 0;
	#left = "";
	#told = "";
	readonly #reached = new Set<string>();
	taken = 0;

	constructor([unit, target, mux, start, lanes]: Uint8Array) {
		this.#unit = unit & 1 ? 64 : 250;
		this.#now = starts[start & 3];
		const sizes = { lanes: 1 + (lanes & 3), transfers: 2 * transferSize };
		const frames = I2cPort.frames(sizes);
		this.#endpoint = new Endpoint({
			ports: [{ network: 1, eid: 8, receiveUnit: this.#unit, transmissionUnit: 64, largestUnit: 250, frames: frames + guard, wake() {} }],
			memory: { requests: 4, requestSize: 300, messageSize: 400, slots: 3 },
		});
		const { memory, responders } = this.#endpoint;
		responders.add(echo(this.#endpoint));
		this.#smbus = target & 1 ? new Smbus(memory, this.#device.commands()) : undefined;
		this.#port = new I2cPort(this.#endpoint, 0, this.#driver, {
			address: own,
			...sizes,
			neighbours: 3,
			neighbourAge: 5000,
			...(mux & 1 && { mux: muxAddress }),
			...(this.#smbus && { target: this.#smbus }),
		});
		this.#guard = this.#endpoint.port(0).frames + frames;
		memory.fill(guardByte, this.#guard, this.#guard + guard);
		this.#endpoint.follow((_verdict, _port, _now, offset) => {
			if (offset === this.#endpoint.port(0).frames + 4) this.#packets++;
		});
		const settled = (what: string) => {
			this.#ended++;
			this.#reached.add(what);
		};
		this.#requests = Array.from({ length: 4 }, () =>
			this.#endpoint.request({ onResponse: () => settled("response"), onFailure: (reason) => settled(`failure ${reason}`) }),
		);
		this.#transfers = Array.from({ length: 2 }, () =>
			this.#port.transfers.make(transferSize, { onDone: (outcome) => settled(`transfer ${outcome}`) }),
		);
	}

	step(input: Uint8Array, at: number): void {
		const step = Array.from(input.subarray(at, at + 8));
		const [kind, a, b, c, d] = step;
		if (kind < 150) this.#arrive(frameOf(step), false);
		else if (kind < 180) this.#pmbus(step);
		else if (kind < 195) this.#ask(a, b, c);
		else if (kind < 205) this.#use(a, b, c, d);
		else if (kind < 235) this.#end(a, b);
		else if (kind < 252) this.#pass((a & 7) * (b & 1 ? 1 : 100));
		else this.#reset(a);
		this.#check();
	}

	#arrive(bytes: readonly number[], reading: boolean): void {
		const kept = bytes.slice(0, longestFrame);
		this.#told = `${reading ? "read behind" : "written"} ${Buffer.from(kept).toString("hex")}`;
		const { counters } = this.#port;
		const before = counters[I2cCounter.received];
		const others = damage.map((counter) => counters[counter]);
		this.taken++;
		this.#driver.write(kept, reading);
		this.#driver.tell();
		this.#turn();
		const accepted = counters[I2cCounter.received] - before;
		if (accepted !== (!reading && isPacket(kept, this.#unit) ? 1 : 0)) throw new Error(`${accepted} packets of this frame`);
		const counted = damage.reduce<number>((sum, counter, index) => sum + counters[counter] - others[index], accepted);
		if (1 !== counted) throw new Error(`the frame is counted ${counted} times`);
		if (this.#driver.reading) throw new Error("a reader waits for ever");
	}

	/** What a PMBus host does: right, or with a wrong code, or of a wrong length. */
	#pmbus([kind, which, a, b, wrong, length]: readonly number[]): void {
		const codes = Object.keys(PmbusDevice.shapes).map(Number);
		const code = 0 === which % 9 ? b : codes[which % codes.length];
		const shape = PmbusDevice.shapes[code];
		const { writes } = this.#device;
		if (kind < 165) {
			const size = shape?.block ? length % 18 : (shape?.size ?? 2);
			const data = Array.from({ length: size }, (_, index) => (a + index * b) & 0xff);
			const frame = [own << 1, code, ...(shape?.block ? [size] : []), ...data];
			if (wrong & 1) frame.push(pec(frame) ^ (wrong & 6 ? 0 : 1 << (wrong >> 5)));
			if (0x0f === code) return;
			this.#arrive(frame, false);
			const right = true === shape?.write && size <= shape.size && 1 !== (wrong & 7) && undefined !== this.#smbus;
			if (this.#device.writes - writes !== (right ? 1 : 0)) throw new Error("a write is taken that is wrong, or a right one is not");
			if (right) this.#reached.add(`pmbus write ${code}`);
			return;
		}
		const frame = wrong & 1 ? [(own << 1) | 1] : [own << 1, code, ...Array.from({ length: wrong & 6 ? 0 : 1 }, () => a)];
		this.#arrive(frame, true);
		const answer = this.#driver.answers.at(-1)!;
		const asked = wrong & 1 ? 0 : code;
		const readable = undefined !== this.#smbus && frame.length <= 2 && true === PmbusDevice.shapes[asked]?.read;
		const value = this.#device.values.get(asked) ?? [];
		const data = readable ? [...(PmbusDevice.shapes[asked].block ? [value.length] : []), ...value] : [];
		const covered = wrong & 1 ? frame : [...frame, (own << 1) | 1];
		const expected = readable ? [...data, pec([...covered, ...data])] : [];
		if (answer.join() !== expected.join()) throw new Error(`read [${answer.join()}] instead of [${expected.join()}]`);
		if (readable) this.#reached.add(`pmbus read ${asked}`);
	}

	#ask(which: number, to: number, size: number): void {
		const request = this.#requests[which & 3];
		const physical = to & 0x80 ? 0x20 + (to & 3) + ((to & 0x30) << 4) : 0;
		this.#told = `asks ${9 + (to & 3)} at ${physical}`;
		if (request.active) return;
		const writer = request.begin(1);
		for (let index = 0; index < size; index++) writer.u8(index);
		request.timeout = 300;
		if (this.#endpoint.send(request, 0, 9 + (to & 3), physical, this.#now)) this.#begun++;
		this.#turn();
	}

	#use(which: number, to: number, length: number, count: number): void {
		const transfer = this.#transfers[which & 1];
		this.#told = `uses ${to & 0x7f}`;
		const physical = (to & 0x7f) + ((which & 0x30) << 4);
		if (this.#port.transfers.writeRead(transfer, physical, length % 44, count % 44)) this.#begun++;
		this.#turn();
	}

	#end(which: number, fill: number): void {
		this.#told = `ends with ${outcomes[which % outcomes.length]}`;
		if (undefined === this.#driver.transferring) return;
		this.#driver.end(outcomes[which % outcomes.length], fill);
		this.#turn();
	}

	#pass(milliseconds: number): void {
		this.#told = `${milliseconds} ms`;
		this.#now = (this.#now + milliseconds) | 0;
		this.#turn();
	}

	/** The bus is gone and back. */
	#reset(up: number): void {
		this.#told = "reset";
		this.#driver.forget();
		this.#port.reset(this.#now);
		if (up & 1) {
			this.#endpoint.link(0, this.#now, false);
			this.#endpoint.link(0, this.#now, true);
			this.#endpoint.assign(0, 8);
		}
		this.#turn();
	}

	/** As a host does, and a look at what leaves. */
	#turn(): void {
		const before = this.#driver.transferring;
		this.#port.pump(this.#now);
		this.#endpoint.tick(this.#now);
		this.#port.pump(this.#now);
		if (undefined === this.#driver.transferring || before === this.#driver.transferring) return;
		const { bytes, address } = this.#driver.transferring;
		if (bytes.length > 0 && bytes[0] !== address << 1) throw new Error("what is sent begins with another address");
		if (0x0f !== bytes[1] || bytes.length < 9 || ((own << 1) | 1) !== bytes[3]) return;
		if (bytes[2] + 4 !== bytes.length || pec(bytes) !== 0) throw new Error("a frame leaves that is none");
		this.#left = bytes.slice(4, -1).join();
	}

	#check(): void {
		const { memory } = this.#endpoint;
		for (let index = 0; index < guard; index++) if (guardByte !== memory[this.#guard + index]) throw new Error("a guard byte has changed");
		if (this.#packets !== this.#port.counters[I2cCounter.received]) throw new Error("a packet is not counted, or counted twice");
		if (this.#driver.taken !== this.taken) throw new Error("a frame is not taken");
		if (this.#ended > this.#begun) throw new Error("something ends twice");
	}

	/** The bus behaves: all that was begun ends, and the next request is answered. */
	end(): void {
		for (let turn = 0; turn < 8000; turn++) {
			if (undefined !== this.#driver.transferring) this.#driver.end(Outcome.done, 0);
			this.#pass(1);
		}
		if (this.#begun !== this.#ended) throw new Error(`${this.#begun - this.#ended} requests and transfers of ${this.#begun} never end`);
		this.#left = "";
		this.#arrive(sealed(packetOf(3, 0x40, 2), own, 0x31), false);
		for (let turn = 0; turn < 20; turn++) {
			this.#pass(1);
			if (undefined !== this.#driver.transferring) this.#driver.end(Outcome.done, 0);
		}
		if (!this.#left.endsWith(",1,64,65")) throw new Error("the next request has no answer");
		this.#check();
	}

	told(): string {
		return this.#told;
	}

	*reached(): Generator<string> {
		const { counters } = this.#port;
		for (let counter = 0; counter < counters.length; counter++) if (counters[counter] > 0) yield `counter ${i2cCounterNames[counter]}`;
		yield* this.#reached;
	}
}

/** A packet of type 1, from one of four. */
function packetOf(source: number, fill: number, length: number, flags = 0xc8): number[] {
	return [0x01, 0x08, 9 + (source & 3), flags, 0x01, ...Array.from({ length }, (_, index) => (fill + index) & 0xff)];
}

/** The block write around a packet. */
function sealed(packet: readonly number[], to: number, from: number): number[] {
	const bytes = [to << 1, 0x0f, packet.length + 1, (from << 1) | 1, ...packet];
	return [...bytes, pec(bytes)];
}

/** What DSP0237 says of a packet at our address: whole, with a code that is right and a source that speaks MCTP. */
function isPacket(bytes: readonly number[], unit: number): boolean {
	if (bytes.length < 10 || own << 1 !== bytes[0] || 0x0f !== bytes[1] || bytes[2] + 4 !== bytes.length) return false;
	return bytes[2] - 5 <= unit && 1 === (bytes[3] & 1) && 0 === pec(bytes);
}

/** What is written to us: packets, and what is wrong with them. */
function frameOf([kind, a, b, c, d, e, f]: readonly number[]): number[] {
	const good = sealed(packetOf(a, b, c % 250, d & 1 ? 0xc8 | (d >> 5) : d), own, 0x20 + (e & 3));
	const resealed = () => [...good.slice(0, -1), pec(good.slice(0, -1))];
	switch (kind % 15) {
		case 0:
			good[2] = f;
			return good;
		case 1:
			good[2] = f;
			return resealed();
		case 2:
			good[good.length - 1] ^= 1 << (f & 7);
			return good;
		case 3:
			good[3] &= 0xfe;
			return resealed();
		case 4:
			good[0] = f;
			return resealed();
		case 5:
			return good.slice(0, 1 + (f % good.length));
		case 6:
			return [...good, ...Array.from({ length: f }, () => e)];
		case 7:
			good[f % good.length] ^= 1 << (e & 7);
			return good;
		case 8:
			good[1] = f;
			return resealed();
		case 9:
			return Array.from({ length: 1 + f }, (_, index) => (a + b * index) & 0xff);
		case 10:
			return [own << 1, ...[a, b, c, d, e].slice(0, f % 6)];
	}
	return good;
}

/** An I2C port. */
export const i2c: Target = {
	name: "i2c",
	description:
		"block writes good and damaged, lies about count, code and source, PMBus commands between them; a driver whose transfers end anyhow",
	unit: "frames",
	most: 100,
	begin: (first) => new I2cLife(first),
};
