// SPDX-License-Identifier: Apache-2.0
import type { Device } from "./device.js";
import { Guest } from "./guest.js";

/** USB host controllers, as scripts/qemu.sh names them. */
export type Host = "xhci" | "ehci" | "uhci" | "companion";

/** Boots a QEMU guest with the device on its UART, on a USB host controller, or on both. */
export function bootQemu(device: Device, host: Host, usb = device.socket("usbredir")): Promise<Guest> {
	const { serial, usbredir } = device.wires;
	const wires = [];
	if (undefined !== serial) wires.push(`serial=${other(serial)}:${device.socket("serial")}`);
	if (undefined !== usbredir) wires.push(`${host}=${other(usbredir)}:${usb}`);
	return Guest.boot("qemu.sh", wires);
}

function other(direction: string): string {
	return "listen" === direction ? "connect" : "listen";
}
