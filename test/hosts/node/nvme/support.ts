// SPDX-License-Identifier: Apache-2.0
import NvmeMiClient, { type NvmeMiClientOptions } from "../../../../hosts/node/nvme/client.js";
import Requester from "../../../../hosts/node/requester.js";
import nvme from "../../../../modules/device/profiles/nvme.js";
import type Endpoint from "../../../../modules/mctp/endpoint.js";
import type NvmeMi from "../../../../modules/nvme-mi/responder.js";
import { addDrive } from "../../../support/drive.js";
import { pair } from "../support/pair.js";

/** The drive of the package's profile, with some of its section replaced, and a client of it at the other end of a virtual link. */
export function driveAndClient(section: object = {}, options: Partial<NvmeMiClientOptions> = {}) {
	let drive: NvmeMi;
	const ends = pair({
		requests: 8,
		furnish: (device: Endpoint) => {
			drive = addDrive(device, { ...nvme.nvmeMi, ...section });
		},
	});
	const requester = new Requester(ends.owner, 6);
	const client = new NvmeMiClient({ requester, eid: 9, ...options });
	return { ...ends, drive: drive!, client, requester };
}
