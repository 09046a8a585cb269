// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { commandTable } from "../../../modules/pldm/command.js";
import type { Multipart } from "../../../modules/pldm/multipart.js";
import Pldm from "../../../modules/pldm/pldm.js";
import type { PldmProtocol } from "../../../modules/pldm/protocol.js";
import crc32 from "../../../modules/wire/crc32.js";

const unit = 4096;
const content = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
const negotiate = "07 0001 8000000000000000";

/** A PLDM type that moves 3000 bytes in either direction, as context 5. */
class Store implements Multipart {
	readonly stored = new Uint8Array(content.length);
	readonly told: string[] = [];
	/** Reading gives a byte less than it should. */
	lacking = 0;

	begin(sends: boolean, context: number, _handle: number, offset: number, length: number): number {
		if (5 !== context) return 0x21;
		this.told.push(`${sends ? "takes" : "gives"} ${length} from ${offset}`);
		return offset > content.length ? 0x24 : 0;
	}

	available(_context: number, offset: number): number {
		return content.length - offset;
	}

	read(_context: number, offset: number, length: number, { reply }: Parameters<Multipart["read"]>[3]): boolean {
		for (let index = 0; index < length - this.lacking; index++) reply.u8(content[offset + index]);
		return true;
	}

	write(_context: number, offset: number, at: number, length: number): boolean {
		this.stored.set(endpoint.memory.subarray(at, at + length), offset);
		return true;
	}

	end(_context: number, whole: boolean): void {
		this.told.push(whole ? "whole" : "given up");
	}
}

let endpoint: Endpoint;
let store: Store;
/** That of another type. */
let other: Store;
let now = 0;

function make(largeAnswers = 2): void {
	now = 0;
	store = new Store();
	other = new Store();
	endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: unit, transmissionUnit: unit, eid: 8, frames: 2 * unit + 8, wake() {} }],
		memory: { data: Pldm.size(), largeAnswers },
	});
	const protocolOf = (type: number, multipart: Multipart | undefined): PldmProtocol => ({
		...{ type, versions: [0xf1f0f000], commands: commandTable<never>([]) },
		...(undefined === multipart ? {} : { multipart }),
	});
	const protocols = [protocolOf(5, other), protocolOf(6, undefined), protocolOf(7, store)];
	endpoint.responders.add(new Pldm({ endpoint, protocols: () => protocols, transfers: 2 }));
}
beforeEach(() => make());

/** The answer to a base command of EID `eid`, from the completion code on. */
function ask(command: string, eid = 9): Buffer {
	const body = Buffer.from(command.replaceAll(" ", ""), "hex");
	const { frames } = endpoint.port(0);
	const packet = Buffer.concat([Buffer.from([1, 8, eid, 0xc8, 1, 0x80, 0]), body]);
	endpoint.memory.set(packet, frames);
	endpoint.receive(0, now, frames, packet.length, 0);
	const length = endpoint.transmit(0, now, frames, unit + 4);
	endpoint.transmitted(0, now, true);
	return Buffer.from(endpoint.memory.slice(frames + 8, frames + length));
}

function word(value: number): string {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value >>> 0);
	return bytes.toString("hex");
}

function sum(bytes: Uint8Array): number {
	return ~crc32(bytes, 0, bytes.length, -1) >>> 0;
}

const receive = (operation: number, handle = 0, offset = 0, length = 0, context = 5) =>
	`09 07 0${operation} ${word(context)} ${word(handle)} ${word(offset)} ${word(length)}`;
const send = (flag: number, handle: number, next: number, offset: number, length: number, data: Uint8Array, check: number) =>
	`08 07 0${flag} ${word(5)} ${word(handle)} ${word(next)} ${word(offset)} ${word(length)} ${word(data.length)} ${Buffer.from(data).toString("hex")} ${word(check)}`;

/** Receives a section part by part; what came, and the flags of the parts. */
function receiveAll(offset: number, length: number, eid = 9): { data: Buffer; flags: number[] } {
	let answer = ask(receive(0, 0, offset, length), eid);
	const parts: Buffer[] = [];
	const flags: number[] = [];
	for (;;) {
		expect(answer[0]).toBe(0);
		flags.push(answer[1]);
		parts.push(answer.subarray(10, 10 + answer.readUInt32LE(6)));
		expect(answer.readUInt32LE(10 + parts.at(-1)!.length)).toBe(sum(Buffer.concat(parts)));
		const next = answer.readUInt32LE(2);
		if (0 === next) return { data: Buffer.concat(parts), flags };
		answer = ask(receive(1, next), eid);
	}
}

