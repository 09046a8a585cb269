// SPDX-License-Identifier: Apache-2.0
import Endpoint from "../../../modules/mctp/endpoint.js";
import { Counter } from "../../../modules/mctp/counter.js";
import { messageLayouts } from "../../../hosts/node/pldm/messages.js";
import type Platform from "../../../modules/pldm/platform/platform.js";
import { addTerminus, terminusMemory } from "../../support/terminus.js";
import type { Life, Target } from "../target.js";

/** Bytes around the frames that are nobody's, and of the frames. */
const guard = 32;
const guardByte = 0xa5;
const frameSize = 1024;
/** Answers are cut into packets of this size. */
const unit = 64;
/** Milliseconds within which everything that was begun has ended. */
const bound = 20_000;
const types = [0x00, 0x02, 0x04, 0x05, 0x3f] as const;

/** A terminus, which two requesters send messages of any bytes. */
class PldmLife implements Life {
	readonly #endpoint: Endpoint;
	readonly #terminus: Platform;
	readonly #answers = new Set<string>();
	#now = 0;
	#told = "";
	#answered = 0;
	taken = 0;

	constructor([memory]: Uint8Array) {
		this.#endpoint = new Endpoint({
			ports: [{ network: 1, receiveUnit: frameSize, transmissionUnit: unit, eid: 8, frames: 2 * frameSize + 2 * guard, wake() {} }],
			memory: { ...terminusMemory(), requests: 1, answerSize: [64, 128, 300, 80][memory & 3], largeAnswers: memory & 4 ? 0 : 1 },
		});
		this.#terminus = addTerminus(this.#endpoint);
		const { frames } = this.#endpoint.port(0);
		this.#endpoint.memory.fill(guardByte, frames + 2 * frameSize, frames + 2 * frameSize + 2 * guard);
	}

	step(input: Uint8Array, at: number): void {
		const [kind, a, b, c, d, e, f, g] = input.subarray(at, at + 8);
		if (kind >= 0xf8) return this.#pass(a << 4);
		if (kind >= 0xf0) return this.#update(a, b, c);
		const message = messageOf(kind, [a, b, c, d, e, f, g]);
		this.#send(message, 9 + (kind & 1), kind & 7);
	}

	/** One message in one packet; whatever it is, it has at most one answer, with the same header. */
	#send(message: readonly number[], eid: number, tag: number): void {
		const endpoint = this.#endpoint;
		const { frames, counters } = endpoint.port(0);
		const packet = [0x01, 0x08, eid, 0xc8 | tag, 0x01, ...message].slice(0, frameSize);
		this.#told = Buffer.from(packet).toString("hex");
		endpoint.memory.set(packet, frames);
		const silent = counters[Counter.silent];
		endpoint.receive(0, this.#now, frames, packet.length, 0);
		this.taken++;
		const expected = undefined !== message[2] && 0x80 === (message[0] & 0xc0) && 0 === (message[1] & 0xc0);
		const answer = this.#drain(eid, tag);
		if (expected !== (undefined !== answer)) throw new Error(`${expected ? "no answer" : "an answer"} to ${this.#told}`);
		if (!expected && counters[Counter.silent] !== silent + 1) throw new Error("silence is not counted");
		if (undefined === answer) return;
		this.#answered++;
		if (answer[1] !== (message[0] & 0x1f) || answer[2] !== message[1] || answer[3] !== message[2] || answer.length < 5)
			throw new Error(`${this.#told} has the answer ${Buffer.from(answer).toString("hex")}`);
		if (0 !== answer[4] && 5 !== answer.length) throw new Error("an error says more than its completion code");
		if (undefined !== messageLayouts[answer[2]]?.[answer[3]]) this.#answers.add(`type ${answer[2]} command ${answer[3]}: ${answer[4]}`);
	}

	/** The answer from the message type byte on; own messages on the way are let go. */
	#drain(eid: number, tag: number): number[] | undefined {
		const endpoint = this.#endpoint;
		const { frames } = endpoint.port(0);
		const output = frames + frameSize;
		let answer: number[] | undefined = undefined;
		let whole = true;
		for (let count = 0; ; count++) {
			if (count > 1000) throw new Error("it sends without end");
			const length = endpoint.transmit(0, this.#now, output, frameSize);
			if (0 === length) break;
			const packet = Array.from(endpoint.memory.subarray(output, output + length));
			endpoint.transmitted(0, this.#now, true);
			if (packet[3] & 0x08) continue;
			if (packet[1] !== eid || (packet[3] & 7) !== tag) throw new Error("an answer goes elsewhere");
			if (packet[3] & 0x80) {
				if (undefined !== answer) throw new Error("two answers");
				answer = [];
			}
			answer!.push(...packet.slice(4));
			whole = 0 !== (packet[3] & 0x40);
		}
		if (!whole) throw new Error("an answer has no end");
		const guarded = endpoint.memory.subarray(frames + 2 * frameSize, frames + 2 * frameSize + 2 * guard);
		if (guarded.some((byte) => guardByte !== byte)) throw new Error("a guard byte has changed");
		return answer;
	}

	#pass(milliseconds: number): void {
		this.#told = `${milliseconds} ms pass`;
		this.#now = (this.#now + milliseconds) | 0;
		this.#endpoint.tick(this.#now);
		while (this.#endpoint.transmit(0, this.#now, this.#endpoint.port(0).frames, frameSize) > 0)
			this.#endpoint.transmitted(0, this.#now, true);
	}

	#update(id: number, high: number, low: number): void {
		this.#told = `sensor ${id % 13}: ${(high << 8) | low}`;
		this.#terminus.numericSensors.get(id % 13)?.update(((high << 24) >> 16) | low, this.#now);
	}

	/** Nothing is stuck, and everybody is served. */
	end(): void {
		const endpoint = this.#endpoint;
		for (let passed = 0; passed < bound; passed += 100) this.#pass(100);
		this.#send([0x80, 0x02, 0x04, 0x00, 0x00, 0x00], 9, 0);
		for (let passed = 0; passed < bound; passed += 100) this.#pass(100);
		if (0 !== endpoint.exchanges.busy) throw new Error("an exchange is left");
		if (undefined !== endpoint.requests.active) throw new Error("a request is left");
		const before = this.#answered;
		for (const eid of [9, 10]) this.#send([0x80, 0x00, 0x04], eid, 3);
		this.#send([0x81, 0x02, 0x11, 0x01, 0x00, 0x00], 9, 3);
		if (this.#answered !== before + 3) throw new Error("somebody is not served");
	}

	told(): string {
		return this.#told;
	}

	reached(): Iterable<string> {
		return this.#answers;
	}
}

