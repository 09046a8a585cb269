// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "./endpoint.js";

/** What a binding needs of an endpoint, or of something that stands in front of one. */
export type Packets = Pick<Endpoint, "memory" | "physical" | "port" | "receive" | "transmit" | "transmitted" | "transmittedTo" | "link">;
