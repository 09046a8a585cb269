// SPDX-License-Identifier: Apache-2.0
import BusOwner, { deviceEid } from "../../bus-owner.js";
import { virtualConnection } from "../../connections.js";
import Device from "../../device.js";
import Log from "../../log.js";
import NvmeMiClient from "../../nvme/client.js";
import { parseProfile } from "../../profiles/load.js";
import type { ProfileDocument } from "../section.js";

/** Builds the device of a profile in this process, has `work` ask it, and takes it away. */
export async function withTwin<Result>(document: ProfileDocument, work: (client: NvmeMiClient) => Promise<Result>): Promise<Result> {
	const { profile } = await parseProfile("the clone", JSON.stringify(document));
	const device = new Device({ profile, attachments: [], eid: deviceEid, log: new Log("error") });
	const owner = new BusOwner({ connection: virtualConnection(device.virtualEnd) });
	try {
		await owner.open();
		await owner.peer();
		return await work(new NvmeMiClient({ requester: owner.requester, eid: 0 }));
	} finally {
		await owner.close();
		await device.close();
	}
}
