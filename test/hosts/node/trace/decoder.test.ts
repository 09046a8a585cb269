// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import Decoder from "../../../../hosts/node/trace/decoder.js";
import { formatDump, formatPacket, formatTime, jsonOf } from "../../../../hosts/node/trace/format.js";
import type { TracedPacket } from "../../../../hosts/node/trace/packet.js";
import { bytes, hex } from "../support/frames.js";

/** Packets in one decoder, as text. */
function decoded(...packets: (string | TracedPacket)[]): string[] {
	const decoder = new Decoder();
	return packets.map((packet) => formatPacket(decoder.decode("string" === typeof packet ? { bytes: bytes(packet) } : packet)));
}

describe("a packet in one line", () => {
	test.each<[string, Partial<TracedPacket>, string]>([
		[
			"01 09 08 c8 00 80 02",
			{ port: "serial0", direction: "received" },
			"serial0 <- EID 8 to 9 SOM EOM TO seq 0 tag 0 0x00 MCTP Control: 00 80 02  Get Endpoint ID request, instance 0",
		],
		["01 08 09 50 11 22", { port: "s0", direction: "sent" }, "s0 -> EID 9 to 8 EOM seq 1 tag 0: 11 22  ! no start of this message"],
		[
			"01 0a 08 cf 02 01",
			{ port: "serial0", direction: "received", dropped: "notForUs" },
			"serial0 <- EID 8 to 10 SOM EOM TO seq 0 tag 7 0x02 NC-SI over MCTP: 02 01  dropped: notForUs  NC-SI over MCTP, bytes 1",
		],
		["01 09", { direction: "received", dropped: "shortPacket" }, "<- 2 bytes  dropped: shortPacket  ! 2 bytes, a packet has more than 4"],
		["01 09 08 c8", {}, "EID 8 to 9 SOM EOM TO seq 0 tag 0:   ! no payload"],
		["02 09 08 88 05 00", {}, "EID 8 to 9 SOM TO seq 0 tag 0 0x05 SPDM: 05 00  ! header version 2, expected 1"],
		["01 09 08 88 05 00", { physical: 0x1d }, "0x1D EID 8 to 9 SOM TO seq 0 tag 0 0x05 SPDM: 05 00"],
		["", { faults: ["noise"] }, "! noise"],
		["01 09 08 88 05 00", { port: "a\x1b[2Jb" }, "a?[2Jb EID 8 to 9 SOM TO seq 0 tag 0 0x05 SPDM: 05 00"],
	])("%s %o", (packet, more, line) => {
		expect(decoded({ ...more, bytes: bytes(packet) })).toEqual([line]);
	});

	test("shows 16 bytes of the payload", () => {
		const [line] = decoded(`01 09 08 c8 7e ${"00".repeat(17)}`);
		expect(line).toContain("7e 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 +2");
	});
});

