// SPDX-License-Identifier: Apache-2.0
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Storage } from "../../modules/device/storage.js";
import type Log from "./log.js";

/** Bytes of the largest thing that anybody keeps: a firmware image. */
const size = 0x4000000;
const erased = 0xff;

/**
 * A region in a file, which is as long as what was written. After `erase` the next write makes a new file, which takes the place of the old one once it is whole: power, or the
 * process, that goes meanwhile leaves the old one.
 */
class FileStorage implements Storage {
	readonly size = size;
	readonly #path: string;
	readonly #log: Log;
	#erasing = false;

	constructor(path: string, log: Log) {
		this.#path = path;
		this.#log = log;
	}

	read(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		memory.fill(erased, at, at + length);
		return this.#erasing || this.#use("r", false, (file) => readSync(file, memory, at, length, offset));
	}

	write(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		if (offset + length > size) return false;
		const put = (file: number) => {
			for (let done = 0; done < length;) done += writeSync(file, memory, at + done, length - done, offset + done);
			fsyncSync(file);
		};
		if (!this.#erasing) return this.#use("r+", true, put);
		const next = `${this.#path}.new`;
		return this.#use("w", false, put, next) && this.#replace(next);
	}

	erase(): boolean {
		this.#erasing = true;
		return true;
	}

	/** With the file open; where there is none, `create` makes one, else nothing is done. */
	#use(flags: string, create: boolean, act: (file: number) => unknown, path = this.#path): boolean {
		try {
			const file = openSync(path, flags);
			try {
				act(file);
			} finally {
				closeSync(file);
			}
			return true;
		} catch (error) {
			const { code, message } = error as NodeJS.ErrnoException;
			if ("ENOENT" === code && "r" === flags) return true;
			if ("ENOENT" === code && create) return this.#use("w", false, act, path);
			this.#log.warn(`storage: ${message}`);
			return false;
		}
	}

	#replace(next: string): boolean {
		try {
			renameSync(next, this.#path);
			this.#erasing = false;
			return true;
		} catch (error) {
			this.#log.warn(`storage: ${(error as Error).message}`);
			rmSync(next, { force: true });
			return false;
		}
	}
}

/** What outlives the process, as files in a folder, one for each name. Throws where the folder cannot be made. */
export function folderStorage(folder: string, log: Log): (name: string) => Storage {
	mkdirSync(folder, { recursive: true });
	return (name) => new FileStorage(join(folder, name), log);
}
