// SPDX-License-Identifier: Apache-2.0
import type Arena from "./arena.js";
import Asking from "./asking.js";
import { remaining } from "./conversations.js";
import { Counter } from "./counter.js";
import type Exchanges from "./exchanges.js";
import { isAssignable, nullEid } from "./eid.js";
import ForwardRing from "./forward-ring.js";
import { move } from "./packet.js";
import type { PortState } from "./port.js";
import type Request from "./request.js";
import Routes, { here, type Route } from "./routes.js";

/* A plain constant, because every packet of others leads by here. */
const { forwarded } = Counter;

export interface BridgingOptions {
	/** The ports of a network have one EID: given to one, it is that of all. */
	sharedEid?: boolean;
	/** `sendTo` takes EIDs of the endpoint itself. */
	loopback?: boolean;
}

/** What an endpoint knows of networks: which EIDs are its own, where the others are, and what it carries between ports. */
class Bridging extends Asking {
	readonly routes: Routes;
	readonly portCount: number;
	readonly #sharedEid: boolean;
	readonly #table: readonly Route[];

	/** Of `ports`, the first `portCount` are real; each one behind them leads back to the endpoint, in a network. */
	constructor(
		arena: Arena,
		ports: readonly PortState[],
		portCount: number,
		exchanges: Exchanges,
		answerTimeout: number,
		sharedEid: boolean,
	) {
		super(arena, ports, exchanges, answerTimeout);
		this.portCount = portCount;
		this.#sharedEid = sharedEid;
		for (let index = 0; sharedEid && index < portCount; index++) {
			const { network, staticEid } = ports[index];
			if (ports.some((other, at) => at < portCount && other.network === network && other.staticEid !== staticEid))
				throw new RangeError(`endpoint: ports of network ${network} share their EID: give all of them the same`);
		}
		for (let index = 0; index < portCount; index++)
			if (arena.rings[index].length > 0) ports[index].ring = new ForwardRing(arena.rings[index]);
		this.routes = new Routes(arena.routes, ports, arena.routes > 0 || ports.length > portCount);
		this.#table = this.routes.all;
	}

	/** What the endpoint knows of a port. Throws RangeError if there is none. */
	port(index: number): PortState {
		const state = this.ports[index];
		if (undefined === state || index >= this.portCount) throw new RangeError(`endpoint: no port ${index}`);
		return state;
	}

	/** Gives the endpoint another EID on one port, or on all of its network, as `sharedEid` says; 0: none. */
	assign(port: number, eid: number): void {
		if (nullEid !== eid && !isAssignable(eid)) throw new RangeError(`EID ${eid}: assignable are 8 to 254`);
		const state = this.port(port);
		for (let index = 0; index < this.portCount; index++) {
			const other = this.ports[index];
			if (other === state || (this.#sharedEid && other.network === state.network)) other.assign(eid);
		}
		this.routes.refresh();
	}

	/** Forgets an EID that a bus owner gave, unless another port of the network still stands for it. */
	protected forget(state: PortState): void {
		for (let index = 0; this.#sharedEid && index < this.portCount; index++) {
			const other = this.ports[index];
			if (other !== state && other.network === state.network && other.up) return;
		}
		this.assign(state.index, state.staticEid);
	}

	/**
	 * Sends what `request.begin()` started, to an EID of a network, as its route says, or to this endpoint itself.
	 * @returns false if nothing was sent: there is no such route, or `send` refuses
	 */
	sendTo(request: Request, network: number, eid: number, now: number): boolean {
		const route = this.routes.find(network, eid);
		for (let index = this.portCount; index < this.ports.length; index++) {
			const state = this.ports[index];
			if (state.network !== network || here !== state.places![eid]) continue;
			state.eid = eid;
			return this.send(request, index, eid, 0, now);
		}
		return undefined !== route && this.send(request, route.state!.index, eid, route.physical, now);
	}

	/** Has a packet leave by the port of its route, unchanged (DSP0236 8.16). */
	protected forward(place: number, state: PortState, now: number, offset: number, length: number): Counter {
		const route = this.#table[place - 1];
		const target = route.state!;
		if (target === state) return Counter.forwardBack;
		if (0 === target.longest) return Counter.forwardDown;
		if (length > route.longest) return Counter.forwardSize;
		const ring = target.ring;
		if (undefined === ring) return Counter.forwardFull;
		const frame = ring.empty;
		if (0 !== frame.length) return Counter.forwardFull;
		frame.length = length;
		frame.physical = route.physical;
		move(this.memory, frame.offset, offset, length);
		ring.empty = frame.next;
		if (frame === ring.first) {
			target.queue.append(ring);
			const deadline = (now + this.answerTimeout) | 0;
			ring.deadline = deadline;
			if (!this.armed || ((deadline - this.deadline) | 0) < 0) this.schedule(now, this.answerTimeout);
		}
		target.port.wake();
		return forwarded;
	}

	protected override disconnect(state: PortState, now: number): void {
		super.disconnect(state, now);
		this.#drop(state);
	}

	protected override expire(now: number, limit: number): number {
		limit = super.expire(now, limit);
		for (let index = 0; index < this.portCount; index++) {
			const { ring } = this.ports[index];
			if (undefined === ring || 0 === ring.first.length) continue;
			const rest = remaining(ring, this.answerTimeout, now);
			if (rest <= 0) this.#drop(this.ports[index]);
			else limit = Math.min(limit, rest);
		}
		return limit;
	}

	/** Nothing that waits to leave by this port goes on. */
	#drop({ ring, queue, counters }: PortState): void {
		if (undefined === ring) return;
		queue.remove(ring);
		counters[Counter.forwardAbandoned] += ring.clear();
	}
}

Object.freeze(Bridging.prototype);
export default Bridging;
