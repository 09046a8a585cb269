// SPDX-License-Identifier: Apache-2.0

/** Completion codes of the MCTP control protocol (DSP0236 12.2, table 13). 0x80 to 0xFF are specific to a command. */
export const Completion = Object.freeze({
	success: 0x00,
	error: 0x01,
	invalidData: 0x02,
	invalidLength: 0x03,
	notReady: 0x04,
	unsupportedCommand: 0x05,
	/** Get MCTP Version Support: the message type is not supported. */
	unsupportedType: 0x80,
} as const);
