// SPDX-License-Identifier: Apache-2.0
import type Exchange from "../mctp/exchange.js";
import type { Command } from "./command.js";

/** Command servicing states, as Get State tells them (NVMe-MI 1.2, figure 41). */
export const SlotState = Object.freeze({ idle: 0, receive: 1, process: 2, transmit: 3 } as const);

/** One of the two command slots of a management endpoint (NVMe-MI 1.2, 4.2). */
class Slot {
	/** Receiving is seen in the assemblies of the transport. */
	state: number = SlotState.idle;
	/** Of the command under way, or of the last one, as long as its answer can be replayed. */
	exchange: Exchange | undefined = undefined;
	ticket = 0;
	/** Of the command under way: its row, its kind, and when it will be done. */
	command: Command | undefined = undefined;
	kind = 0;
	due = 0;
	/** More Processing Required was sent. */
	told = false;
	/** Bytes of the answer, from the message type byte to the integrity check. */
	length = 0;
	/** Flags of Get State: a message with a wrong integrity check; a command to a slot that was not idle. */
	badCheck = false;
	discarded = false;

	/** Whether a command to it, while it is not idle, has to be discarded. An answer of which all packets have left holds nobody up. */
	get busy(): boolean {
		const { exchange } = this;
		return SlotState.process === this.state || exchange!.position < exchange!.end;
	}

	/** Nothing is under way, and nothing kept. */
	clear(): void {
		this.state = SlotState.idle;
		this.exchange = this.command = undefined;
		this.told = false;
	}
}

Object.freeze(Slot.prototype);
export default Slot;
