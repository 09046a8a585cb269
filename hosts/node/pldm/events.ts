// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../../modules/mctp/endpoint.js";
import { PldmType } from "../../../modules/pldm/header.js";
import { TransferOperation } from "../../../modules/pldm/parts.js";
import Pldm from "../../../modules/pldm/pldm.js";
import { PlatformCommand } from "../../../modules/pldm/platform/command.js";
import EventReceiver, { type EventListener } from "../../../modules/pldm/platform/event-receiver.js";
import { EventClass, eventFormat, GlobalEnable, moreEvents, noEvent } from "../../../modules/pldm/platform/event.js";
import crc32 from "../../../modules/wire/crc32.js";
import type PldmClient from "./client.js";
import type { ReceivedEvent } from "./event-text.js";
import takePart from "./take-part.js";

/** Bytes of an event message that is taken, and events and bytes that one poll gives at most. */
const buffer = 4096;
const mostEvents = 0x1000;
const largestEvent = 0x10000;

/** An event receiver that learns when a link came up: whoever is there now does not know of it. */
class LinkedReceiver extends EventReceiver {
	readonly #arrived: () => void;

	constructor(listener: EventListener, arrived: () => void) {
		super(listener);
		this.#arrived = arrived;
	}

	link(_port: number, up: boolean): void {
		if (up) this.#arrived();
	}
}

/**
 * Makes an endpoint an event receiver: `listener` is told of every event that comes, `arrived` of every link that comes up. Its memory needs
 * `Pldm.size()` bytes of data.
 */
export function receiveEvents(endpoint: Endpoint, listener: (event: ReceivedEvent) => void, arrived = () => {}): void {
	const receiver = new LinkedReceiver((_eid, tid, eventClass, offset, length) => {
		listener({ tid, eventClass, data: endpoint.memory.slice(offset, offset + length) });
	}, arrived);
	endpoint.responders.add(new Pldm({ endpoint, protocols: () => [receiver] }));
}

/** Has a terminus send its events to `eid`, or keep them to be polled. `heartbeat`: seconds; undefined: none. */
export async function subscribe(client: PldmClient, eid: number, polled: boolean, heartbeat?: number): Promise<void> {
	await client.command(PldmType.platform, PlatformCommand.eventMessageBufferSize, { receiverMaxBufferSize: buffer });
	const method = undefined === heartbeat ? GlobalEnable.asynchronous : GlobalEnable.keepAlive;
	await client.command(PldmType.platform, PlatformCommand.setEventReceiver, {
		globalEnable: polled ? GlobalEnable.polling : method,
		transportProtocolType: 0,
		receiver: eid,
		heartbeat,
	});
}

export async function unsubscribe(client: PldmClient, eid: number): Promise<void> {
	await client.command(PldmType.platform, PlatformCommand.setEventReceiver, { globalEnable: GlobalEnable.disabled, receiver: eid });
}

/** Takes all events that a terminus keeps, in parts where they are large, and acknowledges each. */
export async function* pollEvents(client: PldmClient): AsyncGenerator<ReceivedEvent> {
	for (let count = 0; count < mostEvents; count++) {
		const found = await pollOne(client);
		if (undefined === found) return;
		yield found.event;
		const { eventId } = await poll(client, TransferOperation.acknowledgementOnly, 0, found.id);
		if (moreEvents !== eventId) return;
	}
}

async function pollOne(client: PldmClient): Promise<{ id: number; event: ReceivedEvent } | undefined> {
	const bytes: number[] = [];
	let part = await poll(client, TransferOperation.firstPart, 0, noEvent);
	if (noEvent === part.eventId || moreEvents === part.eventId) return undefined;
	for (;;) {
		const next = part.nextDataTransferHandle as number;
		takePart(bytes, part.eventData as Uint8Array, next, largestEvent, `PollForPlatformEventMessage: event ${String(part.eventId)}`);
		if (0 === next) break;
		part = await poll(client, TransferOperation.nextPart, next, moreEvents);
	}
	const data = Uint8Array.from(bytes);
	if (part.eventDataIntegrityChecksum !== ~crc32(data, 0, data.length, -1) >>> 0)
		throw new Error(`PollForPlatformEventMessage: event ${String(part.eventId)} has a wrong CRC-32`);
	return { id: part.eventId as number, event: { tid: part.tid as number, eventClass: part.eventClass as number, data } };
}

function poll(client: PldmClient, operation: number, handle: number, acknowledged: number): ReturnType<PldmClient["command"]> {
	return client.command(PldmType.platform, PlatformCommand.pollForPlatformEventMessage, {
		formatVersion: eventFormat,
		transferOperationFlag: operation,
		dataTransferHandle: handle,
		eventIdToAcknowledge: acknowledged,
	});
}

/** Whether an event only says that there is another to be polled. */
export function isAnnouncement({ eventClass }: ReceivedEvent): boolean {
	return EventClass.messagePoll === eventClass;
}
