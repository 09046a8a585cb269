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
import { echo } from "../support/peer.js";
import type { Figure } from "./figure.js";
import Program from "./program.js";

/** What is asked, and how many times at once. */
const exchanges: readonly { name: string; message: readonly number[]; outstanding: readonly number[] }[] = [
	{ name: "Get Endpoint ID", message: [0x00, 0x80, 0x02], outstanding: [1, 8] },
	{ name: "echo 64 B", message: echo(64), outstanding: [1, 8] },
	{ name: "echo 4 KiB", message: echo(4096), outstanding: [1, 8] },
];
/** Share of the time for which it runs before it counts. */
const warmUp = 0.3;
const shares = [50, 99, 99.9];

/** Measures requests to a device in a process of its own, over a Unix socket; about `seconds` for each figure. */
async function* measureSockets(program: string, transport: TransportName, seconds: number): AsyncGenerator<Figure> {
	const folder = mkdtempSync(join(tmpdir(), "mctp-xs-"));
	const path = join(folder, transport);
	const device = new Program(program, "device", `--${transport}`, `listen:unix:${path}`, "--log", "error");
	const line = lineFor(parseTarget(`unix:${path}`));
	const owner = new BusOwner({ connection: lineConnection({ transport, line }, new Log("error")), requests: 8 });
	try {
		await device.until("listens on");
		await owner.open();
		await owner.peer();
		await assignEid(owner.control, deviceEid);
		for (const { name, message, outstanding } of exchanges) {
			for (const count of outstanding) {
				await run(owner, message, count, warmUp * seconds);
				const { times, elapsed } = await run(owner, message, count, seconds);
				yield {
					name: `${transport} socket: ${name}, ${count} at once`,
					value: times.length / elapsed,
					unit: "1/s",
					detail: `${percentiles(times)}, ${((message.length * times.length) / elapsed / 1e6).toFixed(2)} MB/s`,
				};
			}
		}
	} finally {
		await owner.close();
		await device.end();
		rmSync(folder, { recursive: true });
	}
}

/** Asks for `seconds`, `outstanding` requests at once. Returns milliseconds of each, in order of size, and seconds of all. */
async function run(owner: BusOwner, message: readonly number[], outstanding: number, seconds: number) {
	const [type, ...body] = message;
	const call: Call = { port: 0, eid: deviceEid, type, body: Uint8Array.from(body) };
	const times: number[] = [];
	const start = performance.now();
	const end = start + 1000 * seconds;
	const ask = async () => {
		for (let since = start; since < end;) {
			const answer = await owner.requester.request(call);
			const now = performance.now();
			times.push(now - since);
			since = now;
			if (0 === answer.length) throw new Error("an empty answer");
		}
	};
	await Promise.all(Array.from({ length: outstanding }, ask));
	const elapsed = (performance.now() - start) / 1000;
	return { times: Float64Array.from(times).sort(), elapsed };
}

function percentiles(times: Float64Array): string {
	const at = (share: number) => (1000 * times[Math.min(times.length - 1, Math.floor((times.length * share) / 100))]).toFixed(0);
	return shares.map((share) => `p${share} ${at(share)} us`).join(", ");
}

export default measureSockets;
