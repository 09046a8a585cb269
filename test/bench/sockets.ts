// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BusOwner, { deviceEid } from "../../hosts/node/bus-owner.js";
import { lineConnection } from "../../hosts/node/connections.js";
import { assignEid } from "../../hosts/node/discover.js";
import lineFor from "../../hosts/node/line/lines.js";
import { parseTarget } from "../../hosts/node/line/target.js";
import type { TransportName } from "../../hosts/node/link.js";
import Log from "../../hosts/node/log.js";
import type { Call } from "../../hosts/node/requester.js";
import { checked, healthPoll, identifyController } from "../support/drive.js";
import { echo } from "../support/peer.js";
import type { Figure } from "./figure.js";
import Program from "./program.js";

/** What is asked, and by how many at once; each of them has a message of its own. */
interface Exchange {
	readonly name: string;
	message(asker: number): readonly number[];
	readonly outstanding: readonly number[];
}

/** By profile of the device. */
const exchanges: Readonly<Record<string, readonly Exchange[]>> = {
	endpoint: [
		{ name: "Get Endpoint ID", message: () => [0x00, 0x80, 0x02], outstanding: [1, 8] },
		{ name: "echo 64 B", message: () => echo(64), outstanding: [1, 8] },
		{ name: "echo 4 KiB", message: () => echo(4096), outstanding: [1, 8] },
	],
	/* Two at once are one for each command slot. */
	nvme: [
		{ name: "NVMe-MI health poll", message: (slot) => inSlot(slot, healthPoll), outstanding: [1, 2] },
		{ name: "NVMe-MI Identify 4 KiB", message: (slot) => inSlot(slot, identifyController), outstanding: [1, 2] },
	],
};

function inSlot(slot: number, [parameters, ...rest]: readonly number[]): readonly number[] {
	return checked([parameters | slot, ...rest]);
}

/** Share of the time for which it runs before it counts. */
const warmUp = 0.3;
const shares = [50, 99, 99.9];

/** Measures requests to devices in processes of their own, over a Unix socket; about `seconds` for each figure. */
async function* measureSockets(program: string, transport: TransportName, seconds: number): AsyncGenerator<Figure> {
	for (const profile of Object.keys(exchanges)) yield* measureDevice(program, transport, profile, seconds);
}

async function* measureDevice(program: string, transport: TransportName, profile: string, seconds: number): AsyncGenerator<Figure> {
	const folder = mkdtempSync(join(tmpdir(), "mctp-xs-"));
	const path = join(folder, transport);
	const device = new Program(program, "device", "--profile", profile, `--${transport}`, `listen:unix:${path}`, "--log", "error");
	const line = lineFor(parseTarget(`unix:${path}`));
	const owner = new BusOwner({ connection: lineConnection({ transport, line }, new Log("error")), requests: 8 });
	try {
		await device.until("listens on");
		await owner.open();
		await owner.peer();
		await assignEid(owner.control, deviceEid);
		for (const { name, message, outstanding } of exchanges[profile]) {
			for (const count of outstanding) {
				const messages = Array.from({ length: count }, (_, asker) => message(asker));
				await run(owner, messages, warmUp * seconds);
				const { times, received, elapsed } = await run(owner, messages, seconds);
				yield {
					name: `${transport} socket: ${name}, ${count} at once`,
					value: times.length / elapsed,
					unit: "1/s",
					detail: `${percentiles(times)}, answers of ${(received / elapsed / 1e6).toFixed(2)} MB/s`,
				};
			}
		}
	} finally {
		await owner.close();
		await device.end();
		rmSync(folder, { recursive: true });
	}
}

/** Asks for `seconds`, all messages at once. Returns milliseconds of each, in order of size, bytes of all answers, and seconds of all. */
async function run(owner: BusOwner, messages: readonly (readonly number[])[], seconds: number) {
	const times: number[] = [];
	let received = 0;
	const start = performance.now();
	const end = start + 1000 * seconds;
	const ask = async ([type, ...body]: readonly number[]) => {
		const call: Call = { port: 0, eid: deviceEid, type, body: Uint8Array.from(body) };
		for (let since = start; since < end;) {
			const answer = await owner.requester.request(call);
			const now = performance.now();
			times.push(now - since);
			since = now;
			if (0 === answer.length) throw new Error("an empty answer");
			received += answer.length;
		}
	};
	await Promise.all(messages.map(ask));
	const elapsed = (performance.now() - start) / 1000;
	return { times: Float64Array.from(times).sort(), received, elapsed };
}

function percentiles(times: Float64Array): string {
	const at = (share: number) => (1000 * times[Math.min(times.length - 1, Math.floor((times.length * share) / 100))]).toFixed(0);
	return shares.map((share) => `p${share} ${at(share)} us`).join(", ");
}

export default measureSockets;
