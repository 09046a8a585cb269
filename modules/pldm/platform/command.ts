// SPDX-License-Identifier: Apache-2.0

/** Command codes of PLDM for platform monitoring and control (DSP0248 table 107). */
export const PlatformCommand = Object.freeze({
	getTerminusUid: 0x03,
	setEventReceiver: 0x04,
	getEventReceiver: 0x05,
	platformEventMessage: 0x0a,
	pollForPlatformEventMessage: 0x0b,
	eventMessageSupported: 0x0c,
	eventMessageBufferSize: 0x0d,
	setNumericSensorEnable: 0x10,
	getSensorReading: 0x11,
	getSensorThresholds: 0x12,
	setSensorThresholds: 0x13,
	restoreSensorThresholds: 0x14,
	getSensorHysteresis: 0x15,
	setSensorHysteresis: 0x16,
	initNumericSensor: 0x17,
	setStateSensorEnables: 0x20,
	getStateSensorReadings: 0x21,
	initStateSensor: 0x22,
	setNumericEffecterEnable: 0x30,
	setNumericEffecterValue: 0x31,
	getNumericEffecterValue: 0x32,
	setStateEffecterEnables: 0x38,
	setStateEffecterStates: 0x39,
	getStateEffecterStates: 0x3a,
	getPdrRepositoryInfo: 0x50,
	getPdr: 0x51,
	findPdr: 0x52,
	getPdrRepositorySignature: 0x53,
	runInitAgent: 0x58,
} as const);

/** Completion codes of single commands (DSP0248 16 to 26). */
export const SensorCompletion = Object.freeze({
	invalidSensorId: 0x80,
	/** SetNumericSensorEnable, InitStateSensor */
	invalidOperationalState: 0x81,
	/** GetSensorReading */
	rearmUnavailable: 0x81,
	eventGenerationNotSupported: 0x82,
} as const);

export const EffecterCompletion = Object.freeze({
	invalidEffecterId: 0x80,
	/** SetStateEffecterStates; SetNumericEffecterValue: a value that cannot be set */
	invalidStateValue: 0x81,
	unsupportedEffecterState: 0x82,
} as const);

export const EventCompletion = Object.freeze({
	invalidProtocolType: 0x80,
	/** SetEventReceiver */
	enableMethodNotSupported: 0x81,
	heartbeatFrequencyTooHigh: 0x82,
	/** Event messages */
	unsupportedFormatVersion: 0x81,
	eventIdNotValid: 0x82,
} as const);

export const PdrCompletion = Object.freeze({
	invalidDataTransferHandle: 0x80,
	invalidTransferOperationFlag: 0x81,
	invalidRecordHandle: 0x82,
	invalidRecordChangeNumber: 0x83,
} as const);

export const FindPdrCompletion = Object.freeze({
	invalidFindHandle: 0x80,
	invalidFindOperationFlag: 0x81,
	invalidPdrType: 0x82,
	invalidParameterFormatNumber: 0x83,
	invalidFindParameters: 0x84,
	repositoryUpdateInProgress: 0x85,
} as const);
