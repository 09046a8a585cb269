// SPDX-License-Identifier: Apache-2.0
// State sets and their states (DSP0249), those that devices often have; numbers of the others are told as they are.

interface StateSet {
	readonly name: string;
	/** From state 1 on. */
	readonly states: readonly string[];
}

/** @param states words, from state 1 on */
function set(name: string, states: string): StateSet {
	return Object.freeze({ name, states: Object.freeze(states.split(" ")) });
}

/** By number. */
const stateSets: Readonly<Record<number, StateSet>> = Object.freeze({
	1: set("health", "normal nonCritical critical fatal upperNonCritical lowerNonCritical upperCritical lowerCritical upperFatal lowerFatal"),
	2: set(
		"availability",
		"enabled disabled shutdown offline inTest deferred quiescent rebooting resetting failed notInstalled powerSaveMode paused shuttingDown starting notResponding",
	),
	3: set("predictiveCondition", "normal predictiveFailure"),
	9: set("operationalStress", "normal stressed"),
	10: set("operationalFault", "normal error nonRecoverableError"),
	11: set("operationalRunning", "starting stopping stopped inService aborted dormant"),
	13: set("presence", "present notPresent"),
	15: set("configuration", "valid invalid notConfigured missing"),
	16: set("changedConfiguration", "normal changeDetected"),
	17: set("identify", "unasserted asserted"),
	18: set("version", "normal compatibleChange incompatibleChange changePending"),
	21: set("thermalTrip", "normal tripped"),
	33: set("link", "connected disconnected"),
	101: set("communicationLeash", "connected disconnected"),
	129: set(
		"softwareTermination",
		"normal terminated stopDuringLoad runTimeStop gracefulShutdownRequested gracefulRestartRequested gracefulShutdown requestFailed",
	),
	192: set("bootRestartCause", "poweredUp hardReset warmReset manualHardReset manualWarmReset systemRestart watchdogTimeout"),
	258: set("acpiPower", "S0 S1 S2 S3 S4 S5 G3"),
});

/** Undefined: nobody knows it here. */
export function stateSetName(stateSet: number): string | undefined {
	return stateSets[stateSet]?.name;
}

/** Undefined: nobody knows it here. State 0 is one of no set. */
export function stateName(stateSet: number, state: number): string | undefined {
	return 0 === state ? "unknown" : stateSets[stateSet]?.states[state - 1];
}
