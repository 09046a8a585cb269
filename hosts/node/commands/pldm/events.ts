// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import { EventClass } from "../../../../modules/pldm/platform/event.js";
import type BusOwner from "../../bus-owner.js";
import type { Target } from "../../line/target.js";
import type PldmClient from "../../pldm/client.js";
import { eventValues, formatEvent, type Known, type ReceivedEvent } from "../../pldm/event-text.js";
import { isAnnouncement, pollEvents, receiveEvents, subscribe, unsubscribe } from "../../pldm/events.js";
import { effectersOf, sensorsOf } from "../../pldm/sensors.js";
import { RequestError } from "../../requester.js";
import { parseCount } from "../arguments.js";
import type { Farewell } from "../peer.js";
import { addTerminusCommand, allRecords, print, printJson, unlessUnplugged, withTerminus, type TerminusOptions } from "./terminus.js";

interface Options extends TerminusOptions {
	poll?: number;
	heartbeat?: number;
	count?: number;
}

export default function (pldm: Command): void {
	const events = pldm.command("events").description("Events that a terminus raises.");
	addTerminusCommand(events, "follow")
		.description("Be the event receiver of a terminus, and tell its events until a signal comes.")
		.addOption(new Option("--poll <ms>", "let it keep its events, and ask for them every so many milliseconds").argParser(parseCount))
		.addOption(new Option("--heartbeat <s>", "have it send a heartbeat every so many seconds").argParser(parseCount).conflicts("poll"))
		.addOption(new Option("--count <number>", "end behind so many events").argParser(parseCount))
		.action((target: Target, options: Options) =>
			withTerminus(target, options, (client, owner, farewell) => follow(client, owner, farewell, options)),
		);
}

async function follow(client: PldmClient, owner: BusOwner, farewell: Farewell, options: Options): Promise<void> {
	const { poll, heartbeat, json, count = Infinity, ownEid, timeout } = options;
	let told = 0;
	/** The terminus knows where its events are to go. */
	let subscribed = false;
	/** What events are about. */
	let known: Known | undefined = undefined;
	const waiting: ReceivedEvent[] = [];
	let wake = () => {};
	receiveEvents(
		owner.endpoint,
		(event) => {
			waiting.push(event);
			wake();
		},
		() => {
			subscribed = false;
			wake();
		},
	);
	const tell = (event: ReceivedEvent) => {
		told++;
		const time = new Date().toISOString();
		if (json) printJson({ time, tid: event.tid, ...eventValues(event, known) });
		else print(`${time.slice(11, 23)} ${formatEvent(event, known)}`);
	};
	const hear = async (event: ReceivedEvent) => {
		tell(event);
		if (EventClass.pdrRepositoryChange === event.eventClass) known = await knownOf(client);
	};
	const pull = async () => {
		for await (const event of pollEvents(client)) if (told < count) await hear(event);
	};
	const turn = async () => {
		await owner.peer(timeout);
		if (!subscribed) {
			subscribed = true;
			await subscribe(client, ownEid, undefined !== poll, heartbeat);
			known = await knownOf(client);
		}
		for (let event = waiting.shift(); undefined !== event && told < count; event = waiting.shift()) {
			await hear(event);
			if (isAnnouncement(event)) await pull();
		}
		if (undefined !== poll && told < count) await pull();
	};
	farewell.say = () => unsubscribe(client, ownEid);
	while (!process.stdout.errored) {
		await unlessUnplugged(turn());
		if (told >= count) break;
		await new Promise<void>((resolve) => {
			const timer = undefined === poll ? undefined : setTimeout(resolve, poll);
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
			if (waiting.length > 0 || !subscribed) wake();
		});
	}
	await unlessUnplugged(unsubscribe(client, ownEid));
}

/** Undefined, where a terminus has no records, or they cannot be read: its events are told all the same. */
async function knownOf(client: PldmClient): Promise<Known | undefined> {
	try {
		const records = await allRecords(client);
		return { sensors: sensorsOf(records), effecters: effectersOf(records) };
	} catch (error) {
		if (error instanceof RequestError) throw error;
		return undefined;
	}
}
