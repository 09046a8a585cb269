// SPDX-License-Identifier: Apache-2.0

/** The message header (NVMe-MI 1.2, 3.1.1). Offsets count from the message type byte, as figures and parameter error locations do. */
export const Message = Object.freeze({
	/** MCTP message type, with the integrity check bit that every message has. */
	type: 0x84,
	/** NVMe-MI message parameters: which slot, which kind, response or request. */
	parameters: 1,
	/** Management endpoint buffer, command initiated auto pause. */
	flags: 2,
	/** Opcode, or status of a response. */
	code: 4,
	/** Bytes up to the opcode. */
	header: 4,
	/** Bytes of the integrity check. */
	check: 4,
} as const);

/** Bits of the message parameters. */
export const Parameter = Object.freeze({ slot: 0x01, kindShift: 3, kindMask: 0x0f, response: 0x80 } as const);

/** Bits of the flags. */
export const Flag = Object.freeze({ buffer: 0x01, autoPause: 0x02 } as const);

/** NVMe-MI message types. */
export const Kind = Object.freeze({ controlPrimitive: 0, managementInterface: 1, admin: 2, pcie: 4, asynchronousEvent: 5 } as const);

/** Most bytes of data in a message. */
export const mostData = 4096;
