// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";

/** Bytes of the largest file that is read. */
const largestFile = 1024 * 1024;

/** Reads a text of a bounded size, also from a pipe. Throws an error that says why it cannot. */
export function readText(file: string): string {
	const bytes = readBounded(file);
	if (bytes.length > largestFile) throw new Error(`${file}: this is no profile or configuration, it has more than 1 MiB`);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (error) {
		throw new Error(`${file}: this is no text in UTF-8`, { cause: error });
	}
}

/** Throws an error that says why it cannot. */
export function writeText(file: string, text: string): void {
	write(file, text);
}

/** Throws an error that says why it cannot. */
export function writeBytes(file: string, bytes: Uint8Array): void {
	write(file, bytes);
}

/** Reads any bytes, at most `most`. Throws an error that says why it cannot. */
export function readBytes(file: string, most: number): Uint8Array {
	let bytes: Uint8Array;
	try {
		bytes = readFileSync(file);
	} catch (error) {
		throw new Error(`cannot read ${file}: ${reason(error as NodeJS.ErrnoException, "file")}`, { cause: error });
	}
	if (bytes.length > most) throw new Error(`${file} has ${bytes.length} bytes: at most ${most} are allowed`);
	return bytes;
}

function write(file: string, content: string | Uint8Array): void {
	try {
		writeFileSync(file, content);
	} catch (error) {
		throw new Error(`cannot write ${file}: ${reason(error as NodeJS.ErrnoException, "folder")}`, { cause: error });
	}
}

function readBounded(file: string): Uint8Array {
	const buffer = Buffer.allocUnsafe(largestFile + 1);
	let length = 0;
	try {
		const descriptor = openSync(file, "r");
		try {
			for (let count = -1; 0 !== count && length < buffer.length; length += count)
				count = readSync(descriptor, buffer, length, buffer.length - length, null);
		} finally {
			closeSync(descriptor);
		}
	} catch (error) {
		throw new Error(`cannot read ${file}: ${reason(error as NodeJS.ErrnoException, "file")}`, { cause: error });
	}
	return buffer.subarray(0, length);
}

/** `lacking` is what is not there if something is not. */
function reason({ code, message }: NodeJS.ErrnoException, lacking: string): string {
	switch (code) {
		case "ENOENT":
		case "ENOTDIR":
			return `there is no such ${lacking}`;
		case "EISDIR":
			return "this is a folder";
		case "EACCES":
			return "no permission";
	}
	return message;
}
