// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { command, commandTable, onceCommand } from "../../../modules/pldm/command.js";
import InstanceIds from "../../../modules/pldm/instances.js";
import Pldm from "../../../modules/pldm/pldm.js";
import Terminus from "../../../modules/pldm/terminus.js";
import { asker } from "../../support/ask.js";

function made(protocols?: ConstructorParameters<typeof Pldm>[0]["protocols"]): { pldm: Pldm; ask: (packet: string) => string } {
	const endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
		memory: { data: Pldm.size() },
	});
	const pldm = new Pldm({ endpoint, ...(undefined === protocols ? {} : { protocols }) });
	endpoint.responders.add(pldm);
	const ask = asker(endpoint);
	return { pldm, ask };
}

describe("a table of commands", () => {
	const handle = () => 0;

	test("has a row for each, and bits that say which there are", () => {
		const { rows, bitmap } = commandTable<never>([command(3, "A", 1, 2, handle), onceCommand(0x47, "B", 0, 9, handle)]);
		expect(rows[3]).toEqual({ code: 3, name: "A", minimum: 1, maximum: 2, once: false, handle });
		expect(rows[0x47]).toEqual({ code: 0x47, name: "B", minimum: 0, maximum: 9, once: true, handle });
		expect(rows.filter((row) => undefined !== row)).toHaveLength(2);
		expect(bitmap).toEqual([8, 0, 0x80, 0, 0, 0, 0, 0]);
	});
});

describe("a terminus", () => {
	test("without other types has base alone, and negotiates for nobody", () => {
		const { pldm, ask } = made();
		expect({ type: pldm.type, versions: pldm.versions }).toEqual({ type: 1, versions: [0xf1f0ff00] });
		expect(ask("010809c8 01800004")).toBe("000100000000000000");
		expect(ask("010809c8 01800007 0001 ff00000000000000")).toBe("0000010000000000000000");
		expect(ask("010809c8 01800007 0001 ff000000000000")).toBe("03");
		expect(ask("010809c8 01800007 0001 ff0000000000000000")).toBe("03");
	});

	test("tells up to eight versions of a type", () => {
		const versions = (count: number) => [
			{ type: 63, versions: new Array<number>(count).fill(0xf1f0f000), commands: commandTable<never>([]) },
		];
		expect(made(() => versions(8)).ask("010809c8 01800003 00000000 01 3f")).toHaveLength(2 * (6 + 8 * 4 + 4));
		expect(made(() => versions(8)).ask("010809c8 01800004")).toBe("000100000000000080");
		expect(() => made(() => versions(9))).toThrow("PLDM type 63: 1 to 8 versions");
	});

	test.each([-1, 255])("has no terminus id %d", (tid) => expect(() => new Terminus(tid)).toThrow(`terminus id ${tid}: 1 to 254, or 0`));
});

describe("instance ids", () => {
	/** All of EID 9 are given out. */
	function all(peers = 1): InstanceIds {
		const ids = new InstanceIds(peers);
		for (let count = 0; count < 32; count++) ids.take(1, 9, 0);
		return ids;
	}

	test("go up, past those that are given out", () => {
		const ids = all();
		for (const id of [20, 3]) ids.release(1, 9, id, true, 0);
		expect([ids.take(1, 9, 0), ids.take(1, 9, 0)]).toEqual([3, 20]);
	});

	test("are left out for 6 s from the very moment on, unless the clock is set back", () => {
		const ids = all();
		ids.release(1, 9, 7, false, 10_000);
		expect(ids.take(1, 9, 10_000)).toBe(-1);
		expect(ids.take(1, 9, 15_999)).toBe(-1);
		expect(ids.take(1, 9, 9999)).toBe(7);
	});

	test("are free at once where an answer came, though they were left out before", () => {
		const ids = all();
		ids.release(1, 9, 5, false, 0);
		expect(ids.take(1, 9, 6000)).toBe(5);
		ids.release(1, 9, 5, true, 6000);
		expect(ids.take(1, 9, 6001)).toBe(5);
	});

	test("go on where they were, whoever else ends something", () => {
		const ids = all();
		ids.release(1, 10, 3, true, 0);
		for (const id of [25, 3]) ids.release(1, 9, id, true, 0);
		expect([ids.take(1, 9, 0), ids.take(1, 9, 0)]).toEqual([3, 25]);
	});

	test("end once: who was not there, or is free, cannot end", () => {
		const ids = all();
		ids.release(1, 10, 5, true, 0);
		ids.release(1, 9, 7, false, 0);
		ids.release(1, 9, 7, true, 0);
		expect(ids.take(1, 9, 0)).toBe(-1);
	});

	test("that were left out belong to the peer that has gone", () => {
		const ids = all();
		for (let id = 0; id < 32; id++) ids.release(1, 9, id, false, 0);
		expect(ids.take(1, 10, 0)).toBe(0);
		expect(ids.take(1, 10, 0)).toBe(1);
	});
});
