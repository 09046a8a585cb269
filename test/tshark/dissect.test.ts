// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import Decoder from "../../hosts/node/trace/decoder.js";
import { followPackets } from "../../hosts/node/trace/packet.js";
import PcapngTrace from "../../hosts/node/trace/pcapng-trace.js";
import Requester from "../../hosts/node/requester.js";
import { Reply, type Responder } from "../../modules/mctp/responder.js";
import bundle from "../hosts/node/support/bundle.js";
import { folder, Heard } from "../hosts/node/support/device.js";
import { body, bytes, echo, frame, hex, message, packets } from "../hosts/node/support/frames.js";
import { pair } from "../hosts/node/support/pair.js";
import { Peer } from "../hosts/node/support/peer.js";
import Run from "../hosts/node/support/run.js";
import { packetsOf } from "../hosts/node/trace/support.js";
import { fields, follow, missing, tshark } from "./tshark.js";

/** Every control command: code, request data, completion code of the device. */
const commands: readonly (readonly [code: number, data: string, completion: number])[] = [
	[0x01, "00 09", 0x00],
	[0x01, "00 00", 0x02],
	[0x02, "", 0x00],
	[0x03, "", 0x00],
	[0x04, "ff", 0x00],
	[0x04, "42", 0x80],
	[0x05, "", 0x00],
	[0x05, "00", 0x03],
	[0x06, "00", 0x00],
	[0x07, "09", 0x05],
	[0x08, "00 01 0a", 0x05],
	[0x09, "00", 0x05],
	[0x0a, "00", 0x05],
	[0x0b, "", 0x05],
	[0x0c, "", 0x05],
	[0x0d, "", 0x05],
	[0x0e, "", 0x05],
	[0x0f, "09 00", 0x05],
	[0x10, "00 ".repeat(17), 0x05],
	[0x11, "", 0x05],
	[0x12, "", 0x05],
	[0x13, "", 0x05],
	[0x14, "", 0x00],
	[0xf0, "", 0x05],
	[0x77, "", 0x05],
];
const echoSizes = [1, 60, 61, 1024, 8192];

/** Packets that the device drops, and why. */
const dropped: readonly (readonly [packet: string, reason: string])[] = [
	["01 37 08 c8 00 80 02", "notForUs"],
	["02 09 08 c8 00 80 02", "headerVersion"],
	["01 09 03 c8 00 80 02", "invalidSource"],
	["01 09 08 5a 7e cc de f0", "noStart"],
	["01 09 08 c8 42 00", "messageType"],
	["01 09 08 c0 00 00 02 00 09 00 00", "unsolicited"],
	["01 09 08 c8 7e cc de 77", "silent"],
];

/** Messages there and back, in their order. */
const asked: string[] = [];
let recording: Promise<Buffer> | undefined = undefined;

/** What the device traces while it is asked everything; recorded once. */
async function recorded(): Promise<string> {
	recording ??= record();
	const file = join(folder(), "trace.pcapng");
	writeFileSync(file, await recording);
	return file;
}

async function record(): Promise<Buffer> {
	const file = join(folder(), "trace.pcapng");
	const socket = join(folder(), "serial");
	const run = new Run(bundle(), "device", "--serial", `listen:unix:${socket}`, "--trace", file);
	await run.until("serial0 listens on ");
	const peer = await Peer.connect({ path: socket });
	for (const [index, [code, data]] of commands.entries()) {
		const request = Buffer.concat([Uint8Array.of(0x00, 0x80 | index, code), bytes(data)]);
		/* The first one gives the device its EID. */
		await exchange(peer, request, 0 === index ? frame(Buffer.concat([bytes("01 00 08 c8"), request])) : message(0, request));
	}
	for (const size of echoSizes) await exchange(peer, echo(Uint8Array.from({ length: size }, (_none, index) => index)));
	for (const [packet] of dropped) peer.write(frame(bytes(packet)));
	await exchange(peer, bytes("00 9f 02"));
	run.process.kill("SIGTERM");
	expect(await run.status).toBe(0);
	return readFileSync(file);
}

async function exchange(peer: Peer, request: Buffer, frames = message(0, request)): Promise<void> {
	peer.write(frames);
	let received = Buffer.alloc(0);
	do received = Buffer.concat([received, await peer.read(1), await peer.read(peer.pending)]);
	while (!isWhole(received));
	asked.push(hex(request), hex(body(received)));
}

