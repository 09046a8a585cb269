// SPDX-License-Identifier: Apache-2.0

/** The endpoints' clock: int32 milliseconds that wrap and are never set back. */
function clock(): number {
	return Math.trunc(performance.now()) | 0;
}

export default clock;
