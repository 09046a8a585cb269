// SPDX-License-Identifier: Apache-2.0
// Multipart transfers and sizes of parts belong to a peer: an EID behind a port, at an address.
import { beforeEach, expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { commandTable } from "../../../modules/pldm/command.js";
import Pldm from "../../../modules/pldm/pldm.js";
import { content, Store } from "../../support/pldm-store.js";

const unit = 2048;

interface From {
	port?: number;
	eid?: number;
	physical?: number;
}

let endpoint: Endpoint;
let store: Store;
let waits: number[];

beforeEach(() => {
	const port = { network: 1, receiveUnit: unit, transmissionUnit: unit, eid: 8, frames: 2 * unit + 8, wake() {} };
	endpoint = new Endpoint({ ports: [port, { ...port, network: 2 }], memory: { data: Pldm.size() } });
	store = new Store(endpoint.memory);
	waits = [];
	const other = {
		type: 5,
		versions: [0xf1f0f000],
		commands: commandTable<never>([]),
		tick: () => waits.shift() ?? 0x7fffffff,
	};
	endpoint.responders.add(new Pldm({ endpoint, protocols: () => [other, store] }));
});

/** The answer to a base command, from the completion code on, as hexadecimal digits. */
function ask(command: string, { port = 0, eid = 9, physical = 0 }: From = {}): string {
	const { frames } = endpoint.port(port);
	const packet = Buffer.concat([Buffer.from([1, 8, eid, 0xc8, 1, 0x80, 0]), Buffer.from(command.replaceAll(" ", ""), "hex")]);
	endpoint.memory.set(packet, frames);
	endpoint.receive(port, 0, frames, packet.length, physical);
	const length = endpoint.transmit(port, 0, frames, unit + 4);
	endpoint.transmitted(port, 0, true);
	return Buffer.from(endpoint.memory.slice(frames + 8, frames + length)).toString("hex");
}

/** Negotiates parts of 256, 512 or 1024 bytes: 01, 02, 04. */
const negotiate = (size: string, from?: From) => ask(`07 00${size} 8000000000000000`, from);
/** The first part of 700 bytes, in context 1; what its answer says of its length. */
const first = (from?: From) => ask("09 07 00 01000000 00000000 00000000 bc020000", from).slice(12, 20);
const current = (from?: From) => ask("09 07 04 01000000 00000000 00000000 00000000", from).slice(0, 2);

test("parts are as large as was negotiated last", () => {
	expect(negotiate("04")).toBe("0000048000000000000000");
	expect(first()).toBe("bc020000");
	expect(negotiate("01")).toBe("0000018000000000000000");
	expect(first()).toBe("00010000");
});

test.each<[string, From]>([
	["another EID", { eid: 10 }],
	["another address", { physical: 5 }],
	["another port", { port: 1 }],
])("%s has its own size of parts, and its own transfers", (_, other) => {
	negotiate("01");
	expect(ask("09 07 00 01000000 00000000 00000000 bc020000", other)).toBe("83");
	negotiate("02", other);
	expect(first()).toBe("00010000");
	expect(current(other)).toBe("21");
	expect(first(other)).toBe("00020000");
	expect(current()).toBe("00");
	expect(store.open.get(1)).toBe(2);
});

test("a link that goes down ends what came by it, and nothing else", () => {
	for (const from of [{}, { port: 1 }]) {
		negotiate("01", from);
		first(from);
	}
	endpoint.link(1, 0, false);
	expect(store.open.get(1)).toBe(1);
	expect(current()).toBe("00");
	endpoint.link(0, 0, false);
	expect(store.open.size).toBe(0);
});

test("what was asked for is given once more as it was, behind other transfers of the peer", () => {
	negotiate("01");
	first();
	expect(ask("09 07 00 02000000 00000000 64000000 bc020000").slice(12, 20)).toBe("00010000");
	expect(ask("09 07 04 01000000 00000000 00000000 00000000").slice(20, 28)).toBe(Buffer.from(content.subarray(0, 4)).toString("hex"));
	expect(ask("09 07 04 02000000 00000000 00000000 00000000").slice(20, 28)).toBe(Buffer.from(content.subarray(100, 104)).toString("hex"));
});

test("time is told to all types; the shortest wait counts", () => {
	expect(endpoint.tick(0)).toBe(0x7fffffff);
	negotiate("01");
	first();
	waits = [100];
	expect(endpoint.tick(0)).toBe(100);
	first();
	waits = [10_000];
	expect(endpoint.tick(0)).toBe(6000);
});
