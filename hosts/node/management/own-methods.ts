// SPDX-License-Identifier: Apache-2.0
import type { Method } from "../../../modules/activation/activation.js";
import { choice, list, none, object, record, text, type Schema } from "../../../modules/activation/schema.js";
import type Catalog from "./catalog.js";
import { discovered, type Information } from "./discovery.js";
import type Session from "./session.js";

/** A method of the server itself, about the session with the operator who calls it. */
export interface OwnMethod extends Pick<Method, "description" | "parameters" | "result"> {
	run(parameters: object, session: Session): unknown;
}

/** Of the server itself: not for people, who have commands for what these do. */
export const ownNames = Object.freeze(["subscribe", "unsubscribe", "rpc.discover"] as const);

/** What an operator can do who is told nothing: find out, and hear events. */
function ownMethods(catalog: Catalog, information: Information): ReadonlyMap<string, OwnMethod> {
	const names = [...catalog.events.keys()];
	const events = list("which", names.length > 0 ? choice("name of the event", names) : text("name of the event; there are none"));
	const subscribed = object({ events: list("those that are told now", text("name of the event")) });
	const own = new Map<string, OwnMethod>();
	const add = <Parameters extends object>(
		name: (typeof ownNames)[number],
		description: string,
		parameters: Schema<Parameters>,
		result: Schema,
		run: (parameters: Parameters, session: Session) => unknown,
	) => own.set(name, { description, parameters, result, run: run as OwnMethod["run"] });

	add("subscribe", "Has events told, as notifications with their names as methods", object({ events }), subscribed, (asked, session) => {
		for (const name of asked.events) {
			const event = catalog.events.get(name);
			if (undefined === event) throw new RangeError("events: this device has none");
			session.subscribe(name, event);
		}
		return { events: session.subscriptions };
	});
	add("unsubscribe", "Has events told no more", object({ events }), subscribed, (asked, session) => {
		for (const name of asked.events) session.unsubscribe(name);
		return { events: session.subscriptions };
	});
	add("rpc.discover", "All methods and events", none, record("an OpenRPC document", {}), () => discovered(information, catalog, own));
	return own;
}

export default ownMethods;
