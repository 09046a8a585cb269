// SPDX-License-Identifier: Apache-2.0
import { isAssignable, nullEid } from "./eid.js";
import { headerLength } from "./header.js";
import type { PortState } from "./port.js";

/** In `PortState.places`: the endpoint itself has this EID, on one port or another of the network. */
export const here = 0xff;
/** Routes at most, so that a byte can tell which one. */
const most = here - 1;

/** Where a range of EIDs is; free while `state` is undefined. */
export class Route {
	first = nullEid as number;
	last = nullEid as number;
	state: PortState | undefined = undefined;
	/** Address on the medium, of the endpoint or of the bridge before it; 0 where the medium has none. */
	physical = 0;
	/** Bytes of the largest packet that goes there. */
	longest = 0;

	/** Payload bytes of the largest packet that goes there. */
	get unit(): number {
		return this.longest - headerLength;
	}
}
Object.freeze(Route.prototype);

/**
 * Where EIDs are: a table of fixed size, and for every network one byte for each EID, so that a packet finds its way by one
 * look. Changes allocate nothing.
 */
class Routes {
	/** The table, in no order, with those that are free. */
	readonly all: readonly Route[];
	readonly #ports: readonly PortState[];

	/** For so many routes; `ports` get their bytes, unless there is no use for them. */
	constructor(count: number, ports: readonly PortState[], useful: boolean) {
		if (!(count >= 0 && count <= most)) throw new RangeError(`endpoint memory: ${count} routes, at most ${most}`);
		this.all = Array.from({ length: count }, () => new Route());
		this.#ports = ports;
		if (!useful) return;
		for (const port of ports) {
			if (count > 0) port.mayRaise();
			port.places = ports.find(({ network, places }) => network === port.network && places)?.places ?? new Uint8Array(256);
		}
		this.refresh();
	}

	/**
	 * Makes EIDs `first` to `last` known to be behind a port, instead of what was known of the same range. `unit`: payload
	 * bytes of the largest packet; as much as to any destination there.
	 * @returns false: an EID of the range has another route already, or the table is full
	 */
	add(port: number, first: number, last: number, physical: number, unit?: number): boolean {
		const state = this.#ports[port];
		if (undefined === state) throw new RangeError(`route: no port ${port}`);
		if (!isAssignable(first) || !isAssignable(last) || first > last)
			throw new RangeError(`route: EIDs ${first} to ${last}: allowed are 8 to 254, the lower one first`);
		const longest = (unit ?? state.transmissionUnit) + headerLength;
		state.checkUnit(longest - headerLength);
		const route = this.#place(state.network, first, last);
		if (undefined === route) return false;
		this.#leave(route);
		route.state = state;
		route.first = first;
		route.last = last;
		route.physical = physical;
		route.longest = longest;
		state.units?.set(first, last, route.unit);
		this.refresh();
		return true;
	}

	/** Forgets the route that begins with EID `first`; false: there is none. */
	remove(network: number, first: number): boolean {
		for (let index = 0; index < this.all.length; index++) {
			const route = this.all[index];
			if (route.first !== first || network !== route.state?.network) continue;
			this.#leave(route);
			this.refresh();
			return true;
		}
		return false;
	}

	/** The route to an EID, or undefined: there is none. */
	find(network: number, eid: number): Route | undefined {
		for (let index = 0; index < this.all.length; index++) {
			const route = this.all[index];
			if (network === route.state?.network && eid >= route.first && eid <= route.last) return route;
		}
		return undefined;
	}

	/** Writes down anew where every EID is, after an EID of the endpoint or a route has changed. */
	refresh(): void {
		const ports = this.#ports;
		for (let index = 0; index < ports.length; index++) ports[index].places?.fill(0);
		for (let index = 0; index < this.all.length; index++) {
			const route = this.all[index];
			route.state?.places?.fill(index + 1, route.first, route.last + 1);
		}
		for (let index = 0; index < ports.length; index++) {
			const { places, eid } = ports[index];
			if (undefined !== places && nullEid !== eid) places[eid] = here;
		}
	}

	#leave(route: Route): void {
		const { state } = route;
		state?.units?.set(route.first, route.last, state.transmissionUnit);
		route.state = undefined;
	}

	/** The entry for a range: that of the same range, or a free one. */
	#place(network: number, first: number, last: number): Route | undefined {
		let free: Route | undefined = undefined;
		for (let index = 0; index < this.all.length; index++) {
			const route = this.all[index];
			if (undefined === route.state) free ??= route;
			else if (network !== route.state.network || route.first > last || route.last < first) continue;
			else return route.first === first && route.last === last ? route : undefined;
		}
		return free;
	}
}

Object.freeze(Routes.prototype);
export default Routes;
