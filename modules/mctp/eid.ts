// SPDX-License-Identifier: Apache-2.0

/** Special endpoint ids (DSP0236 8.1, table 2). 1 to 7 are reserved, 8 to 254 can be assigned. */
export const Eid = Object.freeze({
	null: 0,
	firstAssignable: 8,
	lastAssignable: 254,
	broadcast: 255,
} as const);

/** Whether a bus owner may assign `eid` to an endpoint. */
export function isAssignable(eid: number): boolean {
	return eid >= Eid.firstAssignable && eid <= Eid.lastAssignable;
}
