// SPDX-License-Identifier: Apache-2.0
import type { Line } from "./line/line.js";
import type { Pump } from "./loop.js";

/** What carries packets between one port of an endpoint and a peer. */
export interface Link extends Pump {
	/** What people call it: the transport and a number. */
	readonly name: string;
	readonly line: Line;
	/** Resolves when a peer can come; rejects, with a reason for the person, if none ever can. */
	open(): Promise<void>;
	close(): Promise<void>;
}
