// SPDX-License-Identifier: Apache-2.0
import { Counter } from "./counter.js";
import { broadcastEid, isAssignable, nullEid } from "./eid.js";
import { destinationShift, headerLength, sourceShift, version, versionMask } from "./header.js";
import type { PortState } from "./port.js";

/**
 * Whether a port takes a packet of `length` bytes with this header (`received`), or why not. The slow answer, for packets
 * that are not as most are.
 */
function refusal(state: PortState, header: number, length: number): Counter {
	if (length <= headerLength) return Counter.shortPacket;
	if (!state.up) return Counter.linkDown;
	if ((header & versionMask) !== version) return Counter.headerVersion;
	const addressed = (header >> destinationShift) & 0xff;
	if (addressed !== state.eid && nullEid !== addressed && broadcastEid !== addressed) {
		const known = undefined !== state.places && 0 !== state.places[addressed];
		if (!known) return Counter.notForUs;
		/* What is wrong with a packet that has a route can only be its size or its source: the null EID does not cross bridges. */
		return length > state.longest ? Counter.longPacket : Counter.invalidSource;
	}
	if (length > state.longest) return Counter.longPacket;
	const peer = (header >> sourceShift) & 0xff;
	return nullEid !== peer && (!isAssignable(peer) || peer === state.eid) ? Counter.invalidSource : Counter.received;
}
export default refusal;
