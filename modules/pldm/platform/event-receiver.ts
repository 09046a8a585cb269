// SPDX-License-Identifier: Apache-2.0
import type Exchange from "../../mctp/exchange.js";
import { commandTable, onceCommand, type CommandTable } from "../command.js";
import { Completion } from "../completion.js";
import { PldmType } from "../header.js";
import type { PldmProtocol } from "../protocol.js";
import { EventCompletion, PlatformCommand } from "./command.js";
import { eventFormat } from "./event.js";

/** Told of an event, whose data stands at `offset` of the arena during the call. `eid` is where it comes from. */
export type EventListener = (eid: number, tid: number, eventClass: number, offset: number, length: number, now: number) => void;

/** What became of an event: accepted, and not logged (DSP0248 16.7). */
const noLogging = 0;
const versions = Object.freeze([0xf1f2f100]);

/** PLDM type 2 as an event receiver has it: takes the events of others (DSP0248 16.7). */
class EventReceiver implements PldmProtocol {
	readonly type = PldmType.platform;
	readonly versions = versions;
	readonly commands: CommandTable<EventReceiver>;
	readonly #listener: EventListener;

	constructor(listener: EventListener) {
		this.commands = EventReceiver.commands;
		this.#listener = listener;
	}

	/** 16.7 */
	static #platformEventMessage(self: EventReceiver, { request, reply, peer }: Exchange, now: number): number {
		if (eventFormat !== request.u8()) return EventCompletion.unsupportedFormatVersion;
		const tid = request.u8();
		const eventClass = request.u8();
		self.#listener(peer, tid, eventClass, request.position, request.remaining, now);
		reply.u8(noLogging);
		return Completion.success;
	}

	static readonly commands: CommandTable<EventReceiver> = commandTable<EventReceiver>([
		onceCommand(PlatformCommand.platformEventMessage, "PlatformEventMessage", 3, 0x10000, EventReceiver.#platformEventMessage),
	]);
}

Object.freeze(EventReceiver.prototype);
export default EventReceiver;
