// SPDX-License-Identifier: Apache-2.0
import Endpoint from "../../modules/mctp/endpoint.js";
import { vendorId } from "../../modules/vendor/services.js";
import ControlClient from "./control-client.js";
import { messageSize } from "./device.js";
import { discover, type Discovery } from "./discover.js";
import { measureEcho, type EchoTime } from "./echo.js";
import Loop from "./loop.js";
import Requester from "./requester.js";
import VirtualLink, { virtualPort, type VirtualEnd } from "./virtual-link.js";

/** EIDs of the bus owner, and of the device by its grace. */
export const ownEid = 8;
export const deviceEid = 9;

/** Requests under way at a time. */
const requests = 4;
/** Bytes of payload. */
const echoSizes = [1, 64, 4096] as const;

/** What the bus owner found. */
export interface Demonstration {
	readonly discovery: Discovery;
	readonly echoes: readonly EchoTime[];
}

/** A bus owner in this process, on a virtual link to an endpoint. */
class BusOwner {
	readonly requester: Requester;
	readonly #loop = new Loop();
	readonly #link: VirtualLink;

	constructor(device: VirtualEnd) {
		const loop = this.#loop;
		const endpoint = new Endpoint({
			ports: [virtualPort(loop, 1, { eid: ownEid })],
			memory: { slots: 2, messageSize, largeAnswers: 0, requests, requestSize: messageSize },
		});
		this.#link = new VirtualLink({ loop, endpoint, port: 0 }, device);
		this.requester = new Requester(endpoint, requests);
		loop.start(endpoint);
	}

	/** Discovers the endpoint, and measures its echo service if it has one. */
	async demonstrate(): Promise<Demonstration> {
		const discovery = await discover(new ControlClient(this.requester, 0), deviceEid);
		const echoes: EchoTime[] = [];
		if (discovery.vendors.some(({ id }) => vendorId === id)) {
			for (const size of echoSizes) echoes.push(await measureEcho(this.requester, 0, discovery.eid, size));
		}
		return { discovery, echoes };
	}

	/** Unplugs the link; the endpoint forgets the EID that it got. */
	close(): void {
		this.requester.cancel();
		this.#link.up = false;
		this.#loop.close();
	}
}

export default BusOwner;
