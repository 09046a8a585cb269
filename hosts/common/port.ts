// SPDX-License-Identifier: Apache-2.0
import type { Packets } from "../../modules/mctp/packets.js";
import type { Port } from "../../modules/mctp/port.js";

/** A link of the platform that the firmware runs on. `hosts/platform/ports`, whose host the manifest chooses, opens them. */
export interface PlatformPort extends Port {
	/** Moves packets between the link and port `index` of the endpoint, from now on. */
	serve(packets: Packets, index: number): void;
}
