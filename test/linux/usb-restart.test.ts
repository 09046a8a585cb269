// SPDX-License-Identifier: Apache-2.0
import { describe, test } from "vitest";
import { usbLost, usbPresent, useUsbPeer } from "./peer.js";

// Whoever connects tries again until the other side is there.
describe.each(["listen", "connect"] as const)("the device's part is to %s", (direction) => {
	const peer = useUsbPeer({ direction });

	test("it is there from the start", () => usbPresent(peer));
	test.each(["SIGTERM", "SIGKILL"] as const)("the device ends by %s and starts again under the running guest", async (signal) => {
		await peer.device.stop(signal);
		await usbLost(peer);
		await peer.device.start();
		await usbPresent(peer);
	});
	test("the guest ends and another boots", async () => {
		await peer.guest.stop();
		await peer.boot();
		await usbPresent(peer);
	});
	test("the guest reboots in the running QEMU", async () => {
		await peer.guest.reboot();
		await usbPresent(peer);
	});
	test("guest and device end at the same time and start again", async () => {
		await Promise.all([peer.guest.stop(), peer.device.stop("SIGKILL")]);
		await peer.device.start();
		await peer.boot();
		await usbPresent(peer);
	});
});
