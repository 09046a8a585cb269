// SPDX-License-Identifier: Apache-2.0
import type Device from "../../modules/device/device.js";
import type { PlatformPort } from "../common/port.js";

/** Tells the console, in a debug build, that the device serves. */
export default function show(device: Device, ports: readonly PlatformPort[]): void {
	trace(`mctp-xs: ${device.identity.product} serves on ${ports.map(({ name }) => name).join(", ")}\n`);
}
