// SPDX-License-Identifier: Apache-2.0

/**
 * Appends a part of what comes in parts; `next` is the handle of the next one, 0 if there is none. Throws, for `what`, where there would be no end: above
 * `most` bytes, or after a part of nothing.
 */
export default function takePart(bytes: number[], part: Uint8Array, next: number, most: number, what: string): void {
	bytes.push(...part);
	if (bytes.length > most || (0 === part.length && 0 !== next)) throw new Error(`${what} has no end`);
}
