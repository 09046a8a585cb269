// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { formatUuid } from "./names.js";

/** Name space of the UUIDs that this program makes. */
const nameSpace = Buffer.from("4d1f6bb2c6a94b7d9b0b3f5a9f2c7e10", "hex");

/**
 * The UUID of a device that was given none: made from its name and the name of this machine (RFC 9562, version 5), so
 * that it is the same after a restart, and another for another name or machine.
 */
function deviceUuid(name: string, machine: string = hostname()): string {
	const hash = createHash("sha1").update(nameSpace).update(`${machine}\0${name}`).digest().subarray(0, 16);
	hash[6] = (hash[6] & 0x0f) | 0x50;
	hash[8] = (hash[8] & 0x3f) | 0x80;
	return formatUuid(hash);
}

/** A serial number for a device that was given none: the digits of its UUID in which versions and variants are not. */
export function serialNumberOf(uuid: string): string {
	return uuid.replaceAll("-", "").slice(-12).toUpperCase();
}

export default deviceUuid;
