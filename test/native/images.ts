// SPDX-License-Identifier: Apache-2.0
// Images of tests: main.c tells what is in one.
import { spawn, spawnSync } from "node:child_process";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished } from "vitest";

export const root = join(import.meta.dirname, "../..");

export interface Listed {
	number: string;
	file: string;
	title: string;
	fuzz: boolean;
}

export function list(image: string): Listed[] {
	const { stdout } = spawnSync(image, { encoding: "utf8" });
	const rows = stdout.trimEnd().split("\n");
	return rows.map((row) => {
		const [number, file, title, kind] = row.split("\t");
		return { number, file: basename(file).replace(/(\.test)?\.c$/, ""), title, fuzz: "fuzz" === kind };
	});
}

export async function run(command: string, parameters: readonly string[]): Promise<void> {
	const child = spawn(command, parameters, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
	onTestFinished(() => void child.kill("SIGKILL"));
	const status = new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)));
	const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
	if (0 !== (await status)) expect.fail(`${output}${errors.slice(-20_000)}`);
}
