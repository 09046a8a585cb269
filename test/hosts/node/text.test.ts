// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import deviceUuid from "../../../hosts/node/identity.js";
import { formatEndpointType, formatVersion, messageTypeName } from "../../../hosts/node/names.js";
import { formatPacket } from "../../../hosts/node/trace/format.js";
import { Counter } from "../../../modules/mctp/counter.js";
import { bytes } from "./support/frames.js";

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

describe("packets in a trace", () => {
	test.each([
		[Counter.received, "01 09 08 c8 00 80 02", "serial0 <- EID 8 to 9 SOM EOM TO seq 0 tag 0 0x00 MCTP Control: 00 80 02"],
		[Counter.sent, "01 08 09 50 11 22", "serial0 -> EID 9 to 8 EOM seq 1 tag 0: 11 22"],
		[Counter.notForUs, "01 0a 08 cf 84 01", "serial0 <- EID 8 to 10 SOM EOM TO seq 0 tag 7 0x04 NVMe-MI: 84 01  dropped: notForUs"],
		[Counter.shortPacket, "01 09", "serial0 <- 2 bytes  dropped: shortPacket"],
		[
			Counter.received,
			"01 09 08 88 01 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10",
			"serial0 <- EID 8 to 9 SOM TO seq 0 tag 0 0x01 PLDM: 01 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e +2",
		],
	])("%i %s", (counter, packet, line) => {
		expect(formatPacket(counter, "serial0", bytes(packet))).toBe(line);
	});
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
