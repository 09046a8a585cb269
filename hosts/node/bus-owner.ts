// SPDX-License-Identifier: Apache-2.0
import Endpoint from "../../modules/mctp/endpoint.js";
import Pldm from "../../modules/pldm/pldm.js";
import { vendorId } from "../../modules/vendor/services.js";
import type { Connection } from "./connections.js";
import ControlClient from "./control-client.js";
import { messageSize } from "./device.js";
import { discover, type Discovery } from "./discover.js";
import { measureEcho, type EchoTime } from "./echo.js";
import later from "./later.js";
import Loop, { type Pump } from "./loop.js";
import Requester from "./requester.js";

/** EIDs of the bus owner, and of the device by its grace. */
export const ownEid = 8;
export const deviceEid = 9;

/** Bytes of payload. */
const echoSizes = [1, 64, 4096] as const;

export interface BusOwnerOptions {
	connection: Connection;
	/** EID of the bus owner itself; 8 */
	eid?: number;
	/** Requests under way at a time; a peer has eight tags; 4 */
	requests?: number;
	/** Milliseconds to wait for each answer; 6000 */
	timeout?: number;
	/** Address of the endpoint on the medium, where it has addresses; 0 */
	physical?: number;
}

/** What the bus owner found. */
export interface Demonstration {
	readonly discovery: Discovery;
	readonly echoes: readonly EchoTime[];
}

interface Waiting {
	resolve(): void;
	reject(error: Error): void;
	readonly timer: NodeJS.Timeout | undefined;
}

/** An endpoint of our own at the near end of one link: bus owner of whoever is at the far end, and requester. */
class BusOwner implements Pump {
	readonly endpoint: Endpoint;
	readonly requester: Requester;
	readonly control: ControlClient;
	readonly #loop = new Loop();
	readonly #link: ReturnType<Connection["link"]>;
	readonly #waiting = new Set<Waiting>();

	constructor(options: BusOwnerOptions) {
		const { connection, eid = ownEid, requests = 4, timeout, physical } = options;
		const loop = this.#loop;
		const endpoint = new Endpoint({
			ports: [connection.port(loop, 1, eid)],
			memory: { slots: requests, messageSize, largeAnswers: 0, requests, requestSize: messageSize, data: Pldm.size() },
		});
		this.endpoint = endpoint;
		this.#link = connection.link({ loop, endpoint, port: 0 });
		this.requester = new Requester(endpoint, requests, timeout, physical);
		this.control = new ControlClient(this.requester, 0, physical);
		loop.add(this);
		loop.start(endpoint);
	}

	/** Resolves when a peer can come; rejects, with a reason for the person, if none ever can. */
	open(): Promise<void> {
		return this.#link.open();
	}

	/** Resolves once a peer is there; rejects after `timeout` milliseconds without one. Requests before that fail. */
	peer(timeout?: number): Promise<void> {
		if (this.endpoint.port(0).up) return Promise.resolve();
		return new Promise((resolve, reject) => {
			const missing = () => (this.endpoint.port(0).up ? undefined : new Error(`no peer came within ${timeout} ms`));
			const late = () => this.#settle(waiting, missing());
			const waiting = { resolve, reject, timer: undefined === timeout ? undefined : later(timeout, late) };
			this.#waiting.add(waiting);
		});
	}

	/** The link wakes the loop when it comes up. */
	pump(): void {
		if (0 === this.#waiting.size || !this.endpoint.port(0).up) return;
		for (const waiting of this.#waiting) this.#settle(waiting);
	}

	/** Discovers the endpoint, and measures its echo service if it has one. */
	async demonstrate(): Promise<Demonstration> {
		const discovery = await discover(this.control, deviceEid);
		return { discovery, echoes: await this.echoes(discovery) };
	}

	/** How long messages to the echo service of a discovered endpoint take; none: it has no such service. */
	async echoes({ eid, vendors }: Discovery): Promise<EchoTime[]> {
		const times: EchoTime[] = [];
		if (!vendors.some(({ id }) => vendorId === id)) return times;
		for (const size of echoSizes) times.push(await measureEcho(this.requester, 0, eid, size));
		return times;
	}

	/** Ends what is under way, and the link; an endpoint at its far end forgets the EID that it got. */
	async close(): Promise<void> {
		this.requester.cancel();
		for (const waiting of this.#waiting) this.#settle(waiting, new Error("closed"));
		await this.#link.close();
		this.#loop.close();
	}

	#settle(waiting: Waiting, error?: Error): void {
		this.#waiting.delete(waiting);
		clearTimeout(waiting.timer);
		if (undefined === error) waiting.resolve();
		else waiting.reject(error);
	}
}

export default BusOwner;
