// SPDX-License-Identifier: Apache-2.0
// What a USB host sees of them is in the tables of usbredir.
import { describe, expect, it } from "vitest";
import Descriptors, { DescriptorType, Speed, type DescriptorOptions } from "../../../modules/usb/descriptors.js";
import { hex } from "../../support/text.js";

function descriptor(options: DescriptorOptions, type: number, index = 0): string | undefined {
	const descriptors = new Descriptors(options);
	const found = descriptors.find(type, index, descriptors.speed);
	return found && hex(descriptors.memory, found.offset, found.length);
}

describe("a device", () => {
	it("has the ids, release and strings of its options", () => {
		const options = { vendorId: 0xffff, productId: 0, release: 0x1234, manufacturer: "a", product: "bä€", serialNumber: "9" };
		expect(descriptor(options, DescriptorType.device)).toBe("12010002" + "00000040" + "ffff0000" + "3412010203" + "01");
		expect(descriptor(options, DescriptorType.string, 1)).toBe("0403" + "6100");
		expect(descriptor(options, DescriptorType.string, 2)).toBe("0803" + "6200e400ac20");
		expect(descriptor(options, DescriptorType.string, 3)).toBe("0403" + "3900");
	});

	it("has the test id of pid.codes and no serial number where they are left out, or undefined", () => {
		const expected = "12010002" + "00000040" + "09120100" + "0001010200" + "01";
		expect(descriptor({}, DescriptorType.device)).toBe(expected);
		expect(descriptor({ vendorId: undefined, product: undefined } as DescriptorOptions, DescriptorType.device)).toBe(expected);
		expect(descriptor({}, DescriptorType.string, 3)).toBeUndefined();
	});

	it("without any string has no table of languages", () => {
		const options = { manufacturer: "", product: "" };
		expect(descriptor(options, DescriptorType.device)?.slice(28)).toBe("00000001");
		expect(descriptor(options, DescriptorType.string, 0)).toBeUndefined();
	});

	it("tells its other speed at either speed", () => {
		const descriptors = new Descriptors();
		const packetSize = (type: number, speed: Speed) => {
			const { offset, length } = descriptors.find(type, 0, speed)!;
			return hex(descriptors.memory, offset + length - 3, 2);
		};
		expect(packetSize(DescriptorType.configuration, Speed.high)).toBe("0002");
		expect(packetSize(DescriptorType.otherSpeedConfiguration, Speed.high)).toBe("4000");
		expect(packetSize(DescriptorType.configuration, Speed.full)).toBe("4000");
		expect(packetSize(DescriptorType.otherSpeedConfiguration, Speed.full)).toBe("0002");
	});
});

describe("what a descriptor cannot say", () => {
	it.each([
		[{ vendorId: 0x10000 }, "USB vendor id 65536: 0 to 0xffff"],
		[{ productId: -1 }, "USB product id -1: 0 to 0xffff"],
		[{ release: 1.5 }, "USB release 1.5: 0 to 0xffff"],
		[{ product: "x".repeat(127) }, "127 characters, at most 126 fit"],
	])("%j", (options, message) => {
		expect(() => new Descriptors(options)).toThrow(RangeError);
		expect(() => new Descriptors(options)).toThrow(message);
	});

	it("is not the longest string", () => {
		expect(descriptor({ product: "x".repeat(126) }, DescriptorType.string, 2)?.slice(0, 4)).toBe("fe03");
	});
});
