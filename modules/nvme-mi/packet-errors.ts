// SPDX-License-Identifier: Apache-2.0
import { Counter } from "../mctp/counter.js";

/** A flag of Get State, and a verdict on packets that sets it. */
interface PacketError {
	readonly counter: Counter;
	/** Bit of Control Primitive Specific Response. */
	readonly flag: number;
}

/** What the transport counts, as flags of Get State (NVMe-MI 1.2, figure 41). */
export const packetErrors: readonly PacketError[] = Object.freeze([
	row(Counter.shortPacket, 13),
	row(Counter.invalidSource, 13),
	row(Counter.unsolicited, 12),
	row(Counter.assemblyRestarted, 12),
	row(Counter.sequence, 11),
	row(Counter.noStart, 10),
	row(Counter.packetSize, 9),
	row(Counter.notForUs, 8),
	row(Counter.headerVersion, 7),
	row(Counter.longPacket, 6),
	row(Counter.messageSize, 6),
	row(Counter.assemblyTimeout, 5),
]);

/** @setup */
function row(counter: Counter, bit: number): PacketError {
	return Object.freeze({ counter, flag: 1 << bit });
}
