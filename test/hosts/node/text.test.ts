// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import deviceUuid from "../../../hosts/node/identity.js";
import { formatEndpointType, formatVersion, messageTypeName } from "../../../hosts/node/names.js";

describe("versions", () => {
	test.each([
		[0xf1f0ff00, "1.0"],
		[0xf1f3f300, "1.3.3"],
		[0xf1f1f000, "1.1.0"],
		[0xf3f71061, "3.7.10a"],
		[0x1001f700, "10.01.7"],
	])("%d", (word, text) => {
		expect(formatVersion(word)).toBe(text);
	});
});

test("names", () => {
	expect(messageTypeName(0x01)).toBe("PLDM");
	expect(messageTypeName(0x42)).toBe("unknown");
	expect(formatEndpointType(0x12)).toBe("bus owner or bridge, at its static EID");
});

describe("a UUID of its own", () => {
	test("is the same every time", () => {
		expect(deviceUuid("pty", "host")).toBe(deviceUuid("pty", "host"));
		expect(deviceUuid("pty")).toBe(deviceUuid("pty"));
	});

	test("is another for another device or machine", () => {
		expect(new Set([deviceUuid("pty", "a"), deviceUuid("unix:/b", "a"), deviceUuid("pty", "b")]).size).toBe(3);
	});

	test("is a UUID of version 5", () => {
		expect(deviceUuid("pty")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	});
});
