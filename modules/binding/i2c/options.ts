// SPDX-License-Identifier: Apache-2.0
import type { I2cTarget } from "../../device/i2c-target.js";

export const usualLanes = 4;

/** What the memory of an I2C port is made of. */
export interface I2cSizes {
	/** Packets under way at a time, each to another address: all but one may be refused without the others waiting; 4 */
	lanes?: number;
	/** Bytes of all transfers of applications together; 0 */
	transfers?: number;
}

export interface I2cOptions extends I2cSizes {
	/** Own 7-bit address, as target and as source of packets. */
	address: number;
	/** Attempts after one that was not acknowledged: 8 for an endpoint (PN1), 12 for a bridge that carries packets of others (PN2; DSP0237 table 8); 8 */
	retries?: number;
	/** EIDs whose addresses are remembered; 16 */
	neighbours?: number;
	/** Milliseconds that one who is not heard of is remembered; 600000 */
	neighbourAge?: number;
	/** 7-bit address of a mux of one byte, whose bit n-1 opens channel n (PCA9548 and its kind). */
	mux?: number;
	/** Milliseconds that a request keeps its channel at most, by the time that a requester waits (DSP0237 table 9: MT2 is MT1 and two of MT3, 300 ms); 300 */
	channelHold?: number;
	/** Serves what is no MCTP. */
	target?: I2cTarget;
}
