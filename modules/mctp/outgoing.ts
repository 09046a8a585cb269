// SPDX-License-Identifier: Apache-2.0
import { destinationShift, sourceShift, tagFieldMask } from "./header.js";
import type { Parked } from "./parked.js";
import type { PortState } from "./port.js";

/** A message on its way out: an answer or a request. It stays in the arena and is cut into packets as they are pulled. */
class Outgoing {
	/** Where it goes: port and physical address (0 where the medium has none). */
	state: PortState | undefined = undefined;
	/** Header of the next packet: of the first one without sequence number, of each as if it were not the last. */
	header = 0;
	/** What is left of the message in the arena, from the message type byte on. */
	position = 0;
	end = 0;
	/** Payload bytes of every packet but the last. */
	unit = 0;
	physical = 0;
	/** Next in the send queue, undefined outside of it; next message to the same destination behind it. */
	next: Outgoing | undefined = undefined;
	follower: Outgoing | undefined = undefined;
	/** Next message with packets that were pulled and not reported on. */
	nextFlying: Outgoing | undefined = undefined;
	/** When it is given up, on the caller's clock. */
	deadline = 0;

	/** Whether its next packet may leave. */
	free(parked: Parked): boolean {
		return !parked.has(this.physical);
	}

	/** EID it goes to. */
	get peer(): number {
		return (this.header >> destinationShift) & 0xff;
	}

	/** EID it comes from. */
	get local(): number {
		return (this.header >> sourceShift) & 0xff;
	}

	set local(eid: number) {
		this.header = (this.header & ~(0xff << sourceShift)) | (eid << sourceShift);
	}

	/** Tag and, on a request, the tag owner bit. */
	get tag(): number {
		return this.header & tagFieldMask;
	}
}

Object.freeze(Outgoing.prototype);
export default Outgoing;
