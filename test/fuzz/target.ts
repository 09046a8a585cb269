// SPDX-License-Identifier: Apache-2.0

/** Bytes of a step. Every input is a row of them, so that one can be left out without changing what the others mean. */
export const stepSize = 8;

/** One thing under test, from its construction on. Whatever is not as it has to be is thrown. */
export interface Life {
	/** Does what the `stepSize` bytes at `at` of the input mean; any bytes mean something. */
	step(input: Uint8Array, at: number): void;
	/** Hostility ends: service has to be there within its bound, and everything has to be free. */
	end(): void | Promise<void>;
	/** The last step, for people. */
	told(): string;
	/** What has happened, as names: an input that reaches a new one is worth keeping. */
	reached(): Iterable<string>;
	/** Packets, bytes or lines that were taken. */
	readonly taken: number;
}

/** What can be fuzzed. */
export interface Target {
	readonly name: string;
	readonly description: string;
	/** What `taken` counts. */
	readonly unit: string;
	/** Steps of the longest life, behind the first. */
	readonly most: number;
	/** The first step says how it is set up. */
	begin(first: Uint8Array): Life;
	/** Frees what all lives share. */
	close?(): Promise<void>;
}

/** Lives a whole input: the first step sets it up, each following one happens. */
export async function live(target: Target, input: Uint8Array, tell?: (text: string) => void): Promise<Life> {
	const life = target.begin(input);
	tell?.(life.told());
	try {
		for (let at = stepSize; at + stepSize <= input.length; at += stepSize) {
			life.step(input, at);
			tell?.(life.told());
		}
	} catch (error) {
		tell?.(life.told());
		throw error;
	}
	await life.end();
	return life;
}
