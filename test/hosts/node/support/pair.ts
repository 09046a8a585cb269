// SPDX-License-Identifier: Apache-2.0
import { onTestFinished } from "vitest";
import Loop from "../../../../hosts/node/loop.js";
import VirtualLink, { virtualPort } from "../../../../hosts/node/virtual-link.js";
import Control from "../../../../modules/control/responder.js";
import Endpoint from "../../../../modules/mctp/endpoint.js";
import TestServices from "../../../../modules/vendor/services.js";

const large = { messageSize: 70_000, requestSize: 70_000 };

export interface PairOptions {
	requests?: number;
	uuid?: string;
	/** 0: none; 9 */
	deviceEid?: number;
	/** Adds other responders than the usual ones. */
	furnish?(device: Endpoint): void;
}

/** A requesting endpoint (EID 8) and an answering one (EID 9), with a virtual link between them. */
export function pair(options: PairOptions = {}): { owner: Endpoint; device: Endpoint; link: VirtualLink } {
	const { requests = 4, uuid = "12345678-9abc-def0-1234-56789abcdef0", deviceEid = 9, furnish } = options;
	const loops = [new Loop(), new Loop()];
	const [owner, device] = loops.map(
		(loop, index) =>
			new Endpoint({
				ports: [virtualPort(loop, 1, { eid: 0 === index ? 8 : deviceEid })],
				memory: { ...large, requests: 0 === index ? requests : 1 },
			}),
	);
	if (undefined !== furnish) furnish(device);
	else {
		device.responders.add(new Control({ endpoint: device, uuid }));
		device.responders.add(new TestServices(device));
	}
	const link = new VirtualLink({ loop: loops[0], endpoint: owner, port: 0 }, { loop: loops[1], endpoint: device, port: 0 });
	loops[0].start(owner);
	loops[1].start(device);
	onTestFinished(() => loops.forEach((loop) => loop.close()));
	return { owner, device, link };
}
