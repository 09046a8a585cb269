// SPDX-License-Identifier: Apache-2.0
import type { Directory, File } from "embedded:storage/files";
import { storage as folder } from "hosts/platform/configuration";
import Modules from "modules";
import type { Storage } from "../../modules/device/storage.js";

/** Bytes of the largest thing that anybody keeps: a firmware image. */
const size = 0x4000000;
const erased = 0xff;

/**
 * A region in a file, which is as long as what was written. After `erase` the next write makes a new file, which takes the place of the old one once it is whole: a process that
 * goes meanwhile leaves the old one.
 */
class FileStorage implements Storage {
	readonly size = size;
	readonly #files: Directory;
	readonly #name: string;
	#erasing = false;

	constructor(files: Directory, name: string) {
		this.#files = files;
		this.#name = name;
	}

	read(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		memory.fill(erased, at, at + length);
		if (this.#erasing || !this.#exists()) return true;
		return this.#use(this.#name, "r", (file) => file.read(piece(memory, at, length), offset));
	}

	write(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		if (offset + length > size) return false;
		const put = (file: File) => {
			file.write(piece(memory, at, length), offset);
			file.flush();
			/* A disk that is full takes a part, and the SDK tells nobody. */
			if (file.status().size < offset + length) throw new Error("not all of it was written");
		};
		if (!this.#erasing) return this.#use(this.#name, this.#exists() ? "r+" : "w", put);
		const next = `${this.#name}.new`;
		if (!this.#use(next, "w", put) || !this.#replace(next)) return false;
		this.#erasing = false;
		return true;
	}

	erase(): boolean {
		this.#erasing = true;
		return true;
	}

	#exists(): boolean {
		return this.#files.status(this.#name).isFile();
	}

	#replace(next: string): boolean {
		return this.#try(() => this.#files.move(next, this.#name));
	}

	#use(path: string, mode: "r" | "r+" | "w", act: (file: File) => void): boolean {
		return this.#try(() => {
			const file = this.#files.openFile({ path, mode });
			try {
				act(file);
			} finally {
				file.close();
			}
		});
	}

	#try(act: () => void): boolean {
		try {
			act();
			return true;
		} catch (error) {
			trace(`storage: ${this.#name}: ${(error as Error).message}\n`);
			return false;
		}
	}
}

function piece(memory: Uint8Array, at: number, length: number): Uint8Array {
	return new Uint8Array(memory.buffer, at, length);
}

/** The folder of the configuration, made if it is not there. */
function open(path: string): Directory {
	const files = Modules.importNow("embedded:storage/files") as Directory;
	files.createDirectory(path);
	return files.openDirectory({ path });
}

const files = undefined === folder ? undefined : open(folder);

/** What outlives the process under this name; undefined: the configuration has no folder for it. */
export default function storage(name: string): Storage | undefined {
	return undefined === files ? undefined : new FileStorage(files, name);
}

Object.freeze(FileStorage.prototype);
