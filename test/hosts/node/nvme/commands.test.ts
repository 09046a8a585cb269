// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import * as admin from "../../../../hosts/node/nvme/admin.js";
import { configureEvents, listEvents } from "../../../../hosts/node/nvme/events.js";
import { commitFirmware, downloadFirmware, readFirmware } from "../../../../hosts/node/nvme/firmware.js";
import { pollControllers, pollSubsystem } from "../../../../hosts/node/nvme/health.js";
import { inContext, logSize, readLog, supportedLogs } from "../../../../hosts/node/nvme/logs.js";
import * as management from "../../../../hosts/node/nvme/management.js";
import { driveAndClient } from "./support.js";

describe("the management interface", () => {
	test("data structures", async () => {
		const { client } = driveAndClient();
		expect(await management.readSubsystem(client)).toEqual({ NUMP: 1, MJR: 1, MNR: 2, NNSC: 0 });
		expect(await management.readPorts(client)).toMatchObject([
			{ PRTTYP: 1, MMTUS: 64, MLW: 4, CLS: 4 },
			{ PRTTYP: 2, PRTCAP: 3, MMTUS: 250, CMEADDR: 0x1d },
		]);
		expect(await management.readControllerIds(client)).toEqual([0, 1]);
		expect(await management.readController(client, 1)).toMatchObject({ PRII: 1, PRI: 0x0101, VID: 0x1b36, SSVID: 0x1af4 });
		const commands = await management.readOptionalCommands(client);
		expect(commands).toContainEqual({ kind: 2, opcode: 0x80 });
		expect(commands).toContainEqual({ kind: 1, opcode: 0x0c });
	});

	test("health polls: what has changed is told until it is cleared", async () => {
		const { client, drive } = driveAndClient();
		drive.subsystem.controllers[0].setTemperature(273 + 80);
		const polled = await pollSubsystem(client, true);
		expect(polled).toEqual({
			functional: true,
			resetRequired: false,
			sanitizeFailed: false,
			links: [true, false],
			warnings: ["temperature"],
			temperature: 80,
			used: 3,
			changed: ["ready", "enable", "temperature", "warning"],
		});
		expect((await pollSubsystem(client)).changed).toEqual([]);
		expect(await pollControllers(client, true)).toMatchObject([
			{ controller: 0, ready: true, temperature: 80, spare: 100, used: 3, warnings: ["temperature"], changed: polled.changed },
			{ controller: 1, ready: false, temperature: 35, shutdown: "none", changed: [] },
		]);
		expect((await pollControllers(client))[0].changed).toEqual([]);
		drive.subsystem.controllers[1].setSpare(5);
		await management.clearHealthChange(client, 1 << 11);
		expect((await pollSubsystem(client)).changed).toEqual(["spare"]);
		await management.clearHealthChange(client, 1 << 10);
		expect((await pollSubsystem(client)).changed).toEqual([]);
	});

	test("configuration, vital product data, reset, shutdown", async () => {
		const { client, drive } = driveAndClient();
		expect(await management.readFrequency(client, 1)).toBe(100);
		await management.setFrequency(client, 1, 400);
		expect(await management.readFrequency(client, 1)).toBe(400);
		await expect(management.setFrequency(client, 1, 1000)).rejects.toThrow(
			"Configuration Set: invalid parameter (status 0x04: byte 9, bit 0, NVMe Management dword 0)",
		);
		expect(await management.readUnit(client, 1)).toBe(64);
		const vpd = await management.readVpd(client);
		expect(vpd).toEqual(drive.subsystem.vpd.content);
		await management.writeVpd(client, 250, Uint8Array.of(1, 2, 3));
		expect(await management.readVpdPiece(client, 249, 5)).toEqual(Uint8Array.of(0, 1, 2, 3, 0));
		await management.shutdown(client, false);
		expect((await pollControllers(client))[0].shutdown).toBe("complete");
		await management.reset(client);
		expect((await pollControllers(client))[0]).toMatchObject({ shutdown: "none", ready: true });
	});

	test("events", async () => {
		const { client } = driveAndClient();
		await configureEvents(client, [{ id: 8, enabled: true }]);
		const events = await listEvents(client);
		expect(events).toHaveLength(13);
		expect(events.filter(({ enabled }) => enabled)).toEqual([{ id: 8, name: "temperature", enabled: true }]);
	});

	test("PCIe configuration space", async () => {
		const { client } = driveAndClient();
		expect(await client.pcie(0, 0, 0, 4)).toEqual(Uint8Array.of(0x36, 0x1b, 0x10, 0x00));
		await expect(client.pcie(1, 0, 4, 2, Uint8Array.of(6, 0))).rejects.toThrow("access denied (status 0x07)");
	});
});

