// SPDX-License-Identifier: Apache-2.0
import { Outcome } from "../../../modules/binding/i2c/driver.js";
import type Transfer from "../../../modules/binding/i2c/transfer.js";
import crc8 from "../../../modules/wire/crc8.js";
import type SimulatedNode from "./node.js";
import type { TrafficPart } from "./scenario.js";

/** Where a peer is, as a node sees it. */
export interface Way {
	readonly eid: number;
	/** Physical address, with the mux channel; 0: by route. */
	readonly physical: number;
}

const echoHead = [0x7e, 0xcc, 0xde, 0xf0];
const usualSize = 64;
const usualTimeout = 1000;
/** Bytes of a word with its packet error code, and of the command before. */
const wordSize = 3;

/** What a node does again and again, and what became of it. */
class Traffic {
	readonly part: TrafficPart;
	answered = 0;
	failed = 0;
	/** Answers that were not what they had to be. */
	wrong = 0;
	sent = 0;
	readonly #node: SimulatedNode;
	readonly #way: () => Way;
	readonly #message: Uint8Array;
	readonly #word: number | undefined;
	#transfer: Transfer | undefined = undefined;

	/** `word`: what the command of a PMBus device has to read. */
	constructor(part: TrafficPart, node: SimulatedNode, way: () => Way, word: number | undefined) {
		this.part = part;
		this.#node = node;
		this.#way = way;
		this.#word = word;
		const size = Math.max(part.size ?? usualSize, echoHead.length);
		this.#message = Uint8Array.from({ length: size }, (_, index) => echoHead[index] ?? index & 0xff);
		if (undefined !== word) this.#transfer = node.ports[0].transfers.make(8, { onDone: (outcome, count) => this.#read(outcome, count) });
	}

	/** Once more. */
	send(): void {
		this.sent++;
		const { eid, physical } = this.#way();
		if (undefined !== this.#transfer) return this.#ask(this.#transfer, physical);
		const { timeout = usualTimeout } = this.part;
		const sent = this.#node.ask(
			eid,
			this.#message,
			timeout,
			(answer) => {
				if (undefined === answer) this.failed++;
				else if (this.#same(answer)) this.answered++;
				else this.wrong++;
			},
			physical,
		);
		if (!sent) this.failed++;
	}

	#same(answer: Uint8Array): boolean {
		const message = this.#message;
		if (answer.length !== message.length - 1) return false;
		for (let at = 0; at < answer.length; at++) if (answer[at] !== message[at + 1]) return false;
		return true;
	}

	#ask(transfer: Transfer, physical: number): void {
		if (transfer.active) {
			this.failed++;
			return;
		}
		this.#node.endpoint.memory[transfer.offset] = this.part.command!;
		if (!this.#node.ports[0].transfers.writeRead(transfer, physical, 1, wordSize)) this.failed++;
	}

	#read(outcome: Outcome, count: number): void {
		const { memory } = this.#node.endpoint;
		const { offset } = this.#transfer!;
		const address = this.#way().physical << 1;
		const frame = Uint8Array.of(address, this.part.command!, address | 1, memory[offset], memory[offset + 1]);
		if (Outcome.done !== outcome || wordSize !== count) this.failed++;
		else if (crc8(frame, 0, frame.length, 0) !== memory[offset + 2]) this.failed++;
		else if (this.#word !== (memory[offset] | (memory[offset + 1] << 8))) this.wrong++;
		else this.answered++;
	}
}

export default Traffic;
