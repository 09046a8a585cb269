// SPDX-License-Identifier: Apache-2.0

/** Completion codes of all PLDM types (DSP0240 9). 0x80 to 0xFF are specific to a command. */
export const Completion = Object.freeze({
	success: 0x00,
	error: 0x01,
	invalidData: 0x02,
	invalidLength: 0x03,
	notReady: 0x04,
	unsupportedCommand: 0x05,
	invalidPldmType: 0x20,
	invalidTransferContext: 0x21,
	invalidDataTransferHandle: 0x22,
	unexpectedTransferFlagOperation: 0x23,
	invalidRequestedSectionOffset: 0x24,
} as const);
