// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, parse } from "./inputs.js";

/** An input that is kept, under the name of what it reaches. */
export interface Kept {
	readonly name: string;
	readonly input: Uint8Array;
}

const extension = ".txt";

/** What is kept of a target, in the order of the names. */
export function readCorpus(folder: string, target: string): Kept[] {
	const path = join(folder, target);
	mkdirSync(path, { recursive: true });
	const files = readdirSync(path).filter((file) => file.endsWith(extension));
	return files.sort().map((file) => ({ name: file.slice(0, -extension.length), input: parse(readFileSync(join(path, file), "utf8")) }));
}

/** Returns where it is. */
export function keep(folder: string, target: string, { name, input }: Kept, meanings: readonly string[], head = ""): string {
	const path = join(folder, target, `${name.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")}${extension}`);
	mkdirSync(join(folder, target), { recursive: true });
	writeFileSync(path, `${head}${format(input, meanings)}`);
	return path;
}
