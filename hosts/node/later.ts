// SPDX-License-Identifier: Apache-2.0

/**
 * Has `act` called when so many milliseconds have passed, and what is in sockets then has been read: where the process stood still meanwhile, what has come does not count as missing.
 */
export default function later(wait: number, act: () => void): NodeJS.Timeout {
	return setTimeout(() => setImmediate(act), wait);
}
