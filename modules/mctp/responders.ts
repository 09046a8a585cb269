// SPDX-License-Identifier: Apache-2.0
import { typeMask } from "./header.js";
import { VendorType, type Responder } from "./responder.js";

/** The responders of an endpoint, by message type and vendor. */
class Responders {
	/** In the order in which they were added. */
	readonly all: Responder[] = [];
	/** Those that want to be called by the clock. */
	readonly ticking: Pick<Responder, "tick">[] = [];
	/** Those of message types that are not a vendor's. */
	readonly byType: (Responder | undefined)[] = [];
	readonly #byVendor = new Map<number, Responder>();

	/**
	 * Adds the responder of a message type, or of a vendor. Throws if there is one already.
	 * @setup
	 */
	add(responder: Responder): void {
		const { type, vendor } = responder;
		if (!(type >= 0 && type <= VendorType.iana)) throw new RangeError(`responder: message type ${type} is not in 0 to 127`);
		if (type >= VendorType.pci !== (undefined !== vendor))
			throw new Error("responder: message types 0x7E and 0x7F have a vendor, all others none");
		const key = undefined === vendor ? type : vendorKey(type, vendor.id);
		if (undefined === vendor ? undefined !== this.byType[key] : this.#byVendor.has(key))
			throw new Error(`responder: message type ${type}, vendor ${vendor?.id ?? "none"}: there is one already`);
		if (undefined === vendor) {
			/* No holes: XS looks an item of an array that has some up in a list. */
			while (this.byType.length <= key) this.byType.push(undefined);
			this.byType[key] = responder;
		} else this.#byVendor.set(key, responder);
		this.all.push(responder);
		if (undefined !== responder.tick) this.ticking.push(responder);
	}

	/** Who answers a message whose first packet has its `length` payload bytes at `offset`. */
	find(memory: Uint8Array, offset: number, length: number): Responder | undefined {
		const type = memory[offset] & typeMask;
		if (type < VendorType.pci) return this.byType[type];
		if (VendorType.pci === type)
			return length < 3 ? undefined : this.#byVendor.get(vendorKey(type, (memory[offset + 1] << 8) | memory[offset + 2]));
		if (length < 5) return undefined;
		const id = memory[offset + 1] * 0x1000000 + ((memory[offset + 2] << 16) | (memory[offset + 3] << 8) | memory[offset + 4]);
		return this.#byVendor.get(vendorKey(type, id));
	}
}

function vendorKey(type: number, id: number): number {
	return VendorType.pci === type ? id : -1 - id;
}

Object.freeze(Responders.prototype);
export default Responders;