/** Whether these are whole frames, of which the last one ends its message. */
function isWhole(received: Buffer): boolean {
	try {
		return 0 !== (packets(received).at(-1)![3] & 0x40);
	} catch {
		return false;
	}
}

describe.skipIf(missing)("a trace of the device under real requests", () => {
	test("no packet is malformed, and every frame is MCTP", async () => {
		const file = await recorded();
		expect(tshark("-r", file, "-Y", '_ws.malformed || !(mctp || frame.comment contains "headerVersion")')).toBe("");
	});

	test("requests and answers of the control protocol", async () => {
		const file = await recorded();
		const rows = fields(file, 'mctpc && !(frame.comment contains "dropped")', "mctpc.rq", "mctpc.command", "mctpc.instance", "mctpc.cc");
		const expected = [...commands, [0x02, "", 0x00] as const].flatMap(([code, , completion], index) => {
			const instance = `0x${(index < commands.length ? index : 0x1f).toString(16).padStart(2, "0")}`;
			const common = { "mctpc.command": `${code}`, "mctpc.instance": instance };
			const answer = { ...common, "mctpc.rq": "False", "mctpc.cc": `0x${completion.toString(16).padStart(2, "0")}` };
			return [{ ...common, "mctpc.rq": "True", "mctpc.cc": "" }, answer];
		});
		expect(rows).toEqual(expected);
	});

	test("commands have the same names as in decode, where tshark has names", async () => {
		const names = fields(await recorded(), 'mctpc.command <= 5 && !(frame.comment contains "dropped")', "_ws.col.info");
		const decoder = new Decoder();
		const own = asked
			.filter((message) => /^00 .. 0[1-5]/.test(message))
			.map((message) => decoder.decode({ bytes: bytes(`010908c8 ${message}`) }).message!.name)
			.map((name) => `MCTP ${name}`.replace(/ request$/, " Request").replace(/ answer$/, " Response"));
		expect(names.map((row) => row["_ws.col.info"])).toEqual(own);
	});

	test("interface, direction, EIDs", async () => {
		const file = await recorded();
		const rows = fields(
			file,
			"mctp",
			"frame.interface_name",
			"frame.packet_flags_direction",
			"sll.pkttype",
			"mctp.src",
			"mctp.dst",
			"frame.comment",
		);
		expect(rows[0]).toEqual({
			"frame.interface_name": "serial0",
			"frame.packet_flags_direction": "0x00000001",
			"sll.pkttype": "0",
			"mctp.src": "8",
			"mctp.dst": "0",
			"frame.comment": "serial0 received",
		});
		expect(rows[1]).toEqual({
			"frame.interface_name": "serial0",
			"frame.packet_flags_direction": "0x00000002",
			"sll.pkttype": "4",
			"mctp.src": "9",
			"mctp.dst": "8",
			"frame.comment": "serial0 sent",
		});
	});

	test("dropped packets, with the reason", async () => {
		const file = await recorded();
		const rows = fields(file, 'frame.comment contains "dropped"', "frame.comment", "frame.packet_flags_direction");
		expect(rows).toEqual(
			dropped.map(([, reason]) => ({ "frame.comment": `serial0 dropped: ${reason}`, "frame.packet_flags_direction": "0x00000001" })),
		);
	});

	test("long messages are put together in both directions", async () => {
		const file = await recorded();
		const long = echoSizes.filter((size) => size + 4 > 64);
		const rows = fields(file, "mctp.reassembled.length", "mctp.src", "mctp.reassembled.length", "mctp.fragment.count");
		expect(rows).toEqual(
			long.flatMap((size) =>
				[8, 9].map((source) => ({
					"mctp.src": `${source}`,
					"mctp.reassembled.length": `${size + 4}`,
					"mctp.fragment.count": `${Math.ceil((size + 4) / 64)}`,
				})),
			),
		);
	});

	test("decode tells the same messages as were exchanged", async () => {
		const file = await recorded();
		const decoder = new Decoder();
		const messages = (await packetsOf(readFileSync(file)))
			.map((packet) => decoder.decode(packet))
			.filter(({ dropped }) => undefined === dropped);
		expect(messages.flatMap(({ message }) => (undefined === message ? [] : [hex(message.bytes)]))).toEqual(asked);
	});

	test.each(["pcapng", "pcap", "nsecpcap"])("written again by tshark as %s, it reads the same", async (format) => {
		const file = await recorded();
		const copy = join(folder(), `copy.${format}`);
		tshark("-r", file, "-F", format, "-w", copy);
		const [original, other] = await Promise.all([file, copy].map((path) => packetsOf(readFileSync(path))));
		const shorten = "pcapng" === format ? {} : { port: undefined, dropped: undefined };
		expect(other).toEqual(original.map((packet) => ({ ...packet, ...shorten })));
	});
});

