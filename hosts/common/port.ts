// SPDX-License-Identifier: Apache-2.0
import type { Identity } from "../../modules/device/profile.js";
import type { Packets } from "../../modules/mctp/packets.js";
import type { Port } from "../../modules/mctp/port.js";

/** A link of the platform that the firmware runs on. `hosts/platform/ports`, whose host the manifest chooses, opens them. */
export interface PlatformPort extends Port {
	/** What people call the link. */
	readonly name?: string;
	/** Stands from now on between the link and port `index` of the endpoint. Called once, when the device is made. */
	serve(packets: Packets, index: number, identity: Identity): void;
	/** Moves what is there to be moved, in both directions; called in every turn. */
	pump(now: number): void;
	/** Milliseconds until it wants to be pumped again, whatever happens; none: it does not. */
	tick?(now: number): number;
}
