// SPDX-License-Identifier: Apache-2.0
import { isIPv4 } from "node:net";
import { parseTarget, type Address } from "../line/target.js";

/** What may be written for the place where operators find a device. */
export const controlForms = "listen:unix:PATH or listen:tcp:[HOST:]PORT";
/** And for how they get there. */
export const operatorForms = "unix:PATH or tcp:HOST:PORT";

/** Where a device listens for operators. Throws RangeError that says what is allowed. */
export function parseControl(text: string): Address {
	const target = parseTarget(text);
	if ("listen" !== target.kind) throw new RangeError(`Write ${controlForms}.`);
	const { address } = target;
	if (!("path" in address) && !isLoopback(address.host))
		throw new RangeError(
			`Operators need no password, so only this machine may reach them: listen on 127.0.0.1 or a UNIX socket; from elsewhere, forward it with ssh -L.`,
		);
	return address;
}

/** Where an operator finds a device; what the device was told does as well. Throws RangeError that says what is allowed. */
export function parseOperator(text: string): Address {
	const target = parseTarget(text);
	if ("address" in target) return target.address;
	throw new RangeError(`Write ${operatorForms}.`);
}

function isLoopback(host: string): boolean {
	return "localhost" === host || "::1" === host || (isIPv4(host) && host.startsWith("127."));
}
