// SPDX-License-Identifier: Apache-2.0
// A Linux kernel's mctp-usb in front of the driver of OTG_FS: QEMU's usb-redir device, a USB host on the bus of the model, and the model in the image.
import { afterAll, beforeAll, beforeEach, describe, expect, inject, onTestFailed, test } from "vitest";
import { Guest } from "../linux/guest.js";
import { askReport } from "./diagnostics.js";
import { Emulator } from "./emulator.js";
import { Host } from "./host.js";
import { onUsb } from "./images.js";
import UsbBus from "./usb-bus.js";
import UsbRedirector from "./usb-redirector.js";

/** Where OtgModel counts misuses (hosts/stm32f405/model/otg-fs.h): behind five words. */
const misuses = 20;

describe.each(onUsb)("the USB device of %s, in front of Linux", (image) => {
	const skipped = inject("withoutImage")[image] ?? inject("withoutGuest");
	const emulator = new Emulator(image);
	let bus: UsbBus;
	let redirector: UsbRedirector;
	let guest: Guest;

	beforeEach((context) => context.skip(undefined !== skipped, skipped));
	beforeAll(async () => {
		if (undefined !== skipped) return;
		await emulator.start();
		bus = new UsbBus(await emulator.usb());
		await bus.attached();
		redirector = new UsbRedirector(bus, emulator.socket("usbredir"));
		guest = await Guest.boot("qemu.sh", [`xhci=connect:${emulator.socket("usbredir")}`]);
	});
	afterAll(async () => {
		await guest?.stop();
		await redirector?.close();
		await emulator.stop();
	});
	beforeEach(() => onTestFailed(() => console.log(redirector?.troubles.join("\n"))));
	const output = (line: string) => guest.output(line);
	/** Brings the link up and gives the device EID 9. */
	async function attached(): Promise<void> {
		await output("usb_up 8 9");
		expect(await output("mctptool req -i mctpusb0 1 0 0 81 01 00 09")).toMatch(/: 01 01 00 00 09 00$/);
		expect(await output("mctptool req 1 9 0 82 02")).toBe("9: 02 02 00 09 00 00");
	}

	test("it is enumerated, at full speed, with the number of the chip", async () => {
		await attached();
		expect(await output("usb_attribute speed")).toBe("12");
		expect(await output("usb_attribute serial")).toMatch(/^[0-9A-F]{24}$/);
		const names = ["bInterfaceClass", "bInterfaceSubClass", "bInterfaceProtocol", "bNumEndpoints"];
		expect(await output(`cd /sys/class/net/mctpusb0/device && cat ${names.join(" ")}; cd /`)).toBe("14\n00\n01\n02");
	});
	test.each([1, 52, 53, 56, 57, 60, 61, 64, 250, 1000, 2048])("echo of %i bytes", async (length) => {
		expect(await output(`mctptool ping 1 9 0x7e ${length} ccdef0`)).toBe(`9: ${length + 3} bytes, same`);
	});
	test.each([68, 251])("MTU %i", async (mtu) => {
		await output(`mctptool down mctpusb0; mctptool up mctpusb0 ${mtu}`);
		for (const length of [1, 243, 244, 1000, 2048])
			expect(await output(`mctptool ping 1 9 0x7e ${length} ccdef0`)).toBe(`9: ${length + 3} bytes, same`);
	});
	test("eight requests at the same time, five times", async () => {
		const round = "for i in 1 2 3 4 5 6 7 8; do mctptool ping 1 9 0x7e 40 ccdef0 & done; wait";
		const answers = await output(`{ for round in 1 2 3 4 5; do ${round}; done; } 2>&1 | sort | uniq -c`);
		expect(answers.trim()).toBe("40 9: 43 bytes, same");
	});
	test("200 requests in a row", async () => {
		const line = "i=0; while [ $i -lt 200 ]; do mctptool req 1 9 0 80 02; i=$((i + 1)); done 2>&1 | sort | uniq -c";
		expect((await output(line)).trim()).toBe("200 9: 00 02 00 09 00 00");
	});
	test("100 exchanges allocate nothing; interrupts leave the C stack room", async () => {
		await askReport(guest);
		const { figures: before } = await askReport(guest);
		const loop = "i=0; while [ $i -lt 100 ]; do mctptool ping 1 9 0x7e 100 ccdef0; i=$((i + 1)); done 2>&1 | sort | uniq -c";
		expect((await output(loop)).trim()).toBe("100 9: 103 bytes, same");
		const { figures: after, fault } = await askReport(guest);
		expect(fault).toBe(0);
		for (const name of ["slotsUsed", "chunksUsed", "collections", "starts"]) expect(after[name], name).toBe(before[name]);
		expect(after.nativePeak).toBeLessThan(after.nativeStack);
	});
	test("unplugged and plugged in again, twice", async () => {
		for (let turn = 0; turn < 2; turn++) {
			redirector.replug();
			await output("usb_lost");
			await attached();
		}
	});
	test("when the driver lets go of it and takes it again", async () => {
		await output("interface=$(basename $(readlink /sys/class/net/mctpusb0/device)); driver=/sys/bus/usb/drivers/mctp-usb");
		await output("echo $interface > $driver/unbind; wait_gone mctpusb0; echo $interface > $driver/bind");
		await attached();
	});
	test("when its configuration is taken away and given again", async () => {
		await output("device=$(readlink -f /sys/class/net/mctpusb0/device/..)");
		await output("echo 0 > $device/authorized; wait_gone mctpusb0; echo 1 > $device/authorized");
		await attached();
	});
	test("suspended and resumed it keeps its EID", async () => {
		await bus.suspend(true);
		await bus.suspend(false);
		expect(await output("mctptool req 1 9 0 82 02")).toBe("9: 02 02 00 09 00 00");
	});
	test("the driver has done nothing to the core that the manual forbids, and never had to start it anew", async () => {
		expect(await emulator.debugger.stopped((machine) => machine.read("gOtgModel", misuses))).toBe(0);
		expect(redirector.troubles).toEqual([]);
	});
});