describe.skipIf(missing)("a trace of a device on two links", () => {
	test("that are discovered at the same time: an interface each, no packet malformed", async () => {
		const file = join(folder(), "trace.pcapng");
		const targets = { serial: join(folder(), "serial"), usbredir: join(folder(), "usbredir") };
		const program = bundle();
		const links = Object.entries(targets).flatMap(([transport, path]) => [`--${transport}`, `listen:unix:${path}`]);
		const run = new Run(program, "device", ...links, "--trace", file);
		for (const transport of Object.keys(targets)) await run.until(`${transport}0 listens on `);
		const owners = Object.entries(targets).map(([transport, path]) => new Run(program, "discover", `--${transport}`, `unix:${path}`));
		expect(await Promise.all(owners.map(({ status }) => status))).toEqual([0, 0]);
		run.process.kill("SIGTERM");
		expect(await run.status).toBe(0);
		expect(tshark("-r", file, "-Y", "_ws.malformed || !mctpc")).toBe("");
		for (const transport of Object.keys(targets)) {
			const rows = fields(file, `frame.interface_name == "${transport}0"`, "mctpc.rq", "mctpc.command");
			expect(rows.filter((row) => "True" === row["mctpc.rq"]).map((row) => row["mctpc.command"])).toEqual("2 1 2 4 5 4 4 3 6".split(" "));
			expect(rows).toHaveLength(18);
		}
	});
});

describe.skipIf(missing)("NVMe-MI", () => {
	/** Health polls: one that succeeds, one whose integrity check is wrong. */
	const health = "84 08 00 00 01 00 00 00 00 00 00 00 00 00 00 00 d2 d4 77 36";
	const success = "84 88 00 00 00 00 00 00 24 55 77 22";
	const responder: Responder = {
		type: 4,
		versions: [0xf1f2ff00],
		respond({ reply }) {
			for (const byte of bytes(success).subarray(1)) reply.u8(byte);
			return Reply.send;
		},
	};

	test("answers are linked to their requests, and the integrity checks are right", async () => {
		const file = join(folder(), "trace.pcapng");
		const { owner, device } = pair({ furnish: (device) => device.responders.add(responder) });
		const trace = new PcapngTrace(file, "test", new Heard().log);
		followPackets(device, ["virtual0"], trace.add);
		const requester = new Requester(owner, 4);
		const [type, ...rest] = bytes(health);
		const call = { port: 0, eid: 9, type, body: Uint8Array.from(rest) };
		await Promise.all([requester.request(call), requester.request(call), requester.request(call)]);
		await trace.close();
		expect(tshark("-r", file, "-Y", "_ws.malformed || !nvme-mi")).toBe("");
		expect(tshark("-r", file, "-V").match(/Message Integrity Check: .*/g)).toEqual([
			...Array(3).fill("Message Integrity Check: 0xd2d47736 [correct]"),
			...Array(3).fill("Message Integrity Check: 0x24557722 [correct]"),
		]);
		expect(fields(file, "nvme-mi", "frame.number", "nvme-mi.response_in", "nvme-mi.response_to").map((row) => Object.values(row))).toEqual([
			["1", "4", ""],
			["2", "5", ""],
			["3", "6", ""],
			["4", "", "1"],
			["5", "", "2"],
			["6", "", "3"],
		]);
	});
});

describe.skipIf(missing)("live", () => {
	test("a named pipe, read by tshark while the device runs", async () => {
		const socket = join(folder(), "serial");
		const pipe = join(folder(), "pipe");
		execFileSync("mkfifo", [pipe]);
		const run = new Run(bundle(), "device", "--serial", `listen:unix:${socket}`, "--trace", pipe);
		await run.until("serial0 listens on ");
		const judge = follow(pipe, "-T", "fields", "-e", "mctpc.command", "-e", "mctpc.cc");
		const peer = await Peer.connect({ path: socket });
		peer.write(frame(bytes("01 00 08 c8 00 80 02")));
		let seen = "";
		for await (const text of judge.stdout!) if ((seen += text).split("\n").length > 2) break;
		expect(seen).toBe("2\t\n2\t0x00\n");
		expect(run.process.exitCode).toBe(null);
	});
});
