// SPDX-License-Identifier: Apache-2.0
import BusOwner from "../../modules/control/bus-owner.js";
import Endpoint from "../../modules/mctp/endpoint.js";

const interval = 1000;
const slot = 80;
const firstEid = 9;

/**
 * A bus owner, and so many endpoints in front of it that answer at once. What its work costs is measured: `times` is how
 * often each answer is made, so that two measurements tell what making them costs.
 */
class OwnedBus {
	readonly endpoint: Endpoint;
	readonly owner: BusOwner;
	times = 1;
	found = 0;
	#now = 0;
	readonly #in: number;
	readonly #out: number;
	/** EIDs of the endpoints, by their addresses. */
	readonly #eids: Uint8Array;

	constructor(count: number) {
		this.endpoint = new Endpoint({
			ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 2 * slot, wake: () => {} }],
			memory: { requests: 2, requestSize: 64 },
		});
		this.#in = this.endpoint.port(0).frames;
		this.#out = this.#in + slot;
		this.#eids = new Uint8Array(count + 1);
		this.owner = new BusOwner({
			endpoint: this.endpoint,
			buses: [{ port: 0, medium: 0x03, address: 0x10, addresses: Array.from({ length: count }, (_, index) => index + 1) }],
			first: firstEid,
			count: 200,
			behind: 0,
			workers: 2,
			interval,
			listener: { onFound: () => this.found++ },
		});
	}

	/** All that there is to ask now. */
	work(): void {
		const { endpoint } = this;
		const now = this.#now;
		for (let asked = true; asked;) {
			asked = false;
			endpoint.tick(now);
			for (let length = endpoint.transmit(0, now, this.#out, slot); length > 0; length = endpoint.transmit(0, now, this.#out, slot)) {
				const { physical } = endpoint;
				endpoint.transmitted(0, now, true);
				let size = 0;
				for (let count = 0; count < this.times; count++) size = this.#answer(physical);
				endpoint.receive(0, now, this.#in, size, physical);
				asked = true;
			}
		}
	}

	/** Time passes, until everybody is looked at once more. */
	pass(): void {
		this.#now += interval;
	}

	tick(): number {
		return this.endpoint.tick(this.#now);
	}

	/** What an endpoint says to the packet that has left; returns bytes. */
	#answer(physical: number): number {
		const { memory } = this.endpoint;
		const out = this.#out;
		const at = this.#in;
		const command = memory[out + 6];
		memory[at] = 0x01;
		memory[at + 1] = memory[out + 2];
		memory[at + 2] = memory[out + 1];
		memory[at + 3] = 0xc0 | (memory[out + 3] & 0x07);
		memory[at + 4] = 0;
		memory[at + 5] = memory[out + 5] & 0x1f;
		memory[at + 6] = command;
		memory[at + 7] = 0;
		const data = at + 8;
		switch (command) {
			case 1:
				this.#eids[physical] = memory[out + 8];
				memory[data] = 0;
				memory[data + 1] = memory[out + 8];
				memory[data + 2] = 0;
				return 11;
			case 2:
				memory[data] = this.#eids[physical];
				memory[data + 1] = memory[data + 2] = 0;
				return 11;
			case 3:
				for (let index = 0; index < 16; index++) memory[data + index] = physical;
				return 24;
		}
		memory[data] = 1;
		memory[data + 1] = 0;
		return 10;
	}
}

export default OwnedBus;
