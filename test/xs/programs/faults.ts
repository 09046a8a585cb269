// SPDX-License-Identifier: Apache-2.0
import { chunks, collect, collections, instructions, print, slots } from "host";
import Control from "../../../modules/control/responder.js";
import Fault from "../../../modules/fault/fault.js";
import Faults from "../../../modules/fault/faults.js";
import { kindNames, kinds } from "../../../modules/fault/kinds.js";
import type { FaultOptions } from "../../../modules/fault/options.js";
import FaultyPort from "../../../modules/fault/port.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { bytes } from "../../support/text.js";
import equal from "./fixtures/equal.js";

const rounds = 500;
const units = Object.freeze({ receiveUnit: 64, transmissionUnit: 64 });
const request = bytes("010809c8 008102");
const room = 68;
/** Own options for kinds that need some. */
const own: Readonly<Record<string, number>> = Object.freeze({ milliseconds: 3, eid: 0x33 });

/** An endpoint behind faults, and a host that asks it for its EID again and again. */
class Host {
	readonly endpoint: Endpoint;
	readonly faults: Faults;
	now = 0;
	received = 0;
	readonly #input: number;
	readonly #output: number;
	#awake = false;

	constructor() {
		const wake = () => void (this.#awake = true);
		const port = new FaultyPort({ network: 1, ...units, eid: 8, frames: 3 * room, wake }, 4);
		this.endpoint = new Endpoint({ ports: [port] });
		this.endpoint.responders.add(new Control({ endpoint: this.endpoint }));
		this.faults = new Faults(this.endpoint);
		this.#input = this.endpoint.port(0).frames;
		this.#output = this.#input + room;
		this.endpoint.memory.set(request, this.#input + 2 * room);
	}

	run(count: number, packets: Faults | Endpoint): void {
		const { memory } = this.endpoint;
		for (let round = 0; round < count; round++) {
			memory.copyWithin(this.#input, this.#input + 2 * room, this.#input + 2 * room + request.length);
			packets.receive(0, this.now, this.#input, request.length, 0);
			do {
				this.#awake = false;
				while (packets.transmit(0, this.now, this.#output, room) > 0) {
					packets.transmitted(0, this.now, true);
					this.received++;
				}
				packets.tick(this.now);
			} while (this.#awake);
			this.now = (this.now + 1) | 0;
		}
	}
}

/** Faults of every kind, and none, allocate nothing, and cost little where there are none. */
export default function faults(): void {
	const host = new Host();
	let befell = 0;
	host.faults.follow(() => void befell++);
	gate(host, "none");
	equal(host.received, 2 * rounds, "answers without a fault");
	for (let index = 0; index < kindNames.length; index++) {
		const kind = kindNames[index];
		const needed = Object.fromEntries(kinds[kind].needs.map((name) => [name, own[name]]));
		if ("silence" === kind) host.faults.link(0, host.now, false);
		host.faults.link(0, host.now, true);
		befell = 0;
		const fault = host.faults.add({ kind, rate: 0.9, ...needed } as FaultOptions);
		gate(host, kind);
		equal(
			fault instanceof Fault && befell > 0 && fault.applied === befell,
			true,
			`${kind} befell ${befell} packets, ${fault.applied} counted`,
		);
		host.faults.clear();
		host.run(10, host.faults);
	}
	print(`${kindNames.length} kinds of fault, ${2 * rounds} requests each: 0 slots, 0 chunk bytes, 0 collections`);
	costs(host);
}

function gate(host: Host, what: string): void {
	host.run(rounds, host.faults);
	collect();
	const garbage = collections();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	host.run(rounds, host.faults);
	const slotsAfter = slots();
	const chunksAfter = chunks();
	equal(slotsAfter - slotsBefore, 0, `slots allocated with ${what}`);
	equal(chunksAfter - chunksBefore, 0, `chunk bytes allocated with ${what}`);
	equal(collections() - garbage, 0, `garbage collections with ${what}`);
}

/** Of one exchange. */
function costs(host: Host): void {
	const bare = cost(() => host.run(50, host.endpoint));
	if (0 === bare) return;
	const quiet = cost(() => host.run(50, host.faults));
	host.faults.add({ kind: "drop", peer: 99 });
	print(
		`an exchange: ${bare} instructions; behind no faults ${quiet - bare} more; with one for others ${cost(() => host.run(50, host.faults)) - bare} more`,
	);
}

function cost(run: () => void): number {
	run();
	const start = instructions();
	run();
	return Math.round((instructions() - start) / 50);
}
