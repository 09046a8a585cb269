// SPDX-License-Identifier: Apache-2.0
import type { Schema } from "./schema.js";

/** Bytes as pairs of hexadecimal digits. */
export const bytes: Schema<string> = Object.freeze({ type: "string", description: "bytes in hexadecimal", pattern: "^([0-9a-f]{2})*$" });

/** @setup */
export function hexadecimal(memory: Uint8Array, offset: number, length: number): string {
	return Array.from(memory.slice(offset, offset + length), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
