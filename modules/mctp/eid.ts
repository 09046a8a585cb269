// SPDX-License-Identifier: Apache-2.0

/** Special endpoint ids (DSP0236 8.1, table 2). 1 to 7 are reserved, 8 to 254 can be assigned. */
export const nullEid = 0;
export const firstEid = 8;
export const broadcastEid = 255;

/** Whether a bus owner may assign `eid` to an endpoint. */
export function isAssignable(eid: number): boolean {
	return eid >= firstEid && eid < broadcastEid;
}
