// SPDX-License-Identifier: Apache-2.0
import { Counter } from "./counter.js";
import { broadcastEid, nullEid } from "./eid.js";
import { destinationShift, headerLength, version, versionMask } from "./header.js";
import type { PortState } from "./port.js";

/** Why a port does not take a packet of `length` bytes with this header: the slow answer, for packets that failed the quick test. */
function refusal(state: PortState, header: number, length: number): Counter {
	if (length <= headerLength) return Counter.shortPacket;
	if (!state.up) return Counter.linkDown;
	if ((header & versionMask) !== version) return Counter.headerVersion;
	const addressed = (header >> destinationShift) & 0xff;
	if (addressed !== state.eid && nullEid !== addressed && broadcastEid !== addressed) return Counter.notForUs;
	return length > state.longest ? Counter.longPacket : Counter.invalidSource;
}
export default refusal;
