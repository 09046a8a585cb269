// SPDX-License-Identifier: Apache-2.0

/** The destinations of a port to which nothing may leave now; what goes elsewhere goes first. */
export interface Parked {
	has(physical: number): boolean;
}
