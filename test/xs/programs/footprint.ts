// SPDX-License-Identifier: Apache-2.0
import { chunks, collect, memory, print, slots, target } from "host";
import Serial from "../../../modules/binding/serial/serial.js";
import Usb from "../../../modules/binding/usb/usb.js";
import control from "../../../modules/control/bridge-factory.js";
import Device from "../../../modules/device/device.js";
import nvmePldm from "../../../modules/device/profiles/nvme-pldm.js";
import type { Profile } from "../../../modules/device/profile.js";
import nvmeMi from "../../../modules/nvme-mi/factory.js";
import pldm from "../../../modules/pldm/factory.js";
import { checked, healthPoll, identifyController } from "../../support/drive.js";
import { packets } from "../../support/peer.js";
import equal from "./fixtures/equal.js";

const units = { receiveUnit: 64, transmissionUnit: 64 };
const inputSize = 256;
const usbPacket = 64;
const line = Serial.frames(units, inputSize);
const unique = Object.freeze({ uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" });

/** A drive that is a PLDM terminus, on a serial line and on USB. */
class Drive {
	readonly device: Device;
	readonly serial: Serial;
	readonly usb: Usb;

	constructor() {
		const port = { network: 1, ...units, wake() {} };
		this.device = new Device({
			profile: nvmePldm as Profile,
			ports: [
				{ ...port, eid: 8, frames: line },
				{ ...port, eid: 10, frames: Usb.frames },
			],
			factories: [control, nvmeMi, pldm],
			unique,
		});
		this.serial = new Serial(this.device.front, 0, inputSize);
		this.usb = new Usb(this.device.front, 1, usbPacket);
	}

	/** Bytes of the answer to a message by the first port, with the heads of its packets. */
	ask(message: readonly number[]): number {
		const { front } = this.device;
		const { frames } = front.port(0);
		for (const packet of packets(message)) {
			front.memory.set(packet, frames);
			front.receive(0, 0, frames, packet.length, 0);
		}
		let sum = 0;
		for (let length = front.transmit(0, 0, frames, 68); length > 0; length = front.transmit(0, 0, frames, 68)) {
			front.transmitted(0, 0, true);
			sum += length;
		}
		front.tick(0);
		return sum;
	}
}

/** RAM of a whole device: control, NVMe-MI with messages of 4 KiB and PLDM, behind two ports, after it has answered of each. */
export default function footprint(): void {
	settle();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	const drive = new Drive();
	settle();
	const { slotSize } = memory();
	const objects = (slots() - slotsBefore) * slotSize;
	const arena = drive.device.endpoint.memory.length;
	const others = chunks() - chunksBefore - arena;
	equal(drive.ask([0x00, 0x81, 0x02]), 11, "Get Endpoint ID");
	equal(drive.ask(checked(healthPoll)), 24, "health poll");
	equal(drive.ask(checked(identifyController)), 65 * 4 + 4120, "Identify");
	equal(drive.ask([0x01, 0x80, 0x02, 0x11, 0x01, 0x00, 0x00]), 17, "GetSensorReading");
	equal(drive.ask([0x01, 0x81, 0x02, 0x51, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, 0, 0, 0]) > 40, true, "GetPDR");
	const { scriptStack, stack, library, machine, data, bss, preloaded } = memory();
	figure("arena", arena);
	figure("objects", objects);
	figure("other chunks", others);
	if (!preloaded || "cortex-m4" !== target)
		return; /* Elsewhere, what lies in flash on a board is in RAM, and the stack has the parser's part. */
	const engine = library.slots * slotSize + library.chunks + machine + data + bss;
	const scripts = scriptStack * slotSize;
	figure("engine", engine);
	figure("script stack at its peak", scripts);
	figure("C stack at its peak", stack);
	figure("together", arena + objects + others + engine + scripts + stack);
}

/** The XS of the SDK frees some of what the set-up leaves only at the second collection. */
function settle(): void {
	collect();
	collect();
}

/** A line that the benchmarks read. */
function figure(name: string, value: number): void {
	print(`RAM of a drive with PLDM, ${name}: ${value} bytes`);
}
