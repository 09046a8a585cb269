// SPDX-License-Identifier: Apache-2.0
import Invariants from "../endpoint/invariants.js";
import Peers from "../endpoint/peers.js";
import { expectNothingLeft, expectService } from "../endpoint/service.js";
import { kindOf, lastPacket } from "../endpoint/steps.js";
import World, { type WorldOptions } from "../endpoint/world.js";
import type { Life, Target } from "../target.js";
import { stepSize } from "../target.js";

/** Clocks at the beginning: anywhere, and shortly before they wrap. */
const starts = [0, 0x7fffffff - 3000, -3000, -0x80000000] as const;
const memories = [
	{ slots: 3, shortSlots: 0, exchanges: 5, largeAnswers: 2, messageSize: 300 },
	{ slots: 2, shortSlots: 0, exchanges: 10, largeAnswers: 2, messageSize: 520 },
	{ slots: 4, shortSlots: 0, exchanges: 6, largeAnswers: 3, messageSize: 300 },
	{ slots: 2, shortSlots: 2, exchanges: 4, largeAnswers: 2, messageSize: 201 },
] as const;

function optionsOf([network, eid, unit, memory, start, , routes]: Uint8Array): WorldOptions {
	return {
		networks: [1, 1 + (network & 1)],
		eids: [8, eid & 1 ? 8 : eid & 2 ? 0 : 20],
		receiveUnits: [unit & 2 ? 251 : 64, unit & 1 ? 247 : 64],
		largestUnits: [unit & 4 ? 251 : 64, unit & 8 ? 100 : 64],
		routes: routes & 1 ? 3 : 0,
		memory: memories[memory & 3],
		start: starts[start & 3],
	};
}

class EndpointLife implements Life {
	readonly #world: World;
	readonly #peers: Peers;
	readonly #invariants: Invariants;
	readonly #diligent: boolean;
	readonly #step = new Uint8Array(stepSize);
	#begun = false;

	constructor(first: Uint8Array) {
		this.#world = new World(optionsOf(first));
		this.#peers = new Peers(this.#world);
		this.#invariants = new Invariants(this.#world);
		this.#diligent = 0 === (first[5] & 1);
	}

	step(input: Uint8Array, at: number): void {
		const step = this.#step;
		this.#begun = true;
		for (let index = 0; index < stepSize; index++) step[index] = input[at + index];
		kindOf[step[0]].act(this.#world, this.#peers, step);
		this.#invariants.check();
	}

	end(): void {
		this.#world.tick();
		this.#invariants.check();
		expectService(this.#world, this.#diligent);
		this.#invariants.check();
		expectNothingLeft(this.#world);
		this.#invariants.check();
	}

	told(): string {
		const { now, options } = this.#world;
		if (!this.#begun) return JSON.stringify({ ...options, diligent: this.#diligent });
		const { name, packet } = kindOf[this.#step[0]];
		const { port, physical, length } = this.#peers.draft;
		return `${now} ${name}${packet ? ` ${port}/${lastPacket(this.#world, port)} @${physical}, ${length} bytes of payload` : ` ${this.#step.subarray(1).join()}`}`;
	}

	reached(): Iterable<string> {
		return this.#world.reached();
	}

	get taken(): number {
		return this.#world.arrived[0] + this.#world.arrived[1];
	}
}

/** Four hostile peers on two ports. */
export const endpoint: Target = {
	name: "endpoint",
	description: "four hostile peers on two ports, requests of its own, late answers, routes, links that flap, clocks that jump",
	unit: "packets",
	most: 400,
	begin: (first) => new EndpointLife(first),
};
