// SPDX-License-Identifier: Apache-2.0
// What commands write.
import { colorsFor } from "../log.js";

export const { bold, red, yellow, green, dim } = colorsFor(process.stdout);

export function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

/** Bytes become hexadecimal digits. */
export function printJson(value: unknown, indent?: number): void {
	print(JSON.stringify(value, (_name, each: unknown) => (each instanceof Uint8Array ? Buffer.from(each).toString("hex") : each), indent));
}

/** Share of the work between two lines where nobody looks at a terminal. */
const step = 0.1;

/**
 * Tells on standard error how far something is, as the share `done` of it: on a terminal in one line that changes, else now
 * and then in a line of its own.
 */
export function progress(what: string): (done: number, detail?: string) => void {
	const { stderr } = process;
	let told = 0;
	return (done, detail = "") => {
		const text = `${what}: ${Math.floor(100 * done)} %${detail}`;
		if (stderr.isTTY) stderr.write(`\r${text}${done >= 1 ? "\n" : ""}`);
		else if (done >= 1 || done >= told + step) stderr.write(`${text}\n`);
		else return;
		told = done;
	};
}
