// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { Effect } from "../effect.js";
import { invalidParameter, Status } from "../status.js";

/** Reset type, or shutdown type. */
const typeAt = 11;
const abrupt = 1;

/** Reset (NVMe-MI 1.2, 5.8): an NVM subsystem reset, once the answer has left. */
export function reset(call: Call): number {
	if (0 !== call.u8(typeAt)) return invalidParameter(typeAt);
	return call.promise(Effect.reset, 0, 0) ? Status.success : Status.internalError;
}

/** Shutdown (5.11): of all controllers, once the answer has left. */
export function shutdown(call: Call): number {
	const type = call.u8(typeAt);
	if (type > abrupt) return invalidParameter(typeAt);
	return call.promise(Effect.shutdown, 0, type) ? Status.success : Status.internalError;
}
