// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import BusOwner from "../../../modules/control/bus-owner.js";
import { stepAssign, stepRoutes } from "../../../modules/control/known.js";
import type Known from "../../../modules/control/known.js";
import { answered } from "../../../modules/control/steps.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import Reader from "../../../modules/wire/reader.js";
import { bytes } from "../../support/text.js";

const endpoint = new Endpoint({
	ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, eid: 8, wake() {} }],
	memory: { requests: 4, routes: 4 },
});

/** A bus owner that nobody listens to; gives EIDs from 9 on, and 0x40 is taken. */
function owning(): BusOwner {
	const owner = new BusOwner({ endpoint, buses: [{ port: 0, addresses: [0x1d, 0x1e] }], first: 9, count: 8, behind: 2, workers: 1 });
	owner.pool.take(0x40, 1);
	return owner;
}

/** An endpoint answers, with success, to what it was asked last. */
function answers(owner: BusOwner, known: Known, text: string): void {
	const data = bytes(text);
	const reader = new Reader(Uint8Array.from(data));
	reader.reset(0, data.length);
	answered(owner, known, 0, reader, 0);
}

test("an EID that somebody else has is not taken from who keeps it; nobody needs to listen", () => {
	const owner = owning();
	const [known] = owner.places.all;
	Object.assign(known, { step: stepAssign, eid: 9 });
	answers(owner, known, "10 40 00");
	expect([known.eid, known.refused, known.step]).toEqual([0, true, stepAssign]);
});

test("a bridge behind a bridge tells of those that have an EID of the pool of the one in front", () => {
	const owner = owning();
	const [front, , bridge, behind] = owner.places.all;
	Object.assign(front, { present: true, eid: 9, poolFirst: 10, poolSize: 3 });
	Object.assign(bridge, { port: 0, via: front, eid: 10, step: stepRoutes });
	answers(owner, bridge, "ff 02 01 0c 00 01 03 00 01 0d 00 01 03 00");
	expect([behind.eid, behind.via === bridge]).toEqual([12, true]);
});
