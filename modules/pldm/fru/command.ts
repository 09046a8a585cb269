// SPDX-License-Identifier: Apache-2.0

/** Command codes of PLDM for FRU data (DSP0257 table 10). */
export const FruCommand = Object.freeze({
	getFruRecordTableMetadata: 0x01,
	getFruRecordTable: 0x02,
	setFruRecordTable: 0x03,
	getFruRecordByOption: 0x04,
} as const);

/** Completion codes of single commands (DSP0257 9). */
export const FruCompletion = Object.freeze({
	invalidDataTransferHandle: 0x80,
	invalidTransferOperationFlag: 0x81,
	invalidTransferFlag: 0x82,
	noTableMetadata: 0x83,
	invalidDataIntegrityCheck: 0x84,
	tableUnavailable: 0x85,
} as const);
