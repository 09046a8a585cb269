// SPDX-License-Identifier: Apache-2.0
import { nullEid } from "../mctp/eid.js";
import type Endpoint from "../mctp/endpoint.js";
import type { Port } from "../mctp/port.js";
import type Request from "../mctp/request.js";
import { Command, ControlHeader } from "./command.js";

/** Tries, and milliseconds for an answer to each. There are bus owners that answer none: nothing depends on it. */
const attempts = 3;
const timeout = 1000;
const instanceMask = 0x1f;

const handlers = Object.freeze({ onFailure() {} });

/**
 * Tells bus owners whose addresses are known that the endpoint is there, and may need an EID (Discovery Notify, DSP0236 12.15):
 * when a link comes up, so also when the endpoint has started anew.
 */
class Notifier {
	readonly #endpoint: Endpoint;
	/** By port; undefined: its bus owner is not known. */
	readonly #requests: readonly (Request | undefined)[];
	readonly #owners: readonly number[];
	#instance = 0;

	/** Takes one of the endpoint's request handles for each port with a known bus owner. */
	constructor(endpoint: Endpoint, ports: readonly Pick<Port, "busOwner">[]) {
		this.#endpoint = endpoint;
		this.#owners = ports.map(({ busOwner }) => busOwner ?? 0);
		this.#requests = ports.map(({ busOwner }) => (undefined === busOwner ? undefined : endpoint.request(handlers, { attempts, timeout })));
	}

	link(port: number, up: boolean, now: number): void {
		const request = this.#requests[port];
		if (!up || undefined === request || request.active) return;
		request.begin(0).u16be(ControlHeader.request | (this.#instance << 8) | Command.discoveryNotify);
		this.#instance = (this.#instance + 1) & instanceMask;
		this.#endpoint.send(request, port, nullEid, this.#owners[port], now);
	}
}

Object.freeze(Notifier.prototype);
export default Notifier;
