// SPDX-License-Identifier: Apache-2.0

/** PDR types (DSP0248 table 66). */
export const PdrType = Object.freeze({
	terminusLocator: 1,
	numericSensor: 2,
	numericSensorInitialization: 3,
	stateSensor: 4,
	stateSensorInitialization: 5,
	sensorAuxiliaryNames: 6,
	oemUnit: 7,
	oemStateSet: 8,
	numericEffecter: 9,
	numericEffecterInitialization: 10,
	stateEffecter: 11,
	stateEffecterInitialization: 12,
	effecterAuxiliaryNames: 13,
	effecterOemSemantic: 14,
	entityAssociation: 15,
	entityAuxiliaryNames: 16,
	oemEntityId: 17,
	interruptAssociation: 18,
	eventLog: 19,
	fruRecordSet: 20,
	compactNumericSensor: 21,
	redfishResource: 22,
	redfishEntityAssociation: 23,
	redfishAction: 24,
	fileDescriptor: 30,
	oemDevice: 126,
	oem: 127,
} as const);

/** Version of the PDR header. */
export const pdrHeaderVersion = 1;
/** Bytes of the PDR header. */
export const pdrHeaderLength = 10;
