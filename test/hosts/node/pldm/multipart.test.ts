// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from "vitest";
import clock from "../../../../hosts/node/clock.js";
import type Device from "../../../../hosts/node/device.js";
import PldmClient from "../../../../hosts/node/pldm/client.js";
import { BaseCommand } from "../../../../modules/pldm/base/command.js";
import { PldmType } from "../../../../modules/pldm/header.js";
import type { Values } from "../../../../modules/pldm/layout/field.js";
import Pldm from "../../../../modules/pldm/pldm.js";
import crc32 from "../../../../modules/wire/crc32.js";
import { content, Store } from "../../../support/pldm-store.js";
import { linked, transports } from "../support/linked.js";

const { negotiateTransferParameters, multipartReceive, multipartSend } = BaseCommand;
const protocolSupport = [0x80];

/**
 * A device that moves 5000 bytes as PLDM type 7, and a requester over a link that loses `rate` of all packets. Lost ones have to be few, and the time-out long: four lost in a row, or an attempt given up
 * while it is sent, can make one message of two, as tag and sequence number have five bits, and MCTP has no integrity check.
 */
async function storeBy(transport: (typeof transports)[number], rate: number) {
	const faults = [
		{ kind: "drop" as const, rate, seed: 21, direction: "receive" as const, type: 1 },
		{ kind: "drop" as const, rate, seed: 22, direction: "transmit" as const },
	];
	const { device, owner } = await linked(transport, { name: "store", memory: { data: Pldm.size() }, ...(rate > 0 ? { faults } : {}) });
	const store = new Store(device.endpoint.memory);
	device.endpoint.responders.add(new Pldm({ endpoint: device.endpoint, protocols: () => [store] }));
	const client = new PldmClient({ requester: owner.requester, eid: 9, timeout: rate > 0 ? 250 : 1000, attempts: 20 });
	return { device, store, command: (code: number, values: Values) => client.command(PldmType.base, code, values) };
}

type Command = Awaited<ReturnType<typeof storeBy>>["command"];

const asked = (transferOperation: number, dataTransferHandle: number) => ({
	...{ pldmType: 7, transferOperation, transferContext: 1, dataTransferHandle },
	...{ requestedSectionOffset: 300, requestedSectionLength: 4096 },
});

/** 4 KiB, in parts, and that all has come. */
async function receive(command: Command): Promise<Buffer> {
	const bytes: number[] = [];
	let next = 0;
	do {
		const part = await command(multipartReceive, asked(bytes.length > 0 ? 1 : 0, next));
		bytes.push(...(part.data as Uint8Array));
		expect(part.dataIntegrityChecksum).toBe(~crc32(Uint8Array.from(bytes), 0, bytes.length, -1) >>> 0);
		next = part.nextDataTransferHandle as number;
	} while (0 !== next);
	expect((await command(multipartReceive, asked(3, 0))).transferFlag).toBe(8);
	return Buffer.from(bytes);
}

/** 4 KiB, in parts of `size`. Returns what the last was answered. */
async function send(command: Command, size: number): Promise<unknown> {
	let answer: Values = {};
	for (let at = 0; at < 4096; at += size) {
		const last = at + size >= 4096;
		answer = await command(multipartSend, {
			...{ pldmType: 7, transferFlag: 0 === at ? 1 : last ? 4 : 2, transferContext: 2, dataTransferHandle: at },
			...{ nextDataTransferHandle: last ? 0 : at + size, sectionOffset: 300, sectionLength: 4096 },
			data: content.subarray(300 + at, 300 + Math.min(at + size, 4096)),
			dataIntegrityChecksum: ~crc32(content, 300, Math.min(at + size, 4096), -1) >>> 0,
		});
	}
	return answer.nextOperation;
}

/** The answer may be here before its sender knows. */
async function expectNothingLeft({ endpoint }: Device, store: Store): Promise<void> {
	expect(store.open.size).toBe(0);
	await vi.waitFor(() => expect(endpoint.exchanges.busy).toBe(0), { timeout: 30_000 });
	expect(endpoint.reassembly.active).toBeUndefined();
}

for (const rate of [0, 0.03])
	test.each(transports)(`4 KiB go either way by %s${rate > 0 ? ", with three of a hundred packets lost" : ""}`, async (transport) => {
		const { device, store, command } = await storeBy(transport, rate);
		for (const [partSize, taken] of [
			[256, 256],
			[4096, 1024],
		]) {
			expect((await command(negotiateTransferParameters, { partSize, protocolSupport })).partSize).toBe(taken);
			expect((await receive(command)).equals(content.subarray(300, 4396))).toBe(true);
			store.written = 0;
			expect(await send(command, taken)).toBe(3);
			expect(store.written).toBe(4096);
		}
		/* Of a request that was sent once more, a part may have come. */
		if (rate > 0) device.endpoint.tick((clock() + 6000) | 0);
		await expectNothingLeft(device, store);
	});

test.each(transports)("whoever goes away in the midst of transfers by %s leaves nothing behind", async (transport) => {
	const { device, store, command } = await storeBy(transport, 0);
	await command(negotiateTransferParameters, { partSize: 256, protocolSupport });
	for (let turn = 0; turn < 3; turn++) {
		const { nextDataTransferHandle } = await command(multipartReceive, asked(0, 0));
		await command(multipartReceive, asked(1, nextDataTransferHandle as number));
	}
	expect(store.open.size).toBe(1);
	for (let transferContext = 3; transferContext < 6; transferContext++)
		await command(multipartReceive, { ...asked(0, 0), transferContext });
	await expect(command(multipartReceive, { ...asked(0, 0), transferContext: 6 })).rejects.toThrow("MultipartReceive: completion code 0x04");
	device.endpoint.tick((clock() + 6000) | 0);
	await expectNothingLeft(device, store);
	expect((await receive(command)).length).toBe(4096);
});
