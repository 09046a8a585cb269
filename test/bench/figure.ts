// SPDX-License-Identifier: Apache-2.0

/** Something measured: time, memory, or how much of something in a time. */
export interface Figure {
	readonly name: string;
	readonly value: number;
	readonly unit: "ns" | "ms" | "KiB" | "GB/s" | "1/s";
	/** More to print beside it. */
	readonly detail?: string;
}
