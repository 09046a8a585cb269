// SPDX-License-Identifier: Apache-2.0
import type { Context, Factory, Part } from "../device/factory.js";
import type Fields from "../device/fields.js";
import Notifier from "./notifier.js";
import type { ControlOptions } from "./options.js";
import Control from "./responder.js";

/** The control protocol, which every endpoint answers. What bridges and rate limits need besides is in a factory of its own, so that others carry none of it. */
const control: Factory = Object.freeze({ create });

/** @setup */
function create(profile: Fields, context: Context): Part {
	profile.section("control")?.end();
	return { responders: [new Control(controlOptions(context))] };
}

/** @setup */
export function controlOptions({ endpoint, ports, identity }: Context): ControlOptions {
	const notifier = ports.some(({ busOwner }) => undefined !== busOwner) ? new Notifier(endpoint, ports) : undefined;
	return { endpoint, ports, uuid: identity.uuid, notifier };
}

export default control;
