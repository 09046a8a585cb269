// SPDX-License-Identifier: Apache-2.0
import { commandTable } from "../../modules/pldm/command.js";
import { PldmType } from "../../modules/pldm/header.js";
import type { Multipart } from "../../modules/pldm/multipart.js";
import type { PldmProtocol } from "../../modules/pldm/protocol.js";

/** What is read, and what is to be written. */
export const content = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);

/** A PLDM type that moves bytes in either direction, in as many contexts as anybody wants, and knows which transfers have not ended. */
export class Store implements PldmProtocol, Multipart {
	readonly type = PldmType.file;
	readonly versions = [0xf1f0f000];
	readonly commands = commandTable<never>([]);
	readonly multipart = this;
	/** Transfers that have begun and not ended, by context. */
	readonly open = new Map<number, number>();
	/** Writing fails. */
	full = false;
	/** Bytes that were written. */
	written = 0;
	readonly #memory: Uint8Array;

	constructor(memory: Uint8Array) {
		this.#memory = memory;
	}

	begin(_sends: boolean, context: number, _handle: number, offset: number): number {
		if (offset > content.length) return 0x24;
		this.open.set(context, (this.open.get(context) ?? 0) + 1);
		return 0;
	}

	available(_context: number, offset: number): number {
		return content.length - offset;
	}

	read(_context: number, offset: number, length: number, { reply }: Parameters<Multipart["read"]>[3]): boolean {
		for (let index = 0; index < length; index++) reply.u8(content[offset + index]);
		return true;
	}

	/** What is sent has to be `content` as well. */
	write(_context: number, offset: number, at: number, length: number): boolean {
		for (let index = 0; index < length; index++)
			if (this.#memory[at + index] !== content[(offset + index) % content.length]) throw new Error("a part is stored in a wrong place");
		this.written += length;
		return !this.full;
	}

	end(context: number): void {
		const count = this.open.get(context) ?? 0;
		if (count < 1) throw new Error("a transfer ends that has not begun");
		if (1 === count) this.open.delete(context);
		else this.open.set(context, count - 1);
	}
}
