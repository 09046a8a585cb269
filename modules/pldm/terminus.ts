// SPDX-License-Identifier: Apache-2.0
import InstanceIds from "./instances.js";

/** Terminus ids that cannot be set (DSP0240 8.5). */
export const unassignedTid = 0x00;
export const reservedTid = 0xff;

/** Peers that requests of our own go to at a time: the event receiver, and one more. */
const mostPeers = 2;

/** What all PLDM types of a device share. */
class Terminus {
	/** Unassigned at first, unless the device has one of its own. */
	tid: number;
	/** Those of our own requests. */
	readonly instances = new InstanceIds(mostPeers);

	/** Throws RangeError for an id that no terminus has. */
	constructor(tid: number = unassignedTid) {
		if (!(tid >= unassignedTid && tid < reservedTid)) throw new RangeError(`terminus id ${tid}: 1 to 254, or 0 for none`);
		this.tid = tid;
	}
}

Object.freeze(Terminus.prototype);
export default Terminus;
