// SPDX-License-Identifier: Apache-2.0

/** Scopes of Lockdown (NVMe Base 2.0, figure 173) that are of commands which come by way of a management endpoint. */
export const Scope = Object.freeze({ admin: 0, features: 2, managementInterface: 3, pcie: 4 } as const);
const scopes = 5;
const words = 8;

/** Commands, and features, that are prohibited by Command and Feature Lockdown until the next power cycle. */
class Lockdown {
	/** A bit for each opcode or identifier, by scope. */
	readonly #bits = new Int32Array(scopes * words);

	/** Something was prohibited since the last power cycle. */
	any = false;

	has(scope: number, code: number): boolean {
		return 0 !== (this.#bits[scope * words + (code >> 5)] & (1 << (code & 31)));
	}

	set(scope: number, code: number, prohibited: boolean): void {
		const at = scope * words + (code >> 5);
		this.any = true;
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
