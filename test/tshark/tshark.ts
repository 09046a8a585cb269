// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { inject, onTestFinished } from "vitest";

const command = inject("tshark");

/** Whether tests that need tshark are left out; the reason has been printed. */
export const missing = "" === command;

/** What tshark prints; throws its complaint if it fails. */
export function tshark(...options: string[]): string {
	const { status, stdout, stderr } = spawnSync(command, options, { encoding: "utf8", maxBuffer: 0x4000000 });
	if (0 !== status) throw new Error(`tshark ${options.join(" ")}: ${status}\n${stderr}`);
	return stdout;
}

/** A tshark that reads a named pipe until the test ends. */
export function follow(pipe: string, ...options: string[]): ChildProcess {
	const process = spawn(command, ["-l", "-r", pipe, ...options], { stdio: ["ignore", "pipe", "ignore"] });
	onTestFinished(() => void process.kill());
	return process;
}

/** Fields of the packets in a file that the filter lets through, by field; several values of one field are joined by a comma. */
export function fields<Name extends string>(file: string, filter: string, ...names: Name[]): Record<Name, string>[] {
	const columns = names.flatMap((name) => ["-e", name]);
	return tshark("-2", "-r", file, "-Y", filter, "-T", "fields", "-E", "separator=/t", ...columns)
		.split("\n")
		.slice(0, -1)
		.map((line) => {
			const values = line.split("\t");
			return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Record<Name, string>;
		});
}
