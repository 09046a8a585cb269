// SPDX-License-Identifier: Apache-2.0
import Bridge from "../support/bridge.js";
import { addDrive, checked, healthPoll, identifyController } from "../support/drive.js";
import { frame } from "../support/frame.js";
import Peer, { echo, packets } from "../support/peer.js";
import type { Figure } from "./figure.js";

const messageSize = 0x10000;
/** Pieces of a measurement, of which the median counts. */
const samples = 15;

/** Nanoseconds of one `run`: the median of several samples that take `seconds` together. */
function time(run: () => number, seconds: number): number {
	if (0 === run()) throw new Error("no answer came out");
	let rounds = 1;
	for (let elapsed = 0; elapsed < (1e9 * seconds) / samples; rounds *= 2) elapsed = sample(run, rounds);
	const results = Array.from({ length: samples }, () => sample(run, rounds / 2) / (rounds / 2));
	return results.sort((a, b) => a - b)[samples >> 1];
}

function sample(run: () => number, rounds: number): number {
	const start = process.hrtime.bigint();
	for (let round = 0; round < rounds; round++) run();
	return Number(process.hrtime.bigint() - start);
}

/** Measures on this machine, one figure after the other, about `seconds` for each. */
export function* measure(seconds: number): Generator<Figure> {
	const exchanges: [string, number[]][] = [
		["Get Endpoint ID", [0x00, 0x81, 0x02]],
		["echo 64 B", echo(64)],
		["NVMe-MI health poll", checked(healthPoll)],
		["NVMe-MI Identify 4 KiB", checked(identifyController)],
		["echo 64 KiB at 64 B", echo(messageSize)],
	];
	for (const [name, message] of exchanges) {
		const cut = packets(message);
		const core = new Peer(cut, { messageSize, requests: 2 }, addDrive);
		const line = new Peer(cut.map(frame), { messageSize, requests: 2 }, addDrive);
		const runs: [string, () => number][] = [
			[name, () => core.packets()],
			[`${name}, serial`, () => line.frames()],
		];
		for (const [label, run] of runs) {
			const nanoseconds = time(run, seconds);
			if (message.length < messageSize) yield { name: label, value: nanoseconds, unit: "ns" };
			else yield { name: label, value: message.length / nanoseconds, unit: "GB/s" };
		}
	}
	const bridge = new Bridge();
	yield { name: "forward", value: time(() => bridge.packets(), seconds), unit: "ns" };
	yield { name: "forward, serial", value: time(() => bridge.frames(), seconds), unit: "ns" };
}
