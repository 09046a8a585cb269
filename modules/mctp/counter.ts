// SPDX-License-Identifier: Apache-2.0

/**
 * What became of packets and messages. Every port counts each of them; `received` to `linkDown`, and `forwarded` to
 * `forwardFull`, are the verdicts on an arriving packet, so that their sum is the number of packets that arrived.
 */
export const Counter = Object.freeze({
	/** Packet accepted. */
	received: 0,
	/** Header without a payload byte, or cut short (8.1). */
	shortPacket: 1,
	/** More payload than the port's receive unit (8.4). */
	longPacket: 2,
	/** Header version other than 1 (8.1). */
	headerVersion: 3,
	/** Destination is neither this endpoint, nor the null nor the broadcast EID (8.7). */
	notForUs: 4,
	/** Source is reserved, the broadcast EID or this endpoint's own (8.1). */
	invalidSource: 5,
	/** Middle or end of a message whose start never came, or was dropped (8.7). */
	noStart: 6,
	/** Sequence number is not the next one: the assembly is dropped (8.7). */
	sequence: 7,
	/** Middle packet of another size than the first, or an end larger than it: the assembly is dropped; a first packet too small (8.4). */
	packetSize: 8,
	/** Message larger than a slot: the assembly is dropped. */
	messageSize: 9,
	/** No responder for this message type, or for this vendor (8.7). */
	messageType: 10,
	/** Tag owner bit clear, but no request waits for this answer (8.7). */
	unsolicited: 11,
	/** No reassembly slot free; or the last one free, or the source's last, for a long request whose answer would come later. */
	noSlot: 12,
	/** Too many requests being answered, in all, of its port or its source; or too many whose answers come later. */
	noExchange: 13,
	/** The responder chose silence. */
	silent: 14,
	/** Packet arrived although the link is down. */
	linkDown: 15,
	/** Assembly dropped: no packet for the reassembly time (8.9), or none for that of the request that it answers. */
	assemblyTimeout: 16,
	/** Assembly dropped: its sender began anew (8.9). */
	assemblyRestarted: 17,
	/** Assembly dropped: stale, and its slot needed for another. */
	assemblyEvicted: 18,
	/** Packet handed to the hardware. */
	sent: 19,
	/** Message aborted: the hardware could not send one of its packets. */
	sendFailed: 20,
	/** Message aborted: nobody took it in time, or the link went down. */
	sendAbandoned: 21,
	/** Deferred answer given up: time, link, a new request with the same tag, or no room for another that comes later. */
	answerAbandoned: 22,
	/** Answer that did not fit into its region: a fault of the responder. */
	answerOverflow: 23,
	/** Own request sent once more, with the same bytes. */
	retried: 24,
	/** Packet taken for another port, as its route says (8.16). */
	forwarded: 25,
	/** Packet whose route leads back to the port it came from. */
	forwardBack: 26,
	/** Packet whose route leads to a port with its link down. */
	forwardDown: 27,
	/** Packet larger than its route takes: nothing is fragmented anew. */
	forwardSize: 28,
	/** Packet for another port that has no frame free. */
	forwardFull: 29,
	/** Forwarded packet that the hardware could not send. */
	forwardFailed: 30,
	/** Forwarded packet that nobody took in time, or whose link went down. */
	forwardAbandoned: 31,
	/** Transmission unit of a destination back at the baseline: too many larger messages were lost. */
	unitLowered: 32,
} as const);

export type Counter = (typeof Counter)[keyof typeof Counter];

/** How many there are. */
export const counterCount = 33;

/** Names by value, for logs and traces; left out of a firmware that has neither. */
export const counterNames: readonly string[] = /* @__PURE__ */ Object.freeze(/* @__PURE__ */ Object.keys(Counter));