describe("control messages", () => {
	test.each([
		["00 81 01 00 09", "Set Endpoint ID request, instance 1, operation set, EID 9"],
		["00 9f 01 03 00", "Set Endpoint ID request, instance 31, operation set discovered, EID 0"],
		["00 01 01 00 10 09 00", "Set Endpoint ID answer, instance 1, completion success, assignment rejected, EID 9, pool 0"],
		["00 80 02", "Get Endpoint ID request, instance 0"],
		[
			"00 00 02 00 09 12 01",
			"Get Endpoint ID answer, instance 0, completion success, EID 9, kind bus owner or bridge, at its static EID, medium specific 0x01",
		],
		[
			"00 00 03 00 00112233 4455 6677 8899 aabbccddeeff",
			"Get Endpoint UUID answer, instance 0, completion success, UUID 00112233-4455-6677-8899-aabbccddeeff",
		],
		["00 80 04 ff", "Get MCTP Version Support request, instance 0, of base specification"],
		["00 80 04 04", "Get MCTP Version Support request, instance 0, of NVMe-MI"],
		["00 00 04 00 02 f1f0ff00 f1f3f300", "Get MCTP Version Support answer, instance 0, completion success, versions 1.0 1.3.3"],
		["00 00 04 80", "Get MCTP Version Support answer, instance 0, completion unsupported type"],
		["00 00 05 00 02 00 7e", "Get Message Type Support answer, instance 0, completion success, types 0x00 0x7E"],
		["00 80 06 01", "Get Vendor Defined Message Support request, instance 0, selector 1"],
		[
			"00 00 06 00 ff 00 ccde 0001",
			"Get Vendor Defined Message Support answer, instance 0, completion success, next selector 0xFF, PCI vendor 0xCCDE, command set 1",
		],
		[
			"00 00 06 00 01 01 0000a015 0000",
			"Get Vendor Defined Message Support answer, instance 0, completion success, next selector 0x01, IANA enterprise 40981, command set 0",
		],
		["00 80 07 0a", "Resolve Endpoint ID request, instance 0, EID 10"],
		["00 00 07 00 0b 1d", "Resolve Endpoint ID answer, instance 0, completion success, bridge EID 11, address 1d"],
		["00 80 08 00 05 0a", "Allocate Endpoint IDs request, instance 0, data 00 05 0a"],
		["00 80 09 00", "Routing Information Update request, instance 0, data 00"],
		["00 80 0a 00", "Get Routing Table Entries request, instance 0, data 00"],
		["00 00 0b 05", "Prepare for Endpoint Discovery answer, instance 0, completion unsupported command"],
		["00 c0 0c", "Endpoint Discovery datagram, instance 0"],
		["00 80 0d", "Discovery Notify request, instance 0"],
		["00 80 0e", "Get Network ID request, instance 0"],
		["00 80 0f 09 00", "Query Hop request, instance 0, data 09 00"],
		["00 00 10 00 ff 01 09 05 24 00", "Resolve UUID answer, instance 0, completion success, next handle 0xFF, entries 1, data 09 05 24 00"],
		["00 80 11", "Query Rate Limit request, instance 0"],
		["00 80 12", "Request TX Rate Limit request, instance 0"],
		["00 80 13", "Update Rate Limit request, instance 0"],
		[
			"00 00 14 00 02 24 09 00 0a",
			"Query Supported Interfaces answer, instance 0, completion success, interfaces medium 0x24 EID 9 medium 0x00 EID 10",
		],
		["00 80 f1", "transport specific command 0xF1 request, instance 0"],
		["00 80 77", "command 0x77 request, instance 0"],
		["00 00 77 81", "command 0x77 answer, instance 0, completion 0x81, specific to the command"],
		["00 00 02 02 55", "Get Endpoint ID answer, instance 0, completion invalid data, more than expected 55"],
		["00 80 02 55", "Get Endpoint ID request, instance 0, data 55"],
		["00 80 01 00", "Set Endpoint ID request, instance 0, operation set, EID 0  ! too short"],
		["00 00 02", "Get Endpoint ID answer, instance 0  ! too short"],
		["00 80", "MCTP Control  ! no command code"],
		["80 80 02", "Get Endpoint ID request, instance 0  ! integrity check bit set"],
	])("%s: %s", (message, text) => {
		const [line] = decoded(`010908c8 ${message}`);
		expect(line.slice(line.indexOf("  ") + 2)).toBe(text);
	});
});

