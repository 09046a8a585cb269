// SPDX-License-Identifier: Apache-2.0
import type { Context, Factory, Part } from "../device/factory.js";
import type Fields from "../device/fields.js";
import type { Port } from "../mctp/port.js";
import faultActivation from "./activation.js";
import Faults, { most } from "./faults.js";
import type { FaultOptions } from "./options.js";
import FaultyPort from "./port.js";

/** The section `faults`: what goes wrong from the start. Operators may add faults, so there are Faults without the section as well. */
const fault: Factory = Object.freeze({ port, create });

/** For hosts without operators: without the section, nothing stands between port and endpoint, and no memory is kept for it. */
export const faultOfProfile: Factory = Object.freeze({
	port: /** @setup */ (inner: Port, profile: Fields) => (has(profile) ? port(inner) : inner),
	create: /** @setup */ (profile: Fields, context: Context) => (has(profile) ? create(profile, context) : undefined),
});

/** @setup */
function has(profile: Fields): boolean {
	return undefined !== profile.list("faults", most);
}

/** @setup */
function port(inner: Port): Port {
	return new FaultyPort(inner);
}

/** @setup */
function create(profile: Fields, { front }: Context): Part {
	const faults = new Faults(front);
	for (const { value, path } of profile.list("faults", most) ?? []) faults.add(value as unknown as FaultOptions, path);
	return { front: faults, activation: () => faultActivation(faults) };
}

export default fault;
