// SPDX-License-Identifier: Apache-2.0

/** sensorOperationalState (DSP0248 table 30). */
export const SensorOperational = Object.freeze({
	enabled: 0,
	disabled: 1,
	unavailable: 2,
	statusUnknown: 3,
	failed: 4,
	initializing: 5,
	shuttingDown: 6,
	inTest: 7,
} as const);
export type SensorOperationalName = keyof typeof SensorOperational;
export const sensorOperationalNames: readonly SensorOperationalName[] = Object.freeze(
	Object.keys(SensorOperational) as SensorOperationalName[],
);

/** presentState, previousState and eventState of a numeric sensor (DSP0248 table 30). */
export const NumericState = Object.freeze({
	unknown: 0,
	normal: 1,
	warning: 2,
	critical: 3,
	fatal: 4,
	lowerWarning: 5,
	lowerCritical: 6,
	lowerFatal: 7,
	upperWarning: 8,
	upperCritical: 9,
	upperFatal: 10,
} as const);
export const numericStateNames: readonly string[] = Object.freeze(Object.keys(NumericState));

/** sensorEventMessageEnable (DSP0248 table 28). */
export const EventEnable = Object.freeze({ none: 0, disabled: 1, enabled: 2, operationalOnly: 3, stateOnly: 4 } as const);

/** effecterOperationalState (DSP0248 table 47). */
export const EffecterOperational = Object.freeze({
	updatePending: 0,
	noUpdatePending: 1,
	disabled: 2,
	unavailable: 3,
	statusUnknown: 4,
	failed: 5,
	initializing: 6,
	shuttingDown: 7,
	inTest: 8,
} as const);
export const effecterOperationalNames: readonly string[] = Object.freeze(Object.keys(EffecterOperational));

/** Whether events of operational states, and of states, are wanted. */
export function tellsOperational(enable: number): boolean {
	return EventEnable.enabled === enable || EventEnable.operationalOnly === enable;
}

export function tellsStates(enable: number): boolean {
	return EventEnable.enabled === enable || EventEnable.stateOnly === enable;
}
