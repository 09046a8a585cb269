// SPDX-License-Identifier: Apache-2.0
// Commands about the terminus and its events (DSP0248 16).
import { isAssignable } from "../../mctp/eid.js";
import type Exchange from "../../mctp/exchange.js";
import crc32 from "../../wire/crc32.js";
import { command, onceCommand, type Command } from "../command.js";
import { Completion } from "../completion.js";
import { Cut, TransferOperation } from "../parts.js";
import { EventCompletion, PlatformCommand } from "./command.js";
import { EventClass, eventFormat, GlobalEnable, moreEvents, noEvent } from "./event.js";
import type Event from "./event.js";
import type Platform from "./platform.js";

const { success, invalidData, invalidLength } = Completion;
/** transportProtocolType: MCTP. */
const mctp = 0;
/** synchronyConfigurationSupported: asynchronous, polling, asynchronous with heartbeat. */
const supported = 0x0e;
const classes = Object.freeze([
	EventClass.sensor,
	EventClass.effecter,
	EventClass.pdrRepositoryChange,
	EventClass.messagePoll,
	EventClass.heartbeatTimerElapsed,
]);
/** Bytes of an answer to a poll besides the data of the event. */
const pollOverhead = 19;
const leastBuffer = 32;

/** 16.4 */
function getTerminusUid(self: Platform, { reply }: Exchange): number {
	const { uid } = self;
	if (undefined === uid) return Completion.unsupportedCommand;
	for (let index = 0; index < uid.length; index++) reply.u8(uid[index]);
	return success;
}

/** 16.5. Requesters send the heartbeat with every method, or with keep-alive alone: both are taken. */
function setEventReceiver(self: Platform, exchange: Exchange, now: number): number {
	const { request } = exchange;
	const enable = request.u8();
	const transport = request.u8();
	const receiver = request.u8();
	const rest = request.remaining;
	const seconds = request.u16();
	if (1 === rest || (0 === rest && GlobalEnable.keepAlive === enable)) return invalidLength;
	if (mctp !== transport) return EventCompletion.invalidProtocolType;
	if (enable > GlobalEnable.keepAlive) return EventCompletion.enableMethodNotSupported;
	if (GlobalEnable.disabled !== enable && !isAssignable(receiver)) return invalidData;
	if (GlobalEnable.keepAlive === enable && 0 === seconds) return EventCompletion.heartbeatFrequencyTooHigh;
	self.events.setReceiver(exchange, enable, receiver, 1000 * seconds, now);
	return success;
}

/** 16.6 */
function getEventReceiver(self: Platform, { reply }: Exchange): number {
	reply.u8(mctp);
	reply.u8(self.events.receiver);
	return success;
}

/** 16.8 */
function eventMessageSupported(self: Platform, { request, reply }: Exchange): number {
	if (eventFormat !== request.u8()) return EventCompletion.unsupportedFormatVersion;
	reply.u8(self.events.enable);
	reply.u8(supported);
	reply.u8(classes.length);
	for (let index = 0; index < classes.length; index++) reply.u8(classes[index]);
	return success;
}

/** 16.9 */
function eventMessageBufferSize(self: Platform, { request, reply }: Exchange): number {
	const { events } = self;
	const wanted = request.u16();
	events.buffer = wanted < leastBuffer ? leastBuffer : wanted;
	reply.u16(events.largest);
	return success;
}

/** 16.7: the oldest event, in parts; or an event is done with. A handle of another one leads nowhere. */
function pollForPlatformEventMessage(self: Platform, exchange: Exchange): number {
	const { request } = exchange;
	const format = request.u8();
	const operation = request.u8();
	const handle = request.u32();
	const id = request.u16();
	if (eventFormat !== format) return EventCompletion.unsupportedFormatVersion;
	if (TransferOperation.acknowledgementOnly === operation) return acknowledge(self, exchange, id);
	if (operation > TransferOperation.acknowledgementOnly) return invalidData;
	const first = TransferOperation.firstPart === operation;
	if (id !== (first ? noEvent : moreEvents)) return EventCompletion.eventIdNotValid;
	const event = self.events.queue.at(0);
	if (undefined === event && !first) return invalidData;
	const { reply } = exchange;
	reply.u8(self.terminus.tid);
	if (undefined === event) {
		reply.u16(noEvent);
		return success;
	}
	return part(self, exchange, event, operation, handle);
}

function part(self: Platform, exchange: Exchange, event: Event, operation: number, handle: number): number {
	const { parts, events } = self;
	const { reply } = exchange;
	const most = events.buffer - pollOverhead;
	if (Cut.done !== parts.cut(exchange, event.id, event.length, operation, handle, most, pollOverhead - 1)) return invalidData;
	const { length } = parts;
	reply.u16(event.id);
	reply.u32(parts.next);
	reply.u8(parts.platformFlag);
	reply.u8(event.eventClass);
	reply.u32(length);
	reply.copy(event.offset + parts.offset, length);
	if (parts.last) reply.u32(~crc32(reply.memory, event.offset, event.length, -1));
	return success;
}

/** An event that was acknowledged before is no error: the answer got lost. */
function acknowledge(self: Platform, { reply }: Exchange, id: number): number {
	const { queue } = self.events;
	let found: Event | undefined = undefined;
	for (let index = 0; index < queue.count; index++) if (queue.at(index)!.id === id) found = queue.at(index);
	if (undefined !== found) {
		queue.remove(found);
		self.acknowledged = id;
	} else if (noEvent === id || id !== self.acknowledged) return EventCompletion.eventIdNotValid;
	reply.u8(self.terminus.tid);
	reply.u16(queue.count > 0 ? moreEvents : noEvent);
	return success;
}

/** Rows of the command table. */
export const eventCommands: readonly Command<Platform>[] = Object.freeze([
	command(PlatformCommand.getTerminusUid, "GetTerminusUID", 0, 0, getTerminusUid),
	onceCommand(PlatformCommand.setEventReceiver, "SetEventReceiver", 3, 5, setEventReceiver),
	command(PlatformCommand.getEventReceiver, "GetEventReceiver", 0, 0, getEventReceiver),
	command(PlatformCommand.pollForPlatformEventMessage, "PollForPlatformEventMessage", 8, 8, pollForPlatformEventMessage),
	command(PlatformCommand.eventMessageSupported, "EventMessageSupported", 1, 1, eventMessageSupported),
	command(PlatformCommand.eventMessageBufferSize, "EventMessageBufferSize", 2, 2, eventMessageBufferSize),
]);
