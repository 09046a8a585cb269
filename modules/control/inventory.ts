// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { VendorType, type Responder } from "../mctp/responder.js";
import { baseSpecification, noMoreSelectors } from "./command.js";
import { Completion } from "./completion.js";
import type { ControlPort } from "./options.js";

/** What an endpoint tells of its responders and ports (DSP0236 12.6 to 12.8, 12.22). */
class Inventory {
	readonly #endpoint: Endpoint;
	readonly #control: Responder;
	readonly #ports: readonly Required<ControlPort>[];

	/** `control` answers for the base specification, and stands first in the list of types. */
	constructor(endpoint: Endpoint, control: Responder, ports: readonly Required<ControlPort>[]) {
		this.#endpoint = endpoint;
		this.#control = control;
		this.#ports = ports;
	}

	/** 12.6 */
	versions({ request, reply }: Exchange): number {
		const asked = request.u8();
		const supported = baseSpecification === asked ? this.#control.versions : this.#versionsOf(asked);
		if (undefined === supported) return Completion.unsupportedType;
		reply.u8(supported.length);
		for (let index = 0; index < supported.length; index++) reply.u32be(supported[index]);
		return reply.overflow ? Completion.error : Completion.success;
	}

	/** 12.7. Control is listed, and first: every other stack does so, and requesters count on it. */
	types({ reply }: Exchange): number {
		const { all } = this.#endpoint.responders;
		const own = this.#control.type;
		const at = reply.position;
		reply.u8(1);
		reply.u8(own);
		let count = 1;
		for (let index = 0; index < all.length; index++) {
			const { type } = all[index];
			if (type === own || this.#listed(type, index)) continue;
			reply.u8(type);
			count++;
		}
		reply.memory[at] = count;
		return reply.overflow ? Completion.error : Completion.success;
	}

	/** How many responders are of vendors. */
	get vendorCount(): number {
		const { all } = this.#endpoint.responders;
		let count = 0;
		for (let index = 0; index < all.length; index++) if (undefined !== all[index].vendor) count++;
		return count;
	}

	/** 12.8 */
	vendors({ request, reply }: Exchange): number {
		const selector = request.u8();
		const { all } = this.#endpoint.responders;
		let found: Responder | undefined = undefined;
		let count = 0;
		for (let index = 0; index < all.length; index++) {
			if (undefined === all[index].vendor) continue;
			if (count++ === selector) found = all[index];
		}
		if (undefined === found) return Completion.invalidData;
		reply.u8(selector + 1 < count ? selector + 1 : noMoreSelectors);
		reply.u8(found.type - VendorType.pci);
		if (VendorType.pci === found.type) reply.u16be(found.vendor!.id);
		else reply.u32be(found.vendor!.id);
		reply.u16be(found.vendor!.commandSet);
		return Completion.success;
	}

	/** 12.22: medium and EID of every port. */
	interfaces({ reply }: Exchange): number {
		const ports = this.#ports;
		reply.u8(ports.length);
		for (let index = 0; index < ports.length; index++) {
			reply.u8(ports[index].medium);
			reply.u8(this.#endpoint.port(index).eid);
		}
		return reply.overflow ? Completion.error : Completion.success;
	}

	#versionsOf(type: number): readonly number[] | undefined {
		const { all } = this.#endpoint.responders;
		for (let index = 0; index < all.length; index++) if (all[index].type === type) return all[index].versions;
		return undefined;
	}

	/** Whether one of the first `count` responders has this type: vendors share two. */
	#listed(type: number, count: number): boolean {
		const { all } = this.#endpoint.responders;
		for (let index = 0; index < count; index++) if (all[index].type === type) return true;
		return false;
	}
}

Object.freeze(Inventory.prototype);
export default Inventory;
