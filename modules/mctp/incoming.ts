// SPDX-License-Identifier: Apache-2.0
import type { PortState } from "./port.js";
import type { Responder } from "./responder.js";

/** A message on its way in: one packet in its frame, or an assembly. */
class Incoming {
	/** Where it came from: port, EID, physical address (0 where the medium has none). */
	state: PortState | undefined = undefined;
	peer = 0;
	physical = 0;
	/** EID it was sent to: the port's, null or broadcast. */
	addressed = 0;
	/** Who will answer it, if it is a request. */
	responder: Responder | undefined = undefined;
	/** Tag and tag owner. */
	tag = 0;
	/** Region of the arena that holds it, from the message type byte on. */
	offset = 0;
	length = 0;
}

export default Incoming;