/** A message that looks like one of a command more often than not. */
function messageOf(kind: number, rest: readonly number[]): number[] {
	if (kind < 0x10) return rest.slice(0, kind % 8);
	const [a, b, c, d, e, f, g] = rest;
	const type = types[a % types.length];
	const codes = Object.keys(messageLayouts[type] ?? {}).map(Number);
	const code = codes.length > 0 && a < 0xf0 ? codes[b % codes.length] : b;
	const head = [kind < 0x18 ? kind << 4 : 0x80 | (a & 0x1f), kind < 0x14 ? type | 0x40 : type, code];
	const count = c & 0x1f;
	if (kind < 0x60) return [...head, d & 0x0f, 0, e, f, g, ...Array.from({ length: count }, () => 0)].slice(0, 3 + count);
	if (kind < 0xa0)
		return [
			...head,
			...Array.from({ length: count }, (_, index) => (0 === index ? d & 0x0f : index < 4 ? 0 : (e * index + f) & (g & 0x0f))),
		];
	if (kind < 0xd0) return [...head, (d & 1 ? 0xca : d) & 0xff, 0, e & 7, f & 7, g & 7, e & 3, f, g].slice(0, 3 + (c & 0x0f));
	return [...head, ...Array.from({ length: c << (d & 1) }, (_, index) => (d + e * index + (f & index)) & 0xff)];
}

/** A PLDM terminus. */
export const pldm: Target = {
	name: "pldm",
	description: "messages of any bytes to a PLDM terminus: an answer or silence, no transfer is ever stuck",
	unit: "messages",
	most: 60,
	begin: (first) => new PldmLife(first),
};