describe("MultipartReceive", () => {
	test("needs a negotiated size of parts", () => {
		expect(ask(receive(0, 0, 0, 10)).toString("hex")).toBe("83");
		expect(ask(negotiate).toString("hex")).toBe("0000018000000000000000");
		expect(ask(receive(0, 0, 0, 10))[0]).toBe(0);
	});

	test("gives a section in parts, each with the CRC-32 from the start of the section on", () => {
		ask(negotiate);
		const { data, flags } = receiveAll(100, 1000);
		expect(flags).toEqual([1, 2, 2, 4]);
		expect(data.equals(content.subarray(100, 1100))).toBe(true);
		expect(receiveAll(0, 200).flags).toEqual([5]);
	});

	test("gives no more than there is", () => {
		ask(negotiate);
		expect(receiveAll(2900, 1000).data.equals(content.subarray(2900))).toBe(true);
	});

	test("gives a part once more: by its handle, or as the current one", () => {
		ask(negotiate);
		const first = ask(receive(0, 0, 0, 1000));
		const second = ask(receive(1, first.readUInt32LE(2)));
		expect(ask(receive(1, first.readUInt32LE(2))).equals(second)).toBe(true);
		expect(ask(receive(4)).equals(second)).toBe(true);
		const third = ask(receive(1, second.readUInt32LE(2)));
		expect(third.subarray(10, 266).equals(content.subarray(512, 768))).toBe(true);
	});

	test("serves two peers at once, and tells a third to wait", () => {
		for (const eid of [9, 10, 11]) ask(negotiate, eid);
		const first = ask(receive(0, 0, 0, 1000), 9);
		const other = ask(receive(0, 0, 500, 1000), 10);
		expect(ask(receive(0, 0, 0, 1000), 11).toString("hex")).toBe("04");
		expect(
			ask(receive(1, other.readUInt32LE(2)), 10)
				.subarray(10, 266)
				.equals(content.subarray(756, 1012)),
		).toBe(true);
		expect(
			ask(receive(1, first.readUInt32LE(2)), 9)
				.subarray(10, 266)
				.equals(content.subarray(256, 512)),
		).toBe(true);
	});

	test("is completed, aborted, begun anew, or given up after 6 s: nothing is left of it", () => {
		for (const eid of [9, 10, 11]) ask(negotiate, eid);
		ask(receive(0, 0, 0, 1000));
		expect(ask(receive(3)).toString("hex")).toBe("00080000000000000000");
		ask(receive(0, 0, 0, 1000));
		expect(ask(receive(2)).toString("hex")).toBe("00080000000000000000");
		expect(ask(receive(1, 1)).toString("hex")).toBe("21");
		for (let count = 0; count < 10; count++) ask(receive(0, 0, count, 1000));
		ask(receive(0, 0, 0, 1000), 10);
		expect(endpoint.tick(now)).toBe(6000);
		now = 6000;
		endpoint.tick(now);
		expect(store.told.slice(-2)).toEqual(["given up", "given up"]);
		expect(ask(receive(0, 0, 0, 1000), 11)[0]).toBe(0);
	});

	test("ends with the link", () => {
		ask(negotiate);
		ask(receive(0, 0, 0, 1000));
		endpoint.link(0, now, false);
		expect(store.told.at(-1)).toBe("given up");
		endpoint.link(0, now, true);
		endpoint.assign(0, 8);
		expect(ask(receive(1, 1)).toString("hex")).toBe("83");
	});

	test("gives a section of any length, in an answer as large as it has to be", () => {
		ask(negotiate);
		for (let length = 90; length < 150; length++)
			expect(receiveAll(7, length)).toEqual({ data: Buffer.from(content.subarray(7, 7 + length)), flags: [5] });
	});

	test("gives smaller parts where there is room for no larger answer", () => {
		make(0);
		ask(negotiate);
		/* 128 bytes, of which 5 are the head, 9 stand in front of the part, and 4 behind. */
		expect(receiveAll(7, 110)).toEqual({ data: Buffer.from(content.subarray(7, 117)), flags: [5] });
		expect(receiveAll(7, 50)).toEqual({ data: Buffer.from(content.subarray(7, 57)), flags: [5] });
		expect(receiveAll(7, 111)).toEqual({ data: Buffer.from(content.subarray(7, 118)), flags: [1, 4] });
	});

	test("fails where there are fewer bytes than were told", () => {
		ask(negotiate);
		store.lacking = 1;
		expect(ask(receive(0, 0, 0, 10)).toString("hex")).toBe("01");
	});

	test("tells when the first of several is given up, and gives none up at once", () => {
		for (const eid of [9, 10]) ask(negotiate, eid);
		const first = ask(receive(0, 0, 0, 1000));
		now = 1000;
		ask(receive(0, 0, 0, 1000), 10);
		now = 2000;
		expect(ask(receive(1, first.readUInt32LE(2)))[0]).toBe(0);
		endpoint.tick(now);
		expect(store.told).toHaveLength(2);
		now = 6000;
		expect(endpoint.tick(now)).toBe(1000);
	});

	test.each([
		["a type that moves nothing", 6],
		["a type that there is not", 8],
	])("%s is refused", (_, type) => {
		ask(negotiate);
		for (const operation of [0, 1, 2, 3, 4]) expect(ask(receive(operation).replace("09 07", `09 0${type}`)).toString("hex")).toBe("83");
		const part = content.subarray(0, 10);
		expect(ask(send(5, 0, 0, 0, 10, part, sum(part)).replace("08 07", `08 0${type}`)).toString("hex")).toBe("83");
	});

	test("of two types with the same context are two transfers", () => {
		ask(negotiate);
		const first = ask(receive(0, 0, 0, 1000));
		ask(receive(0, 0, 300, 1000).replace("09 07", "09 05"));
		const second = ask(receive(1, first.readUInt32LE(2)));
		expect(second.subarray(10, 266).equals(content.subarray(256, 512))).toBe(true);
		expect([store.told, other.told]).toEqual([["gives 1000 from 0"], ["gives 1000 from 300"]]);
	});

	test.each([
		["another context", receive(0, 0, 0, 10, 6), "21"],
		["an offset behind the end", receive(0, 0, 4000, 10), "24"],
		["an operation that there is not", receive(5, 0, 0, 10), "21"],
		["a handle that was never given", receive(1, 77), "21"],
	])("%s is refused", (_, command, completion) => {
		ask(negotiate);
		expect(ask(command).toString("hex")).toBe(completion);
	});
});

