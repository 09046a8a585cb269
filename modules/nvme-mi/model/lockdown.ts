// SPDX-License-Identifier: Apache-2.0

/** Scopes of Lockdown (NVMe Base 2.0, figure 173) that are of commands which come by way of a management endpoint. */
export const Scope = Object.freeze({ admin: 0, features: 2, managementInterface: 3, pcie: 4 } as const);
/** Rows of bits: by scope of management endpoints; behind them those of admin queues, which have no PCIe commands. */
const ofQueues = 5;
const rows = 8;
const words = 5;
/** Opcodes and identifiers are below this: those of vendors are not among what there is. */
export const codes = 32 * words;

function queueRow(scope: number): number {
	return ofQueues + ((scope + 1) >> 1);
}

/** Commands, and features, that are prohibited by Command and Feature Lockdown until the next power cycle. */
class Lockdown {
	/** A bit for each opcode or identifier. */
	readonly #bits = new Int32Array(rows * words);

	/** Something was prohibited since the last power cycle. */
	any = false;

	/** What comes by way of a management endpoint. */
	has(scope: number, code: number): boolean {
		return this.#has(scope, code);
	}

	/** What comes by an admin queue: hosts are told no, if there were any. */
	hasQueues(scope: number, code: number): boolean {
		return this.#has(queueRow(scope), code);
	}

	set(scope: number, code: number, prohibited: boolean): void {
		this.any = true;
		this.#set(scope, code, prohibited);
	}

	setQueues(scope: number, code: number, prohibited: boolean): void {
		this.#set(queueRow(scope), code, prohibited);
	}

	#has(row: number, code: number): boolean {
		return 0 !== (this.#bits[row * words + (code >> 5)] & (1 << (code & 31)));
	}

	#set(row: number, code: number, prohibited: boolean): void {
		const at = row * words + (code >> 5);
		if (prohibited) this.#bits[at] |= 1 << (code & 31);
		else this.#bits[at] &= ~(1 << (code & 31));
	}

	clear(): void {
		this.any = false;
		for (let index = 0; index < this.#bits.length; index++) this.#bits[index] = 0;
	}
}

Object.freeze(Lockdown.prototype);
export default Lockdown;