describe.each(onUsb)("the USB device of %s, by literal transfers", (image) => {
	const skipped = inject("withoutImage")[image];
	const emulator = new Emulator(image);
	let bus: UsbBus;

	beforeEach((context) => context.skip(undefined !== skipped, skipped));
	beforeAll(async () => {
		if (undefined !== skipped) return;
		await emulator.start();
		bus = new UsbBus(await emulator.usb());
		await bus.attached();
		await bus.reset();
		await bus.control(Buffer.from([0x00, 0x09, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00])); // SET_CONFIGURATION 1
	});
	afterAll(() => emulator.stop());
	async function ask(...transfer: number[]): Promise<string> {
		await bus.send(Buffer.from(transfer));
		const answer = await bus.receive(512, AbortSignal.timeout(60_000));
		return answer!.toString("hex");
	}

	test("Set Endpoint ID, and then request after request", async () => {
		expect(await ask(0x1a, 0xb4, 0x00, 0x0d, 0x01, 0x00, 0x08, 0xc8, 0x00, 0x81, 0x01, 0x00, 0x09)).toBe("1ab4000f010809c000010100000900");
		for (let turn = 0; turn < 20; turn++)
			expect(await ask(0x1a, 0xb4, 0x00, 0x0b, 0x01, 0x09, 0x08, 0xc9, 0x00, 0x82, 0x02)).toMatch(/^1ab4000f010809[c-f]100020200090000$/);
	});
	test("its serial line answers beside it, in a network of its own", async () => {
		const host = new Host(await emulator.line());
		expect(await host.ask(0x00, [0x80, 0x02])).toEqual([0x00, 0x02, 0x00, 0x00, 0x00, 0x00]);
		host.close();
	});
});
