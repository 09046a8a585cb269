// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import BusOwner from "../../../../hosts/node/bus-owner.js";
import { lineConnection } from "../../../../hosts/node/connections.js";
import Device from "../../../../hosts/node/device.js";
import { deviceAddress } from "../../../../hosts/node/i2c/link.js";
import lineFor from "../../../../hosts/node/line/lines.js";
import { parseTarget } from "../../../../hosts/node/line/target.js";
import type { TransportName } from "../../../../hosts/node/link.js";
import Log from "../../../../hosts/node/log.js";
import { createNamespace, deleteNamespace, identify, listNamespaces, Cns } from "../../../../hosts/node/nvme/admin.js";
import NvmeMiClient, { type NvmeMiClientOptions } from "../../../../hosts/node/nvme/client.js";
import { downloadFirmware } from "../../../../hosts/node/nvme/firmware.js";
import { pollSubsystem } from "../../../../hosts/node/nvme/health.js";
import { readVpd } from "../../../../hosts/node/nvme/management.js";
import nvme from "../../../../modules/device/profiles/nvme.js";
import type { Profile } from "../../../../modules/device/profile.js";
import { folder } from "../support/device.js";

const transports = ["serial", "usbredir", "i2c"] as const;

/** A drive on links over Unix sockets, and a client at the other end of each. */
async function drive(names: readonly TransportName[], profile: Profile, options: Partial<NvmeMiClientOptions> = {}) {
	const log = new Log("error");
	const places = names.map((name) => join(folder(), name));
	const attachments = names.map((transport, index) => ({ transport, line: lineFor(parseTarget(`listen:unix:${places[index]}`)) }));
	const device = new Device({ profile, attachments, eid: 9, uuid: "00112233-4455-6677-8899-aabbccddeeff", log });
	onTestFinished(() => device.close());
	await device.open();
	const clients: NvmeMiClient[] = [];
	const owners: BusOwner[] = [];
	for (const [index, transport] of names.entries()) {
		const physical = "i2c" === transport ? deviceAddress : 0;
		const line = lineFor(parseTarget(`unix:${places[index]}`));
		const owner = new BusOwner({ connection: lineConnection({ transport, line }, log), requests: 6, physical });
		onTestFinished(() => owner.close());
		await owner.open();
		await owner.peer();
		owners.push(owner);
		clients.push(new NvmeMiClient({ requester: owner.requester, eid: 9, ...options }));
	}
	return { clients, owners };
}

const quiet: Profile = { ...nvme, nvmeMi: { ...nvme.nvmeMi, counters: {}, times: {} } };
/** One packet in a hundred is lost or damaged, in both directions; the drive keeps its answers to be replayed. */
const bad: Profile = {
	...nvme,
	nvmeMi: { ...quiet.nvmeMi!, replay: true },
	faults: [
		{ kind: "drop", rate: 0.01, seed: 21, direction: "receive", type: 4 },
		{ kind: "drop", rate: 0.01, seed: 22, direction: "transmit" },
		{ kind: "corrupt", rate: 0.005, seed: 23, direction: "transmit" },
	],
};

describe.each(transports)("over %s", (transport) => {
	test("health, Identify of 4 KiB, vital product data, an image", async () => {
		const { clients } = await drive([transport], quiet);
		const [client] = clients;
		expect(await pollSubsystem(client)).toMatchObject({ functional: true, temperature: 35 });
		expect(Buffer.from(await identify(client, 1)).toString("latin1", 24, 42)).toBe("Example NVMe drive");
		expect(await readVpd(client)).toHaveLength(256);
		await downloadFirmware(client, 0, new Uint8Array(20_000));
	});

	test("what reads comes through losses, and is right; what changes something happens once, or is said to be unknown", async () => {
		const { clients } = await drive([transport], bad, { timeout: 250, attempts: 20 });
		const [client] = clients;
		const expected = await identify(client, 1);
		for (let round = 0; round < 10; round++) {
			expect(await identify(client, 1)).toEqual(expected);
			expect(await pollSubsystem(client)).toMatchObject({ functional: true });
		}
		for (let round = 0; round < 10; round++) {
			const before = await listNamespaces(client, 0, Cns.allocatedNamespaces);
			const made = await createNamespace(client, 0, { blocks: 8 }).catch((error: Error) => error);
			const after = await listNamespaces(client, 0, Cns.allocatedNamespaces);
			const more = after.filter((id) => !before.includes(id));
			if (made instanceof Error) {
				expect(made.message).toMatch(/whether it was carried out is not known: look before you send it again$/);
				expect(more.length).toBeLessThanOrEqual(1);
			} else expect(more).toEqual([made]);
			for (const id of more) await deleteNamespace(client, 0, id).catch(() => {});
		}
	});
});

describe("the answer to a command that changes something is lost", () => {
	const losing = (replay: boolean): Profile => ({
		...nvme,
		nvmeMi: { ...quiet.nvmeMi!, replay },
		faults: [{ kind: "drop", count: 1, direction: "transmit", type: 4 }],
	});

	test("and comes again, where the drive keeps it", async () => {
		const { clients } = await drive(["serial"], losing(true), { timeout: 300 });
		expect(await createNamespace(clients[0], 0, { blocks: 8 })).toBe(3);
		expect(await listNamespaces(clients[0], 0, Cns.allocatedNamespaces)).toEqual([1, 2, 3]);
	});

	test("and nobody knows, where it does not", async () => {
		const { clients } = await drive(["serial"], losing(false), { timeout: 300 });
		await expect(createNamespace(clients[0], 0, { blocks: 8 })).rejects.toThrow(
			"Namespace Management: no answer from EID 9 within 0.6 s; whether it was carried out is not known: look before you send it again",
		);
		expect(await listNamespaces(clients[0], 0, Cns.allocatedNamespaces)).toEqual([1, 2, 3]);
	});
});

test("three requesters at once, each at its own link and with both slots, get their own answers", async () => {
	const { clients } = await drive(transports, quiet);
	const sizes = [4096, 64, 1024, 8, 4092];
	const expected = await Promise.all(clients.map((client) => identify(client, 1, { controller: 1 })));
	await Promise.all(
		clients.flatMap((client, who) =>
			Array.from({ length: 2 }, async (_, lane) => {
				for (let round = 0; round < 15; round++) {
					const length = sizes[(who + lane + round) % sizes.length];
					const offset = (4 * (7 * who + 11 * round)) % (4096 - length + 4);
					expect(await identify(client, 1, { controller: 1 }, length, offset)).toEqual(expected[who].subarray(offset, offset + length));
					expect(await pollSubsystem(client)).toMatchObject({ used: 3 });
				}
			}),
		),
	);
});

test("three requesters at one link, who do not know of each other's slots, get their answers", async () => {
	const { owners } = await drive(["usbredir"], quiet);
	const clients = Array.from({ length: 3 }, () => new NvmeMiClient({ requester: owners[0].requester, eid: 9, timeout: 200, attempts: 10 }));
	const whole = await identify(clients[0], 1);
	await Promise.all(
		clients.map(async (client, who) => {
			for (let round = 0; round < 10; round++)
				expect(await identify(client, 1, {}, 2048, 1024 * who)).toEqual(whole.subarray(1024 * who, 1024 * who + 2048));
		}),
	);
});
