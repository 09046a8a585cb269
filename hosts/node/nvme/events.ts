// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../../modules/mctp/endpoint.js";
import type Exchange from "../../../modules/mctp/exchange.js";
import { Reply, type Responder } from "../../../modules/mctp/responder.js";
import { EventList } from "../../../modules/nvme-mi/events.js";
import { Kind, Message, Parameter } from "../../../modules/nvme-mi/message.js";
import { Change, flagsOf } from "../../../modules/nvme-mi/model/change.js";
import { beforeCheck } from "../integrity.js";
import type NvmeMiClient from "./client.js";
import { bitsOf, viewOf } from "./decode.js";
import { AnswerError } from "./errors.js";
import { Configuration, Management } from "./management.js";

/** An event that a device knows. */
export interface KnownEvent {
	readonly id: number;
	readonly name: string;
	readonly enabled: boolean;
}

/** One occurrence of an event. */
export interface Occurrence {
	readonly id: number;
	readonly name: string;
	/** Number of the message: one that is sent again has the same. */
	readonly generation: number;
	/** What it is of: 1 a controller, and which. */
	readonly scope: number;
	readonly of: number;
	readonly data: Uint8Array;
}

/** Lengths in an occurrence list (NVMe-MI 1.2, 9): of its header, and of an occurrence without data. */
const listHead = 7;
const occurrenceHead = 9;
const generationShift = 3;

/** Events have the names of the flags that they stand for. */
function eventName(id: number): string {
	return id < 13 ? bitsOf(Change, flagsOf(1 << id))[0] : id >= 0xc0 ? `event ${id} of the vendor` : `event ${id}`;
}

/** The events that a device knows (Configuration Get, 5.1.4). */
export async function listEvents(client: NvmeMiClient): Promise<KnownEvent[]> {
	const { data } = await client.management(Management.configurationGet, Configuration.asynchronousEvent);
	const { header, item, enabled, identifierMask } = EventList;
	const short = () => new AnswerError("Configuration Get", "its list of events is malformed");
	if (data.length < header || 0 !== data[1] || header !== data[4]) throw short();
	const [count] = data;
	if (data.length < header + count * item || header + count * item !== viewOf(data).getUint16(2, true)) throw short();
	return Array.from({ length: count }, (_, index) => {
		const at = header + index * item;
		const word = viewOf(data).getUint16(at + 1, true);
		if (item !== data[at]) throw short();
		const id = word & identifierMask;
		return { id, name: eventName(id), enabled: 0 !== (word & enabled) };
	});
}

/** When messages come: seconds behind an event, and tenths of a second until one that nobody acknowledges comes again. */
export interface EventTimes {
	readonly delay?: number;
	readonly retry?: number;
}

/** Enables and disables events; the device sends to whoever asks so. Resolves to what the answer tells has occurred, mostly nothing. */
export async function configureEvents(
	client: NvmeMiClient,
	events: readonly { readonly id: number; readonly enabled: boolean }[],
	{ delay = 0, retry = 0 }: EventTimes = {},
): Promise<Occurrence[]> {
	const { header, item, enabled } = EventList;
	const length = header + events.length * item;
	const data = new Uint8Array(length);
	const view = viewOf(data);
	data[0] = events.length;
	view.setUint16(2, length, true);
	data[4] = header;
	events.forEach((event, index) => {
		data[header + index * item] = item;
		view.setUint16(header + index * item + 1, event.id | (event.enabled ? enabled : 0), true);
	});
	const dword0 = Configuration.asynchronousEvent | (retry << 8) | (delay << 16);
	const answer = await client.management(Management.configurationSet, dword0, 0, data);
	if (0 === answer.data.length) return [];
	const told = occurrencesIn(answer.data);
	if (undefined === told) throw new AnswerError("Configuration Set", "its list of occurrences is malformed");
	return told;
}

/** Tells the device that its message has come: a list without items. The answer may tell of what has occurred since. */
export function acknowledgeEvents(client: NvmeMiClient): Promise<Occurrence[]> {
	return configureEvents(client, []);
}

/** The occurrences in an asynchronous event message, from its NVMe-MI message parameters to its integrity check; undefined: it is none. */
export function readEventMessage(message: Uint8Array): Occurrence[] | undefined {
	const body = beforeCheck(Message.type, message);
	if (undefined === body) return undefined;
	const parameters = body[0];
	if (0 !== (parameters & Parameter.response) || Kind.asynchronousEvent !== ((parameters >> Parameter.kindShift) & Parameter.kindMask))
		return undefined;
	return occurrencesIn(body.subarray(Message.header - 1));
}

/** The occurrences in a list; undefined: it is malformed. */
function occurrencesIn(list: Uint8Array): Occurrence[] | undefined {
	if (list.length < listHead) return undefined;
	const view = viewOf(list);
	const length = view.getUint32(2, true) & 0x7fffff;
	if (0 !== list[1] || length > list.length || listHead !== list[5]) return undefined;
	const generation = list[6] >> generationShift;
	const found: Occurrence[] = [];
	for (let at = listHead; found.length < list[0];) {
		if (at + occurrenceHead > length || list[at] < occurrenceHead) return undefined;
		const head = list[at];
		const end = at + head + list[at + 1] + list[at + 2];
		if (end > length) return undefined;
		const id = list[at + 3];
		const data = list.slice(at + head, end);
		found.push({ id, name: eventName(id), generation, scope: list[at + 8], of: view.getUint32(at + 4, true), data });
		at = end;
	}
	return found;
}

/** Receives asynchronous event messages. Nobody answers them: they are acknowledged by a command. */
class EventListener implements Responder {
	readonly type = Message.type & 0x7f;
	readonly versions = Object.freeze([0xf1f0ff00]);
	readonly #listener: (occurrences: readonly Occurrence[]) => void;

	constructor(listener: (occurrences: readonly Occurrence[]) => void) {
		this.#listener = listener;
	}

	respond({ request }: Exchange): Reply {
		const occurrences = readEventMessage(request.memory.slice(request.position, request.end));
		if (undefined !== occurrences) this.#listener(occurrences);
		return Reply.drop;
	}
}

/** Tells `listener` of every event message that comes to an endpoint. */
export function receiveEvents(endpoint: Endpoint, listener: (occurrences: readonly Occurrence[]) => void): void {
	endpoint.responders.add(new EventListener(listener));
}
