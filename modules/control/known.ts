// SPDX-License-Identifier: Apache-2.0
import TransmitLimit from "./transmit-limit.js";

/** What is asked next of an endpoint; in this order. */
export const stepIdentify = 0;
export const stepAssign = 1;
export const stepAllocate = 2;
export const stepTypes = 3;
export const stepUuid = 4;
export const stepLimits = 5;
export const stepLimit = 6;
export const stepRoutes = 7;
export const stepUpdate = 8;
export const stepDone = 9;

/** Message types that are remembered of an endpoint. */
const mostTypes = 16;

/** A place where an endpoint may be, and what a bus owner knows of the one that is there. */
class Known {
	/** Index of the port; -1: the place is not in use. */
	port = -1;
	/** Address on the medium, of the endpoint or of the bridge before it. */
	physical = 0;
	/** The bridge that it is behind; undefined: it is on a bus of ours. */
	via: Known | undefined = undefined;
	/** 0: none yet. Stays when it vanishes, so that it gets the same again. */
	eid = 0;
	/** That EID is taken for it. */
	held = false;
	/** It has been found, and everything asked. */
	present = false;
	/** Type and medium-specific bytes of Get Endpoint ID. */
	kind = 0;
	medium = 0;
	/** UUID, most significant word first. */
	readonly uuid = new Uint32Array(4);
	hasUuid = false;
	readonly types = new Uint8Array(mostTypes);
	typeCount = 0;
	/** EIDs that it has given on, if it is a bridge; and how many it wants. */
	poolFirst = 0;
	poolSize = 0;
	poolWanted = 0;
	/** How its sending is limited; undefined: it is not asked for that. */
	readonly limit: TransmitLimit | undefined;

	/** What is asked next, and when. */
	step = stepIdentify;
	due = 0;
	/** A request is under way. */
	busy = false;
	/** Requests in a row without answer. */
	failures = 0;
	/** It answered to an EID of somebody else's; the next assignment is forced. */
	refused = false;
	/** Handle of the routing table entries to be asked for next; of the version of ours that was told. */
	handle = 0;
	told = 0;
	/** Seen in the routing table of its bridge, in its present reading. */
	listed = false;

	/** `limits`: endpoints are asked how their sending is limited. */
	constructor(limits = false) {
		this.limit = limits ? new TransmitLimit() : undefined;
	}

	/** Whether it is a bus owner or bridge (DSP0236 12.4). */
	get bridge(): boolean {
		return 0x10 === (this.kind & 0x30);
	}

	/** Everything but its place is forgotten, and the limit that an endpoint in that place is to have. */
	forget(): void {
		this.limit?.forget(undefined !== this.via);
		this.present = this.hasUuid = this.busy = this.refused = this.listed = false;
		this.kind = this.medium = this.typeCount = this.failures = this.handle = this.told = 0;
		this.poolFirst = this.poolSize = this.poolWanted = 0;
		this.step = stepIdentify;
	}

	addType(type: number): void {
		if (this.typeCount < mostTypes) this.types[this.typeCount++] = type;
	}
}

Object.freeze(Known.prototype);
export default Known;