describe("NVMe Admin commands", () => {
	test("Identify", async () => {
		const { client } = driveAndClient();
		expect(await admin.readIdentifyController(client, 1)).toMatchObject({
			VID: 0x1b36,
			SN: "SN1",
			MN: "Drive",
			FR: "1.0.0",
			IEEE: 0xacde48,
			CNTLID: 1,
			VER: 0x20000,
			TNVMCAP: 1000204886016,
			SUBNQN: "nqn.2014-08.org.nvmexpress:uuid:00112233-4455-6677-8899-aabbccddeeff",
		});
		expect(await admin.listNamespaces(client, 0)).toEqual([1]);
		expect(await admin.listNamespaces(client, 0, admin.Cns.allocatedNamespaces)).toEqual([1, 2]);
		expect(await admin.listControllers(client, 0)).toEqual([0, 1]);
		expect((await admin.readNamespace(client, 0, 2)).fields).toMatchObject({ NSZE: 1048576, NLBAF: 1, NMIC: 1 });
	});

	test("logs, in pieces", async () => {
		const { client } = driveAndClient();
		const pages = await supportedLogs(client, 0);
		expect(pages).toContain(0x81);
		for (const page of pages) {
			await inContext(client, 0, page, async () => {
				const size = await logSize(client, 0, page);
				expect(await readLog(client, page, size)).toHaveLength(size);
			});
		}
		const steps: number[] = [];
		await readLog(client, 0x01, 4096 + 64, { onProgress: (bytes) => steps.push(bytes) }).catch(() => {});
		const whole = await readLog(client, 0x02, 512);
		expect(await readLog(client, 0x02, 100, { offset: 100 })).toEqual(whole.subarray(100, 200));
	});

	test("the log of persistent events, in a context of its own or in that of somebody else", async () => {
		const { client } = driveAndClient();
		const read = () => readLog(client, 0x0d, 4);
		await expect(read()).rejects.toThrow("command sequence error");
		const [first] = await inContext(client, 0, 0x0d, read);
		expect(first).toBe(0x0d);
		await expect(read()).rejects.toThrow("command sequence error");
		await readLog(client, 0x0d, 4, { parameter: 1 });
		expect(await inContext(client, 0, 0x0d, read)).toHaveLength(4);
		expect(await read()).toHaveLength(4);
		await expect(inContext(client, 9, 0x0d, read)).rejects.toThrow("invalid parameter");
	});

	test("features: current, saved, default, and what can be done", async () => {
		const { client } = driveAndClient();
		await admin.setFeature(client, 0x02, 0x60);
		await admin.setFeature(client, 0x02, 0x40, { saved: true });
		await admin.setFeature(client, 0x02, 0x20);
		const values = await Promise.all([0, 1, 2, 3].map(async (select) => (await admin.getFeature(client, 0x02, select)).value));
		expect(values).toEqual([0x20, 0, 0x40, 5]);
		await admin.setFeature(client, 0x0e, 0, { data: Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 0) });
		expect((await admin.getFeature(client, 0x0e, 0)).data.subarray(5, 7)).toEqual(Uint8Array.of(1, 2));
	});

	test("namespaces: created, attached, formatted, detached, deleted", async () => {
		const { client } = driveAndClient({ times: {} });
		await admin.deleteNamespace(client, 0, 1);
		expect(await admin.createNamespace(client, 0, { blocks: 4096, format: 1, shared: true })).toBe(1);
		await admin.attachNamespace(client, 0, 1, [1, 0], true);
		expect(await admin.listControllers(client, 0, admin.Cns.attachedControllers, 1)).toEqual([0, 1]);
		await admin.formatNamespace(client, 0, 1, { format: 0, erase: admin.SecureErase.crypto });
		expect((await admin.readNamespace(client, 0, 1)).fields).toMatchObject({ NSZE: 32768, FLBAS: 0 });
		await admin.attachNamespace(client, 0, 1, [0], false);
		await expect(admin.attachNamespace(client, 0, 1, [0], false)).rejects.toThrow(
			"Namespace Attachment: namespace is not attached (NVMe status 0x11A)",
		);
	});

	test("firmware", async () => {
		const { client, drive } = driveAndClient({ times: {} });
		const image = Uint8Array.from({ length: 10_001 }, (_, index) => index);
		const steps: number[] = [];
		await downloadFirmware(client, 0, image, (bytes) => steps.push(bytes));
		expect(steps).toEqual([4096, 8192, 10004]);
		await commitFirmware(client, 0, 2, 1);
		expect(drive.subsystem.firmware.imageLength).toBe(10004);
		expect(await readFirmware(client, 0)).toMatchObject({
			active: 1,
			next: 2,
			revisions: ["1.0.0", expect.stringMatching(/^[0-9A-F]{8}$/), "", "", "", "", ""],
		});
	});

	test("sanitize, self-test, security, lockdown", async () => {
		const { client, drive } = driveAndClient({ times: { sanitize: 3_600_000 } });
		await admin.securitySend(client, { protocol: 0xf0 }, Uint8Array.of(1, 2, 3, 4));
		expect(await admin.securityReceive(client, { protocol: 0xf0 }, 4)).toEqual(Uint8Array.of(1, 2, 3, 4));
		await admin.selfTest(client, 0, admin.SelfTest.short);
		await expect(admin.selfTest(client, 0, admin.SelfTest.short)).rejects.toThrow("self-test in progress (NVMe status 0x11D)");
		await admin.lockdown(client, 0, 0, admin.Admin.formatNvm, true);
		await expect(admin.formatNamespace(client, 0, 1)).rejects.toThrow("access denied");
		await expect(admin.lockdown(client, 0, 0, admin.Admin.lockdown, true)).rejects.toThrow("cannot be prohibited");
		await admin.lockdown(client, 0, 0, admin.Admin.formatNvm, false);
		await admin.sanitize(client, 0, admin.SanitizeAction.overwrite, { passes: 3, pattern: 0x12345678 });
		expect(drive.subsystem.sanitize.running).toBe(true);
		await expect(admin.formatNamespace(client, 0, 1)).rejects.toThrow("sanitize in progress");
	});
});
