// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { deviceAddress } from "../../../../hosts/node/i2c/link.js";
import type { Profile } from "../../../../modules/device/profile.js";
import { own } from "./bus-owner.js";
import { folder, open } from "./device.js";

export const transports = ["serial", "usbredir", "i2c"] as const;

/** A device of a profile, and its bus owner, over a link of their own. */
export async function linked(transport: (typeof transports)[number], profile: Profile) {
	const path = join(folder(), transport);
	const { device } = await open(`listen:unix:${path}`, { transport, profile });
	const { owner } = await own(`unix:${path}`, { transport, physical: "i2c" === transport ? deviceAddress : 0 });
	await owner.peer();
	return { device, owner };
}
