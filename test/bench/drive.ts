// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BusOwner, { deviceEid } from "../../hosts/node/bus-owner.js";
import { lineConnection, virtualConnection, type Connection } from "../../hosts/node/connections.js";
import Device from "../../hosts/node/device.js";
import lineFor from "../../hosts/node/line/lines.js";
import { parseTarget } from "../../hosts/node/line/target.js";
import Log from "../../hosts/node/log.js";
import { identify } from "../../hosts/node/nvme/admin.js";
import NvmeMiClient from "../../hosts/node/nvme/client.js";
import { pollSubsystem } from "../../hosts/node/nvme/health.js";
import nvme from "../../modules/device/profiles/nvme.js";
import { assignEid } from "../../hosts/node/discover.js";
import type { Figure } from "./figure.js";
import Program from "./program.js";

/** What the project's requester asks a drive for, and the bytes of it that are worth something. */
const commands: readonly { name: string; bytes: number; ask: (client: NvmeMiClient) => Promise<unknown> }[] = [
	{ name: "health poll", bytes: 8, ask: (client) => pollSubsystem(client) },
	{ name: "Identify 4 KiB", bytes: 4096, ask: (client) => identify(client, 1) },
];
/** Share of the time for which it runs before it counts. */
const warmUp = 0.3;
const log = new Log("error");

/** Commands a second with one and with two command slots: in this process, and over usbredir to another; about `seconds` for each figure. */
export default async function* measureDrive(program: string, seconds: number): AsyncGenerator<Figure> {
	const device = new Device({ profile: nvme, attachments: [], eid: deviceEid, log });
	yield* measure("in process", virtualConnection(device.virtualEnd), seconds);
	await device.close();
	const folder = mkdtempSync(join(tmpdir(), "mctp-xs-"));
	const path = join(folder, "usbredir");
	const other = new Program(program, "device", "--profile", "nvme", "--usbredir", `listen:unix:${path}`, "--log", "error");
	try {
		await other.until("listens on");
		const line = lineFor(parseTarget(`unix:${path}`));
		yield* measure("usbredir socket", lineConnection({ transport: "usbredir", line }, log), seconds);
	} finally {
		await other.end();
		rmSync(folder, { recursive: true });
	}
}

async function* measure(where: string, connection: Connection, seconds: number): AsyncGenerator<Figure> {
	const owner = new BusOwner({ connection });
	try {
		await owner.open();
		await owner.peer();
		await assignEid(owner.control, deviceEid);
		for (const { name, bytes, ask } of commands) {
			for (const slots of [1, 2]) {
				const client = new NvmeMiClient({ requester: owner.requester, eid: deviceEid, slots });
				await run(() => ask(client), slots, warmUp * seconds);
				const { count, elapsed } = await run(() => ask(client), slots, seconds);
				yield {
					name: `${where}: NVMe-MI ${name}, ${slots} slot${1 === slots ? "" : "s"}`,
					value: count / elapsed,
					unit: "1/s",
					detail: `${((1e6 * elapsed * slots) / count).toFixed(0)} us each, ${((bytes * count) / elapsed / 1e6).toFixed(2)} MB/s`,
				};
			}
		}
	} finally {
		await owner.close();
	}
}

/** Asks for `seconds`, in each of so many slots. */
async function run(ask: () => Promise<unknown>, slots: number, seconds: number): Promise<{ count: number; elapsed: number }> {
	const start = performance.now();
	const end = start + 1000 * seconds;
	let count = 0;
	const lane = async () => {
		for (; performance.now() < end; count++) await ask();
	};
	await Promise.all(Array.from({ length: slots }, lane));
	return { count, elapsed: (performance.now() - start) / 1000 };
}