describe("other messages", () => {
	test.each([
		["7e cc de f0 01 02", "mctp-echo, PCI vendor 0xCCDE, bytes 2"],
		["7e cc de f1", "mctp-bench, PCI vendor 0xCCDE, bytes 0"],
		["7e cc de 01 02", "vendor's message, PCI vendor 0xCCDE, bytes 2"],
		["7e 1a b4 f0", "vendor's message, PCI vendor 0x1AB4, bytes 1"],
		["7f 00 00 a0 15 aa", "vendor's message, IANA enterprise 40981, bytes 1"],
		["7e cc", "vendor's message  ! no vendor id"],
		["01 80 00 02", "PLDM GetTID request, instance 0"],
		[
			"01 03 02 11 00 03 00 02 01 01 01 eb 00",
			"PLDM GetSensorReading answer, instance 3, completion success, sensorDataSize 3, operationalState 0, eventMessageEnable 2, presentState 1, previousState 1, eventState 1, presentReading 235",
		],
		[
			"01 03 02 11 00 03 00 02",
			"PLDM GetSensorReading answer, instance 3, completion success, sensorDataSize 3, operationalState 0, eventMessageEnable 2, presentState 0, previousState 0, eventState 0, presentReading 0  ! too short",
		],
		["01 03 02 51 82", "PLDM GetPDR answer, instance 3, completion 0x82, invalid record handle"],
		[
			"01 83 02 0a 01 05 00 01 00 02 08 01 00 2a",
			"PLDM PlatformEventMessage request, instance 3, formatVersion 1, tid 5, eventClass 0, eventData 01 00 02 08 01 00 2a",
		],
		[
			"01 81 04 02 00 00 00 00 01 aa",
			"PLDM GetFRURecordTable request, instance 1, dataTransferHandle 0, transferOperationFlag 1, more than expected aa",
		],
		["01 c0 05 01 00", "PLDM firmware update command 0x01 datagram, instance 0, data 00"],
		["01 00 3f 01 05", "PLDM OEM command 0x01 answer, instance 0, completion unsupported command"],
		["01 80 40 02", "PLDM GetTID request, instance 0  ! header version 1"],
		["01 80", "PLDM  ! header cut short"],
		["05 10 84 00 00", "SPDM, bytes 4"],
		["42 01", "unknown, bytes 1"],
		/* The integrity checks were computed by another program. */
		["84 08 00 00 01 00 00 00 00 00 00 00 00 00 00 00 d2 d4 77 36", "NVMe-MI NVM Subsystem Health Status Poll request, slot 0, bytes 11"],
		["84 88 00 00 00 00 00 00 24 55 77 22", "NVMe-MI MI Command answer, slot 0, status success, bytes 3"],
		[
			"84 88 00 00 00 00 00 00 24 55 77 23",
			"NVMe-MI MI Command answer, slot 0, status success, bytes 3  ! integrity check 0x23775524, expected 0x22775524",
		],
		["04 11 00 00 06", "NVMe-MI Identify request, slot 1, bytes 0  ! integrity check bit clear"],
		["84 00 00 00 03 55 01 00 fa 7c ec 64", "NVMe-MI Get State request, slot 0, bytes 3"],
		[
			"84 11 00 00 06 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 10 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 15 88 96 5d",
			"NVMe-MI Identify request, slot 1, controller 0, namespace 1, structure namespace, length 4096, bytes 63",
		],
		[
			"84 10 00 00 02 00 00 00 ff ff ff ff 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 04 00 00 00 08 00 00 00 00 00 00 00 00 00 00 00 02 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 d2 55 ff",
			"NVMe-MI Get Log Page request, slot 0, controller 0, namespace all, page SMART / Health Information, offset 4, length 8, bytes 63",
		],
		[
			"84 10 00 00 0a 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 e0 55 de d9",
			"NVMe-MI Get Features request, slot 0, controller 0, feature Temperature Threshold, bytes 63",
		],
		[
			"84 10 00 00 08 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 3e 6c 24 d3",
			"NVMe-MI Abort request, slot 0, prohibited 0x08, controller 0, bytes 63",
		],
		[
			"84 10 00 00 c5 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 b1 75 79 7c",
			"NVMe-MI NVMe Admin Command request, slot 0, opcode 0xC5, controller 0, bytes 63",
		],
		[
			"84 08 00 00 04 00 00 00 03 00 00 01 00 00 00 00 e7 b8 94 21",
			"NVMe-MI Configuration Get request, slot 0, configuration MCTP Transmission Unit Size, bytes 11",
		],
		["84 88 00 00 04 00 0a 00 81 97 04 e3", "NVMe-MI MI Command answer, slot 0, status invalid parameter, byte 10, bit 0, bytes 3"],
		[
			"84 90 00 00 01 00 19 00 00 00 00 00 00 00 00 00 00 00 00 00 78 ab c1 d7",
			"NVMe-MI NVMe Admin Command answer, slot 0, status more processing required, time 2.5 s, bytes 15",
		],
		[
			"84 90 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 05 80 94 8f de 57",
			"NVMe-MI NVMe Admin Command answer, slot 0, status success, completion invalid field, bytes 15",
		],
		["84 28 00 00 01 00 10 00 00 07 08 09 00 00 08 00 00 00 00 01 d9 90 b2 d6", "NVMe-MI Asynchronous Event, slot 0, events 1, bytes 15"],
		["84 38 00 00 01 8a 58 fb f1", "NVMe-MI type 7 request, slot 0, opcode 0x01, bytes 0"],
		["84 08 00 00", "NVMe-MI  ! no integrity check  ! header cut short"],
	])("%s: %s", (message, text) => {
		const [line] = decoded(`010908c8 ${message}`);
		expect(line.slice(line.indexOf("  ") + 2)).toBe(text);
	});
});

