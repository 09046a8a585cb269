// SPDX-License-Identifier: Apache-2.0
import type { PlatformPort } from "../common/port.js";
import UsbPort from "../common/usb/port.js";
/* Not "./ports.js": that is what this module is called itself. */
import serialPorts from "../stm32f405/ports.js";

/** Each in a network of its own: whoever is at the other end owns it. */
export default function open(wake: () => void): readonly PlatformPort[] {
	const serial = serialPorts(wake);
	return [...serial, new UsbPort(serial.length + 1, wake)];
}
