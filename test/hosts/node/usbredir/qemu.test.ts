// SPDX-License-Identifier: Apache-2.0
// A real usb-guest: QEMU, whose firmware enumerates the device. A Linux guest that uses it is in test/linux.
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type UsbredirLink from "../../../../hosts/node/usbredir/link.js";
import { folder, open } from "../support/device.js";

const command = "qemu-system-x86_64";
const missing = 0 === spawnSync(command, ["--version"]).status ? "" : `${command} (apt-get install qemu-system-x86)`;
if (missing) console.log(`skipped: usbredir with QEMU needs ${missing}`);

/** QEMU with a USB controller and the device behind a socket. Ends with the test. */
class Qemu {
	readonly process: ChildProcessWithoutNullStreams;
	text = "";
	#waiting: (() => void)[] = [];

	constructor(controller: string, chardev: string, ...options: string[]) {
		const machine = ["-machine", "q35", "-accel", "tcg", "-m", "64", "-nodefaults", "-display", "none", "-monitor", "stdio"];
		const usb = ["-device", `${controller},id=usb`, "-chardev", `socket,id=redirection,${chardev}`];
		this.process = spawn(command, [...machine, ...usb, "-device", ["usb-redir,chardev=redirection,bus=usb.0,debug=4", ...options].join()]);
		for (const stream of [this.process.stdout, this.process.stderr])
			stream.setEncoding("utf8").on("data", (part: string) => {
				this.text += part;
				for (const wake of this.#waiting.splice(0)) wake();
			});
		onTestFinished(() => this.end());
	}

	/** Resolves once the text has come, `count` times from now on or before. */
	async until(text: string, count = 1): Promise<void> {
		while (this.text.split(text).length <= count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}

	/** The firmware has read the whole configuration, of 32 bytes. It looks once, and not for long: as long as it finds nothing, its machine is started anew. */
	async enumerated(): Promise<void> {
		const again = setInterval(() => this.process.stdin.write("system_reset\n"), 10_000);
		try {
			await this.until("ctrl-in status 0 len 32");
		} finally {
			clearInterval(again);
		}
	}

	/** What the monitor says of USB devices. */
	async devices(): Promise<string> {
		const before = this.text.length;
		this.process.stdin.write("info usb\n");
		const prompt = () => this.text.indexOf("\n(qemu) ", before);
		while (prompt() < 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
		return this.text.slice(before, prompt());
	}

	async end(): Promise<void> {
		if (null !== this.process.exitCode || null !== this.process.signalCode) return;
		const ended = new Promise((resolve) => this.process.once("exit", resolve));
		this.process.kill("SIGKILL");
		await ended;
	}
}

describe.skipIf(missing)("the firmware of QEMU", () => {
	test.each([
		["high", "xHCI", "qemu-xhci", "480 Mb/s"],
		["high", "EHCI", "usb-ehci", "480 Mb/s"],
		["high", "UHCI", "piix3-usb-uhci", "12 Mb/s"],
		["full", "xHCI", "qemu-xhci", "12 Mb/s"],
		["full", "UHCI", "piix3-usb-uhci", "12 Mb/s"],
	] as const)("enumerates a %s-speed device on %s", async (usbSpeed, _name, controller, speed) => {
		const path = join(folder(), "usb");
		await open(`listen:unix:${path}`, { transport: "usbredir", usbSpeed });
		const qemu = new Qemu(controller, `path=${path},reconnect=1`);
		await qemu.enumerated();
		expect(qemu.text).toContain(`attaching ${usbSpeed} speed device 1209:0001 version 1.0 class 00`);
		expect(qemu.text).toContain("using 64-bits ids");
		expect(await qemu.devices()).toContain(`Speed ${speed}`);
		expect(qemu.text).not.toMatch(/error|invalid|warning/i);
	});

	test("finds it again after it was unplugged", async () => {
		const path = join(folder(), "usb");
		const { device } = await open(`listen:unix:${path}`, { transport: "usbredir" });
		const link = device.links[0] as UsbredirLink;
		const qemu = new Qemu("qemu-xhci", `path=${path},reconnect=1`);
		await qemu.enumerated();
		link.unplug();
		await qemu.until("detaching device");
		expect(await qemu.devices()).not.toContain("Speed 480 Mb/s");
		link.plug();
		await qemu.until("attaching high speed device", 2);
		expect(await qemu.devices()).toContain("Speed 480 Mb/s");
	});

	test("finds it when QEMU is started anew, also where QEMU listens", async () => {
		const path = join(folder(), "usb");
		const { heard } = await open(`unix:${path}`, { transport: "usbredir" });
		for (let round = 1; round <= 2; round++) {
			const qemu = new Qemu("qemu-xhci", `path=${path},server=on,wait=off`);
			await qemu.until("attaching high speed device");
			await qemu.end();
			await heard.until("down: ", round);
		}
	});

	test("is refused by a filter, and the person is told", async () => {
		const path = join(folder(), "usb");
		const { heard } = await open(`listen:unix:${path}`, { transport: "usbredir" });
		const qemu = new Qemu("qemu-xhci", `path=${path},reconnect=1`, "filter=0x14:-1:-1:-1:0|-1:-1:-1:-1:1");
		await heard.until("usbredir0: the peer refuses this USB device");
		await qemu.until("rejected by device filter");
	});
});
