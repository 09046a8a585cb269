// SPDX-License-Identifier: Apache-2.0

/** Command codes of PLDM base (DSP0240 table 10). */
export const BaseCommand = Object.freeze({
	setTid: 0x01,
	getTid: 0x02,
	getPldmVersion: 0x03,
	getPldmTypes: 0x04,
	getPldmCommands: 0x05,
	selectPldmVersion: 0x06,
	negotiateTransferParameters: 0x07,
	multipartSend: 0x08,
	multipartReceive: 0x09,
} as const);

/** Completion codes of single commands (DSP0240 9). */
export const BaseCompletion = Object.freeze({
	invalidDataTransferHandle: 0x80,
	invalidTransferOperationFlag: 0x81,
	invalidPldmType: 0x83,
	invalidPldmVersion: 0x84,
} as const);
