// SPDX-License-Identifier: Apache-2.0
import type Device from "../../../modules/device/device.js";
import type { Health } from "../../../modules/device/health.js";

/** Says who the device is. */
export default function show({ name }: Device, { fault }: Health): void {
	trace(`panel: ${name}${0 === fault ? "" : `, after fault ${fault}`}\n`);
}
