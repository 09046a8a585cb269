// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import type { Port } from "../mctp/port.js";
import type Bridge from "./bridge.js";
import type BusOwner from "./bus-owner.js";
import type Directory from "./directory.js";
import type Notifier from "./notifier.js";
import type Rates from "./rates.js";

/** How a port looks to the control protocol. */
export type ControlPort = Pick<Port, "medium" | "mediumSpecific" | "discovery">;

export interface ControlOptions {
	endpoint: Endpoint;
	/** 8-4-4-4-12 hexadecimal digits; constant over the life of the device, also across resets. */
	uuid?: string;
	/** In the order of the endpoint's ports. */
	ports?: readonly ControlPort[];
	/** Tells bus owners that the endpoint is there. */
	notifier?: Notifier | undefined;
	/** Answers of rate limits. */
	rates?: Rates | undefined;
	/** Makes the endpoint a bus owner or bridge in the eyes of others. */
	directory?: Directory;
	/** Makes it one that answers of its routes and pools, and forwards. */
	bridge?: Bridge;
	/** Told of Discovery Notify, by the port and physical address of whoever wants an EID, and of Update Rate Limit. */
	owner?: Pick<BusOwner, "look" | "limited" | "limits">;
	/** Commands 0xF0 to 0xFF of a transport binding; returns a completion code. */
	transport?: (command: number, exchange: Exchange) => number;
}
