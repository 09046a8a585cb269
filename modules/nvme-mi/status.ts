// SPDX-License-Identifier: Apache-2.0

/** Status of a response message (NVMe-MI 1.2, 4.1.2). */
export const Status = Object.freeze({
	success: 0x00,
	moreProcessingRequired: 0x01,
	internalError: 0x02,
	invalidOpcode: 0x03,
	invalidParameter: 0x04,
	invalidCommandSize: 0x05,
	invalidInputSize: 0x06,
	accessDenied: 0x07,
	unableToAbort: 0x08,
	vpdUpdatesExceeded: 0x20,
	pcieInaccessible: 0x21,
	sanitizeInProgress: 0x2a,
} as const);

/**
 * What a handler returns, and the bytes 4 to 7 of the answer as one word: status Invalid Parameter, and where the parameter
 * is (NVMe-MI 1.2, 4.1.2.2): bit 0 to 7 of a byte of the request, counted from the message type byte.
 */
export function invalidParameter(byte: number, bit = 0): number {
	return Status.invalidParameter | (bit << 8) | (byte << 16);
}

/**
 * Status of an NVMe completion (NVMe Base 2.0, 3.3.3.2.1): status code type and status code. Handlers of NVMe Admin commands return it
 * negative, where a response message status is positive.
 */
export const Completion = Object.freeze({
	invalidField: -0x002,
	internalError: -0x006,
	invalidNamespaceOrFormat: -0x00b,
	commandSequenceError: -0x00c,
	sanitizeFailed: -0x01c,
	sanitizeInProgress: -0x01d,
	invalidFirmwareSlot: -0x106,
	invalidFirmwareImage: -0x107,
	invalidLogPage: -0x109,
	invalidFormat: -0x10a,
	featureNotSaveable: -0x10d,
	featureNotChangeable: -0x10e,
	featureNotNamespaceSpecific: -0x10f,
	firmwareNeedsReset: -0x111,
	insufficientCapacity: -0x115,
	namespaceUnavailable: -0x116,
	alreadyAttached: -0x118,
	namespacePrivate: -0x119,
	notAttached: -0x11a,
	thinProvisioningNotSupported: -0x11b,
	controllerListInvalid: -0x11c,
	selfTestInProgress: -0x11d,
	prohibitionNotSupported: -0x128,
	commandSetNotSupported: -0x129,
} as const);
