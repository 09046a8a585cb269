// SPDX-License-Identifier: Apache-2.0
import type { StateFieldOptions } from "./state-sensor.js";
import { EffecterOperational, EventEnable } from "./states.js";

/** Called with what a field of a state effecter is set to. */
export type StateAction = (offset: number, state: number, now: number) => void;

export interface StateEffecterOptions {
	id: number;
	/** Of a composite effecter, 1 to 8. */
	fields: readonly (StateFieldOptions & { readonly state: number })[];
}

export interface EffecterField {
	readonly stateSet: number;
	readonly possible: readonly number[];
	/** Of `EffecterOperational`. */
	operational: number;
	eventEnable: number;
	pending: number;
	present: number;
}

/** A state effecter (DSP0248 23), of one or several fields. */
class StateEffecter {
	readonly id: number;
	readonly fields: readonly EffecterField[];
	/** What it acts on; none: the state is all there is. */
	action: StateAction | undefined = undefined;

	constructor({ id, fields }: StateEffecterOptions) {
		this.id = id;
		this.fields = fields.map(({ stateSet, possible, state }) =>
			Object.seal({
				stateSet,
				possible,
				operational: EffecterOperational.noUpdatePending,
				eventEnable: EventEnable.disabled,
				pending: state,
				present: state,
			}),
		);
	}

	/** Whether a field can be in a state. */
	allows(offset: number, state: number): boolean {
		return this.fields[offset].possible.indexOf(state) >= 0;
	}

	/** A field is in a state from now on; `allows` has said that it can be. */
	set(offset: number, state: number, now: number): void {
		const field = this.fields[offset];
		field.pending = field.present = state;
		this.action?.(offset, state, now);
	}
}

Object.freeze(StateEffecter.prototype);
export default StateEffecter;
