// SPDX-License-Identifier: Apache-2.0
import type { Context, Factory, Part } from "../device/factory.js";
import type Fields from "../device/fields.js";
import Notifier from "./notifier.js";
import Control from "./responder.js";

/** The control protocol, which every endpoint answers. Its section has no properties yet. */
const control: Factory = Object.freeze({ create });

/** @setup */
function create(profile: Fields, { endpoint, ports, identity }: Context): Part {
	profile.section("control")?.end();
	const notifier = ports.some(({ busOwner }) => undefined !== busOwner) ? new Notifier(endpoint, ports) : undefined;
	return { responders: [new Control({ endpoint, ports, uuid: identity.uuid, notifier })] };
}

export default control;
