// SPDX-License-Identifier: Apache-2.0
// The compiled profiles of the package are devices that answer.
import { collect, memory, print, slots } from "host";
import control from "../../../modules/control/factory.js";
import deviceActivation from "../../../modules/device/activation.js";
import Device from "../../../modules/device/device.js";
import type { Profile } from "../../../modules/device/profile.js";
import endpoint from "../../../modules/device/profiles/endpoint.js";
import faulty from "../../../modules/device/profiles/faulty.js";
import vendorDefined from "../../../modules/device/profiles/vendor.js";
import fault from "../../../modules/fault/factory.js";
import vendor from "../../../modules/vendor/factory.js";
import { bytes, hex } from "../../support/text.js";
import equal from "./fixtures/equal.js";

const port = Object.freeze({ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} });
const unique = Object.freeze({ uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" });
const getUuid = "010809c8008003";
const uuid = "010908c00000030000112233445566778899aabbccddeeff";

const all = Object.freeze([control, vendor, fault]);

function make(profile: Profile, factories = all): Device {
	return new Device({ profile, ports: [port], factories, unique });
}

/** What a device takes. */
function measured(what: string, factories = all): Device {
	collect();
	const before = slots();
	const device = make(endpoint, factories);
	collect();
	print(`${what}: arena ${device.endpoint.memory.length} bytes, objects ${(slots() - before) * memory().slotSize} bytes`);
	return device;
}

/** The answer to a packet, or an empty text. */
function ask({ front }: Device, packet: string, now: number): string {
	const request = bytes(packet);
	const { frames } = front.port(0);
	front.memory.set(request, frames);
	front.receive(0, now, frames, request.length, 0);
	front.tick(now);
	const length = front.transmit(0, now, frames, 68);
	if (length > 0) front.transmitted(0, now, true);
	return hex(front.memory, frames, length);
}

function refused(profile: object): string {
	try {
		make(profile as Profile);
	} catch (error) {
		return (error as RangeError).message;
	}
	return "nothing";
}

export default function device(): void {
	const bare = measured("without faults", Object.freeze([control, vendor]));
	const plain = measured("with faults");
	equal(ask(bare, getUuid, 0), uuid, "endpoint without faults: UUID");
	equal(ask(plain, getUuid, 0), uuid, "endpoint: UUID");
	equal(ask(plain, "010809c87eccdef0aa", 0), "010908d07eccdef0aa", "endpoint: echo");

	const fan = make(vendorDefined);
	equal(ask(fan, "010809c87e1af4021100", 0), "010908c07e1af48211001027", "vendor: Get speed");
	equal(ask(fan, "010809c87f0000019c00", 0), "010908d07f0000019c00", "vendor: Ping");
	equal(ask(fan, "010809c87eccdef0aa", 0), "", "vendor: no echo");

	const bad = make(faulty);
	equal(ask(bad, getUuid, 100), "", "faulty: silent at first");
	equal(ask(bad, getUuid, 3000), uuid, "faulty: not for ever");

	const names = deviceActivation(plain, ["usb0"]).children!.map(({ name }) => name);
	equal(names.join(), "endpoint,faults", "parts that operators see");

	equal(refused({ name: "x", memory: { slots: 256 } }), "memory.slots: must be a whole number from 0 to 255", "range");
	equal(
		refused({ name: "x", vendor: { messages: [{ pci: 1, exchanges: [] }, {}] } }),
		'vendor.messages[1]: needs either "pci" or "iana"',
		"vendor",
	);
	equal(refused({ name: "\u00fc" }), "name: must be 1 to 32 letters and digits, a letter first", "name");
	equal(
		refused({ name: "x", identity: { product: "\u0007" } }),
		"identity.product: must be a text of 1 to 126 printable characters",
		"text",
	);
}
