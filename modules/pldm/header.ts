// SPDX-License-Identifier: Apache-2.0

/** MCTP message type of PLDM (DSP0239, DSP0241); the integrity check bit is never set. */
export const pldmMessage = 0x01;

/** PLDM types (DSP0245). */
export const PldmType = Object.freeze({
	base: 0x00,
	smbios: 0x01,
	platform: 0x02,
	bios: 0x03,
	fru: 0x04,
	firmware: 0x05,
	redfish: 0x06,
	file: 0x07,
	oem: 0x3f,
} as const);

/** The three header bytes behind the message type as one little-endian word: Rq, D, instance id; header version, PLDM type; command (DSP0240 8). */
export const PldmHeader = Object.freeze({
	request: 0x80,
	datagram: 0x40,
	instanceMask: 0x1f,
	versionMask: 0xc000,
	typeShift: 8,
	typeMask: 0x3f,
	commandShift: 16,
	/** What an answer repeats: instance id, PLDM type, command. */
	echoMask: 0xff3f1f,
} as const);

/** Bytes of an answer up to and with the completion code, from the message type byte on. */
export const headLength = 5;

/** How many PLDM types and commands a header can name. */
export const typeCount = 64;
export const commandCount = 256;
