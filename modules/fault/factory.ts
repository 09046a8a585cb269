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