describe("MultipartSend", () => {
	const parts = [content.subarray(0, 200), content.subarray(200, 400), content.subarray(400, 500)];

	test("takes a section in parts, whose CRC-32 goes on from part to part", () => {
		ask(negotiate);
		expect(ask(send(1, 0, 11, 0, 500, parts[0], sum(parts[0]))).toString("hex")).toBe("0001");
		expect(ask(send(2, 11, 12, 0, 500, parts[1], sum(content.subarray(0, 400)))).toString("hex")).toBe("0001");
		expect(ask(send(4, 12, 0, 0, 500, parts[2], sum(content.subarray(0, 500)))).toString("hex")).toBe("0003");
		expect(Buffer.from(store.stored.subarray(0, 500)).equals(content.subarray(0, 500))).toBe(true);
		expect(store.told).toEqual(["takes 500 from 0", "whole"]);
	});

	test("wants a damaged part once more", () => {
		ask(negotiate);
		ask(send(1, 0, 11, 0, 500, parts[0], sum(parts[0])));
		expect(ask(send(2, 11, 12, 0, 500, parts[1], 1)).toString("hex")).toBe("0004");
		expect(ask(send(2, 11, 12, 0, 500, parts[1], sum(content.subarray(0, 400)))).toString("hex")).toBe("0001");
	});

	test("takes a part that comes twice once", () => {
		ask(negotiate);
		ask(send(1, 0, 11, 0, 500, parts[0], sum(parts[0])));
		for (let turn = 0; turn < 2; turn++)
			expect(ask(send(2, 11, 12, 0, 500, parts[1], sum(content.subarray(0, 400)))).toString("hex")).toBe("0001");
		for (let turn = 0; turn < 2; turn++)
			expect(ask(send(4, 12, 0, 0, 500, parts[2], sum(content.subarray(0, 500)))).toString("hex")).toBe("0003");
		expect(store.told).toEqual(["takes 500 from 0", "whole"]);
	});

	test.each([
		["a part that does not follow", [2, 13, 14, 0, 500], "22"],
		["more than the section has", [2, 11, 12, 0, 500, 300], "03"],
		["another flag", [3, 11, 12, 0, 500], "23"],
	] as const)("%s is refused", (_, [flag, handle, next, offset, length, size = 200], completion) => {
		ask(negotiate);
		ask(send(1, 0, 11, 0, 300, parts[0], sum(parts[0])));
		const data = content.subarray(200, 200 + (size > 256 ? 256 : size));
		expect(ask(send(flag, handle, next, offset, length, data, sum(content.subarray(0, 200 + data.length)))).toString("hex")).toBe(
			completion,
		);
	});

	const whole = () => send(5, 0, 0, 0, 200, parts[0], sum(parts[0]));

	test("takes a section of one part, once however often it comes", () => {
		ask(negotiate);
		for (let turn = 0; turn < 2; turn++) expect(ask(whole()).toString("hex")).toBe("0003");
		expect(store.told).toEqual(["takes 200 from 0", "whole"]);
	});

	test("begins anew with another first part; what had come is given up", () => {
		ask(negotiate);
		ask(send(1, 0, 11, 0, 500, parts[0], sum(parts[0])));
		expect(ask(send(1, 0, 11, 50, 500, parts[0], sum(parts[0]))).toString("hex")).toBe("0001");
		expect(store.told).toEqual(["takes 500 from 0", "given up", "takes 500 from 50"]);
	});

	test("a section that ends too early is not whole", () => {
		ask(negotiate);
		ask(send(1, 0, 11, 0, 500, parts[0], sum(parts[0])));
		expect(ask(send(4, 11, 0, 0, 500, parts[1], sum(content.subarray(0, 400)))).toString("hex")).toBe("0003");
		expect(store.told).toEqual(["takes 500 from 0", "given up"]);
	});

	test("is told of the end of a section once, whatever becomes of its place", () => {
		ask(negotiate);
		ask(whole());
		ask(send(5, 0, 0, 50, 200, parts[0], sum(parts[0])));
		now = 6000;
		endpoint.tick(now);
		endpoint.link(0, now, false);
		expect(store.told).toEqual(["takes 200 from 0", "whole", "takes 200 from 50", "whole"]);
	});

	test.each([
		["behind", false],
		["in front", true],
	])("answers for a section that it has, as long as there is another place: %s", (_, front) => {
		for (const eid of [9, 10, 11]) ask(negotiate, eid);
		if (front) ask(receive(0, 0, 0, 1000), 10);
		ask(whole());
		if (front) ask(receive(2), 10);
		ask(receive(0, 0, 0, 1000), 11);
		expect(ask(whole()).toString("hex")).toBe("0003");
		expect(store.told.filter((text) => text.startsWith("takes"))).toHaveLength(1);
	});

	test("a section that it has gives way where all places are taken", () => {
		for (const eid of [9, 10, 11]) ask(negotiate, eid);
		ask(whole());
		ask(receive(0, 0, 0, 1000), 10);
		expect(ask(receive(0, 0, 0, 1000), 11)[0]).toBe(0);
		expect(store.told).toEqual(["takes 200 from 0", "whole", "gives 1000 from 0", "gives 1000 from 0"]);
	});

	test("a part that follows a damaged first one is refused", () => {
		ask(negotiate);
		ask(send(1, 0, 1, 0, 500, parts[0], 1));
		expect(ask(send(2, 1, 2, 0, 500, parts[1], sum(content.subarray(0, 400)))).toString("hex")).toBe("22");
	});

	test("takes a first part that was damaged when it comes again", () => {
		ask(negotiate);
		expect(ask(send(1, 1, 11, 0, 500, parts[0], 1)).toString("hex")).toBe("0004");
		expect(ask(send(1, 1, 11, 0, 500, parts[0], sum(parts[0]))).toString("hex")).toBe("0001");
		expect(Buffer.from(store.stored.subarray(0, 200)).equals(parts[0])).toBe(true);
	});

	test.each([
		["other data", () => send(5, 0, 0, 0, 200, parts[1], sum(parts[1])), "0003"],
		["more behind the same data", () => send(1, 0, 11, 0, 500, parts[0], sum(parts[0])), "0001"],
	])("takes a section of %s at the same place, under the same handle", (_, another, completion) => {
		ask(negotiate);
		ask(whole());
		expect(ask(another()).toString("hex")).toBe(completion);
		expect(store.told.filter((text) => text.startsWith("takes"))).toHaveLength(2);
	});

	test("a section of nothing may lack its CRC-32, as that of libpldm does", () => {
		ask(negotiate);
		const nothing = send(5, 0, 0, 0, 0, new Uint8Array(0), 0);
		const bare = nothing.replace(/ 00000000$/, "");
		expect(ask(nothing).toString("hex")).toBe("0003");
		expect(store.told).toEqual(["takes 0 from 0", "whole"]);
		ask(send(1, 0, 11, 0, 200, parts[0], sum(parts[0])));
		expect(ask(bare.replace("08 07 05", "08 07 04").replace(word(0), word(11))).toString("hex")).toBe("0003");
		expect(ask(bare).toString("hex")).toBe("0003");
		expect(store.told.slice(2)).toEqual(["takes 200 from 0", "whole", "takes 0 from 0", "whole"]);
		expect(ask(`${bare} 00`).toString("hex")).toBe("03");
		expect(ask(send(5, 0, 0, 0, 200, parts[0], 0).replace(/ 00000000$/, "")).toString("hex")).toBe("03");
	});

	test.each([
		["a context that there is not", () => whole().replace(word(5), word(6)), "21"],
		["a part that follows nothing", () => send(2, 11, 12, 0, 500, parts[1], 0), "21"],
		["bytes behind the CRC-32", () => `${whole()} 00`, "03"],
	])("%s is refused", (_, command, completion) => {
		ask(negotiate);
		expect(ask(command()).toString("hex")).toBe(completion);
	});

	test("a part may have as many bytes as were negotiated, and no more", () => {
		const large = content.subarray(0, 256);
		expect(ask(send(5, 0, 0, 0, 256, large, sum(large))).toString("hex")).toBe("83");
		ask(negotiate);
		expect(ask(send(5, 0, 0, 0, 256, large, sum(large))).toString("hex")).toBe("0003");
		const larger = content.subarray(0, 257);
		expect(ask(send(5, 0, 0, 0, 257, larger, sum(larger))).toString("hex")).toBe("03");
	});

	test("more peers than there is room for have to wait", () => {
		for (const eid of [9, 10, 11]) ask(negotiate, eid);
		const first = send(1, 0, 11, 0, 500, parts[0], sum(parts[0]));
		expect(ask(first, 9).toString("hex")).toBe("0001");
		expect(ask(first, 10).toString("hex")).toBe("0001");
		expect(ask(first, 11).toString("hex")).toBe("04");
		expect(store.told.at(-1)).toBe("given up");
	});

	test("each part gives it 6 s more", () => {
		ask(negotiate);
		ask(send(1, 0, 11, 0, 500, parts[0], sum(parts[0])));
		now = 5999;
		expect(endpoint.tick(now)).toBe(1);
		ask(send(2, 11, 12, 0, 500, parts[1], sum(content.subarray(0, 400))));
		now = 6000;
		expect(endpoint.tick(now)).toBe(5999);
		expect(store.told).toEqual(["takes 500 from 0"]);
		now = 5999 + 6000;
		endpoint.tick(now);
		expect(store.told).toEqual(["takes 500 from 0", "given up"]);
	});

	test("a clock set back gives it up", () => {
		now = 10_000;
		ask(negotiate);
		ask(send(1, 0, 11, 0, 500, parts[0], sum(parts[0])));
		now = 3000;
		endpoint.tick(now);
		expect(store.told.at(-1)).toBe("given up");
	});
});

