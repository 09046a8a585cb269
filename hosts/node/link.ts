// SPDX-License-Identifier: Apache-2.0
import type { Packets } from "../../modules/mctp/packets.js";
import type { Line } from "./line/line.js";
import type Log from "./log.js";
import type Loop from "./loop.js";
import type { Pump } from "./loop.js";

/** What goes over the line of a link. */
export type TransportName = "serial";

export interface LinkOptions {
	/** What people call the link: the transport and a number. */
	name: string;
	packets: Packets;
	loop: Loop;
	/** Index of a port that was made for this transport. */
	port: number;
	line: Line;
	log: Log;
}

/** What carries packets between one port of an endpoint and a peer. */
export interface Link extends Pump {
	readonly name: string;
	readonly transport: TransportName;
	readonly line: Line;
	/** Resolves when a peer can come; rejects, with a reason for the person, if none ever can. */
	open(): Promise<void>;
	close(): Promise<void>;
}
