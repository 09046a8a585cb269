// SPDX-License-Identifier: Apache-2.0
import { Header } from "./header.js";
import { VendorType, type Responder } from "./responder.js";

/** The responders of an endpoint, by message type and vendor. */
class Responders {
	/** In the order in which they were added. */
	readonly all: Responder[] = [];
	/** Those that want to be called by the clock. */
	readonly ticking: Responder[] = [];
	readonly #byKey = new Map<number, Responder>();

	/** Adds the responder of a message type, or of a vendor. Throws if there is one already. */
	add(responder: Responder): void {
		const { type, vendor } = responder;
		if (!(type >= 0 && type <= VendorType.iana)) throw new RangeError(`responder: message type ${type} is not in 0 to 127`);
		if (type >= VendorType.pci !== (undefined !== vendor))
			throw new Error("responder: message types 0x7E and 0x7F have a vendor, all others none");
		const key = this.#key(type, vendor?.id ?? 0);
		if (this.#byKey.has(key)) throw new Error(`responder: message type ${type}, vendor ${vendor?.id ?? "none"}: there is one already`);
		this.#byKey.set(key, responder);
		this.all.push(responder);
		if (undefined !== responder.tick) this.ticking.push(responder);
	}

	/** Who answers a message whose first packet has its `length` payload bytes at `offset`. */
	find(memory: Uint8Array, offset: number, length: number): Responder | undefined {
		const type = memory[offset] & Header.typeMask;
		if (type < VendorType.pci) return this.#byKey.get(type);
		if (VendorType.pci === type)
			return length < 3 ? undefined : this.#byKey.get(this.#key(type, (memory[offset + 1] << 8) | memory[offset + 2]));
		if (length < 5) return undefined;
		const vendor = memory[offset + 1] * 0x1000000 + ((memory[offset + 2] << 16) | (memory[offset + 3] << 8) | memory[offset + 4]);
		return this.#byKey.get(this.#key(type, vendor));
	}

	#key(type: number, vendor: number): number {
		return type + vendor * 0x80;
	}
}

Object.freeze(Responders.prototype);
export default Responders;
