// SPDX-License-Identifier: Apache-2.0
import type { ControlPort } from "../../modules/control/responder.js";
import type Endpoint from "../../modules/mctp/endpoint.js";
import type { Port } from "../../modules/mctp/port.js";

/** A link of the platform that the firmware runs on. `hosts/platform/ports`, whose host the manifest chooses, opens them. */
export interface PlatformPort extends Port, ControlPort {
	/** Moves packets between the link and port `index` of the endpoint, from now on. */
	serve(endpoint: Endpoint, index: number): void;
}
