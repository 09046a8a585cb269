// SPDX-License-Identifier: Apache-2.0
import { onTestFinished } from "vitest";
import BusOwner, { type BusOwnerOptions } from "../../../../hosts/node/bus-owner.js";
import { lineConnection } from "../../../../hosts/node/connections.js";
import lineFor from "../../../../hosts/node/line/lines.js";
import { parseTarget } from "../../../../hosts/node/line/target.js";
import type { TransportName } from "../../../../hosts/node/link.js";
import { Heard } from "./device.js";

/** A bus owner on an open line, serial by default; closed when the test ends. */
export async function own(
	target: string,
	options: Omit<BusOwnerOptions, "connection"> & { transport?: TransportName } = {},
): Promise<{ owner: BusOwner; heard: Heard }> {
	const { transport = "serial", ...rest } = options;
	const heard = new Heard();
	const owner = new BusOwner({ connection: lineConnection({ transport, line: lineFor(parseTarget(target)) }, heard.log), ...rest });
	onTestFinished(() => owner.close());
	await owner.open();
	return { owner, heard };
}