describe("what becomes of a section that is received", () => {
	test("begun anew, aborted, completed", () => {
		ask(negotiate);
		ask(receive(0, 0, 0, 1000));
		ask(receive(0, 0, 10, 1000));
		expect(store.told).toEqual(["gives 1000 from 0", "given up", "gives 1000 from 10"]);
		ask(receive(2));
		expect(store.told.at(-1)).toBe("given up");
		ask(receive(0, 0, 20, 1000));
		ask(receive(3));
		expect(store.told.slice(-2)).toEqual(["gives 1000 from 20", "whole"]);
	});

	test("a handle that was never given, and an operation that there is not, are refused while it goes on", () => {
		ask(negotiate);
		const first = ask(receive(0, 0, 0, 1000));
		expect(ask(receive(1, first.readUInt32LE(2) + 1)).toString("hex")).toBe("22");
		expect(ask(receive(5)).toString("hex")).toBe("23");
		expect(ask(receive(1, first.readUInt32LE(2)))[0]).toBe(0);
	});

	test("both directions at once are two transfers", () => {
		ask(negotiate);
		const first = ask(receive(0, 0, 0, 1000));
		const data = content.subarray(0, 200);
		expect(ask(send(1, 0, 11, 0, 500, data, sum(data))).toString("hex")).toBe("0001");
		expect(ask(receive(1, first.readUInt32LE(2)))[0]).toBe(0);
		expect(store.told).toEqual(["gives 1000 from 0", "takes 500 from 0"]);
	});
});
