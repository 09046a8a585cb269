// SPDX-License-Identifier: Apache-2.0
import { InterfaceClass } from "../../../modules/usb/descriptors.js";

/** Entries of the lists in `interfaceInfo` and `endpointInfo`; of endpoints, first those OUT, then those IN. */
const entries = 32;
const firstIn = 16;
/** `interfaceInfo`: a count, then numbers, classes, subclasses and protocols. */
const interfaceInfoLength = 4 + 4 * entries;
/** `endpointInfo`: types, intervals and numbers of interfaces; more, which is of no interest here, where both sides know of it. */
const endpointInfoLength = 3 * entries;
const bulk = 2;
const mctp = [InterfaceClass.class, InterfaceClass.subclass, InterfaceClass.protocol];
const fromDevice = 0x80;

/** The two bulk endpoints of an MCTP interface. */
export interface MctpInterface {
	readonly out: number;
	readonly in: number;
}

/** What the peer told of its device, whichever came first. */
class Interfaces {
	#interfaces: Uint8Array = new Uint8Array(interfaceInfoLength);
	#endpoints: Uint8Array = new Uint8Array(endpointInfoLength);

	/** Fields of `interfaceInfo` and of `endpointInfo`, whose length has been checked. */
	set interfaces(fields: Uint8Array) {
		this.#interfaces = fields.slice(0, interfaceInfoLength);
	}

	set endpoints(fields: Uint8Array) {
		this.#endpoints = fields.slice(0, endpointInfoLength);
	}

	/** The first MCTP interface with a bulk endpoint in each direction (DSP0283 5). */
	find(): MctpInterface | undefined {
		const info = this.#interfaces;
		const count = Math.min(new DataView(info.buffer).getUint32(0, true), entries);
		for (let index = 0; index < count; index++) {
			const [number, ...kind] = [0, 1, 2, 3].map((list) => info[4 + list * entries + index]);
			if (kind.some((byte, part) => byte !== mctp[part])) continue;
			const out = this.#endpoint(number, 1, firstIn);
			const into = this.#endpoint(number, firstIn + 1, entries);
			if (undefined !== out && undefined !== into) return { out, in: fromDevice | (into - firstIn) };
		}
		return undefined;
	}

	/** The first bulk endpoint of an interface among the entries from `first` to before `end`. */
	#endpoint(number: number, first: number, end: number): number | undefined {
		for (let index = first; index < end; index++) {
			if (bulk === this.#endpoints[index] && number === this.#endpoints[2 * entries + index]) return index;
		}
		return undefined;
	}
}

export default Interfaces;