describe("messages of several packets", () => {
	const part = "55".repeat(60);
	const first = `010908 89 7eccdef0 ${part}`;
	const end = "010908 59 aa";

	test("are put together; the last packet says what they are", () => {
		const [start, last] = decoded(first, end);
		expect(start).not.toContain("mctp-echo");
		expect(last).toBe("EID 8 to 9 EOM TO seq 1 tag 1: aa  mctp-echo, PCI vendor 0xCCDE, bytes 61, 65 bytes in 2 packets");
	});

	test("grow side by side: other tags, sources, ports and directions", () => {
		const others = ["010908 8a 7eccdef0 01", "010808 81 7eccdef0 02", "010909 89 7eccdef0 03"];
		const received = { port: "a", direction: "received", bytes: bytes("010908 89 7eccdef0 04") } as const;
		const sent = { ...received, direction: "sent", bytes: bytes("010908 89 7eccdef0 05") } as const;
		const elsewhere = { ...received, port: "b", bytes: bytes("010908 89 7eccdef0 06") };
		const lines = decoded(
			first,
			...others,
			received,
			sent,
			elsewhere,
			end,
			{ ...elsewhere, bytes: bytes("010908 59") },
			{ ...sent, bytes: bytes("01090859 77") },
		);
		expect(lines.filter((line) => line.includes("packets"))).toEqual([
			expect.stringContaining("65 bytes in 2 packets"),
			expect.stringContaining("6 bytes in 2 packets"),
		]);
		expect(lines.at(-2)).toContain("! no payload");
	});

	test.each([
		["a sequence number left out", [first, "010908 69 aa"], "! sequence number 2, expected 1: the message is given up"],
		["a middle of another size", [first, "010908 19 aa"], "! 1 bytes of payload, the first packet had 64: the message is given up"],
		[
			"an end that is too large",
			[first, `010908 59 ${"00".repeat(65)}`],
			"! 65 bytes of payload, the first packet had 64: the message is given up",
		],
		["begun anew", [first, first], "! the message before ends without its last packet, after 64 bytes"],
		["no start", [end], "! no start of this message"],
		["after it was given up", [first, "010908 69 aa", end], "! no start of this message"],
	])("%s", (_name, packets, fault) => {
		expect(decoded(...packets).at(-1)).toContain(fault);
	});

	test("without packets that were dropped; with those of a message that had no answer", () => {
		const dropped = { bytes: bytes("010908 59 bb"), dropped: "sequence" };
		const silent = { bytes: bytes(end), dropped: "silent" };
		expect(decoded(first, dropped, silent).at(-1)).toContain("65 bytes in 2 packets");
	});

	test("of more bytes than make sense are given up", () => {
		const decoder = new Decoder();
		const faults: string[] = [];
		for (let count = 0; count < 2100; count++) {
			const flags = (0 === count ? 0x88 : 0x08) | ((count & 3) << 4);
			faults.push(...decoder.decode({ bytes: bytes(`010908${flags.toString(16).padStart(2, "0")} ${"00".repeat(64)}`) }).faults);
		}
		expect(faults[0]).toBe("more than 131072 bytes: the message is given up");
	});

	test("that never end are forgotten, the oldest first", () => {
		const decoder = new Decoder();
		for (let port = 0; port < 65; port++) decoder.decode({ port: `${port}`, bytes: bytes(first) });
		expect(decoder.decode({ port: "0", bytes: bytes(end) }).faults).toEqual(["no start of this message"]);
		expect(decoder.decode({ port: "1", bytes: bytes(end) }).message?.packets).toBe(2);
	});
});

test("as a value for JSON", () => {
	const packet = { time: 1_000_001, port: "s0", direction: "received", physical: 0, bytes: bytes("01 09 08 c8 00 80 02") } as const;
	expect(JSON.parse(JSON.stringify(jsonOf(new Decoder().decode(packet))))).toEqual({
		time: 1.000001,
		port: "s0",
		direction: "received",
		header: { version: 1, destination: 9, source: 8, start: true, end: true, sequence: 0, tagOwner: true, tag: 0 },
		payload: "008002",
		faults: [],
		message: {
			type: 0,
			integrityCheck: false,
			name: "Get Endpoint ID request",
			fields: { instance: 0 },
			packets: 1,
			bytes: "008002",
			faults: [],
		},
	});
});

test("times, and bytes in rows", () => {
	expect(formatTime(1_795_262_015_065_270)).toBe("11:53:35.065270");
	expect(formatTime(1e300)).toBe("1e+300 us");
	expect(formatDump(bytes(`${"00".repeat(16)} ff`))).toBe(`000000  ${hex(Buffer.alloc(16))}\n000010  ff`);
});

test("any bytes: a line without control characters, and a value for JSON", () => {
	const decoder = new Decoder();
	const head = fc.constantFrom("", "010908c8", "010908c87eccde", "010908c800", "010908c88408", "01090888", "01090848");
	fc.assert(
		fc.property(head, fc.uint8Array({ maxLength: 80 }), fc.string(), (begin, rest, port) => {
			const packet = decoder.decode({ port, bytes: Buffer.concat([bytes(begin), rest]) });
			expect(formatPacket(packet)).not.toMatch(/\p{Cc}/u);
			JSON.stringify(jsonOf(packet));
		}),
		{ numRuns: 2000 },
	);
});
