// SPDX-License-Identifier: Apache-2.0
import Document from "../json/document.js";
import check from "../profiles/check.js";
import { readText } from "../profiles/text.js";
import { commandCode, i2cFrames } from "../trace/frames/i2c.js";
import { enhancedPacket, interfaceDescription, sectionHeader } from "../trace/pcapng-writer.js";
import type { Scenario } from "./scenario.js";
import Simulation, { type Outcome } from "./simulation.js";

export interface Run extends Outcome {
	readonly name: string;
	/** Virtual milliseconds. */
	readonly duration: number;
	readonly capture?: Uint8Array;
}

const microsecond = 1000;

/** Reads, checks and runs a scenario. Rejects with an error that tells all problems of the file. */
export async function runScenario(file: string, captured = false): Promise<Run> {
	const document = new Document(file, readText(file));
	const scenario = (await check(document, "scenario", "a valid scenario")) as Scenario;
	const { name, duration, buses } = scenario;
	const indices = new Map(buses.map((bus, index) => [bus.name, index]));
	const blocks: Uint8Array[] = captured ? [sectionHeader("mctp-xs simulate"), ...buses.map((bus) => interfaceDescription(bus.name))] : [];
	let simulation: Simulation;
	try {
		simulation = new Simulation(scenario, (bus, bytes, _outcome, time) => {
			if (!captured || commandCode !== bytes[1] || 0 !== (bytes[0] & 1)) return;
			for (const packet of i2cFrames(bytes)) {
				if (packet.bytes.length > 0)
					blocks.push(enhancedPacket(indices.get(bus)!, { ...packet, port: bus, time: Math.round(time / microsecond) }, 0));
			}
		});
	} catch (error) {
		throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
	}
	return { name, duration, ...simulation.run(), ...(captured ? { capture: Buffer.concat(blocks) } : {}) };
}

/** What became of a scenario, for a person. */
export function formatSimulation({ name, duration, problems, trace, transactions }: Run): string {
	const head = `${problems.length > 0 ? "FAILED" : "passed"}  ${name}: ${transactions} transactions in ${duration} ms, trace ${trace}\n`;
	return `${head}${problems.map((problem) => `        ${problem}\n`).join("")}`;
}
