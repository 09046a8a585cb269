// SPDX-License-Identifier: Apache-2.0
import type { PortState } from "../mctp/port.js";
import type Events from "./events.js";
import { eventsOf } from "./model/change.js";
import type Controller from "./model/controller.js";
import type Port from "./model/port.js";
import type { Watcher } from "./model/subsystem.js";
import { packetErrors } from "./packet-errors.js";
import Slot from "./slot.js";

export const slotCount = 2;

/** What one port of the transport has of NVMe-MI: two command slots, and changed flags of its own (NVMe-MI 1.2, 1.4). */
class ManagementEndpoint implements Watcher {
	/** Port of the transport. */
	readonly state: PortState;
	/** Port of the subsystem that it is on. */
	readonly port: Port;
	readonly slots: readonly Slot[] = Array.from({ length: slotCount }, () => new Slot());
	/** Events that it tells of; undefined: it does not. */
	readonly events: Events | undefined;
	/** Composite Controller Status: changed flags of all controllers, latched until a requester clears them. */
	changed = 0;
	/** Answers wait for Resume, since then. */
	paused = false;
	pausedAt = 0;
	/** The subsystem was reset since Get State cleared its flags. */
	wasReset = false;
	/** What the transport had counted when Get State cleared its flags. */
	readonly #counted = new Int32Array(packetErrors.length);

	constructor(state: PortState, port: Port, events: Events | undefined) {
		this.state = state;
		this.port = port;
		this.events = events;
	}

	raise(controller: Controller, changes: number): void {
		this.changed |= changes;
		if (undefined !== this.events) this.events.raise(controller, eventsOf(changes));
	}

	/** Flags of Get State that are of packets. */
	get packetFlags(): number {
		const { counters } = this.state;
		let flags = 0;
		for (let index = 0; index < packetErrors.length; index++)
			if ((counters[packetErrors[index].counter] | 0) !== this.#counted[index]) flags |= packetErrors[index].flag;
		return flags;
	}

	clearFlags(): void {
		const { counters } = this.state;
		for (let index = 0; index < packetErrors.length; index++) this.#counted[index] = counters[packetErrors[index].counter];
		this.wasReset = false;
	}
}

Object.freeze(ManagementEndpoint.prototype);
export default ManagementEndpoint;
