// SPDX-License-Identifier: Apache-2.0
import type { PortState } from "./port.js";

/** A message on its way out: an answer or a request. It stays in the arena and is cut into packets as they are pulled. */
class Outgoing {
	/** Where it goes: port, EID, physical address (0 where the medium has none). */
	state: PortState | undefined = undefined;
	peer = 0;
	physical = 0;
	/** EID it comes from. */
	local = 0;
	/** Tag and, on a request, the tag owner bit. */
	tag = 0;
	/** Region of the arena that holds the message, from the message type byte on. */
	offset = 0;
	/** Bytes of the message. */
	length = 0;
	/** Bytes pulled so far. */
	pulled = 0;
	/** Payload bytes of every packet but the last. */
	unit = 0;
	/** When it is given up, on the caller's clock. */
	deadline = 0;
	/** Has packets that were pulled and not reported on; next such message. */
	flying = false;
	nextFlying: Outgoing | undefined = undefined;
	/** Next in the send queue, and next message to the same destination behind it. */
	next: Outgoing | undefined = undefined;
	follower: Outgoing | undefined = undefined;
	/** Sequence number of the next packet, from the second on. */
	sequence = 0;
}

Object.freeze(Outgoing.prototype);
export default Outgoing;
