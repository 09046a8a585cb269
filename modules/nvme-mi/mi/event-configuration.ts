// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { EventList } from "../events.js";
import { eventCount } from "../model/change.js";
import { invalidParameter, Status } from "../status.js";

/* Offsets of a request (NVMe-MI 1.2, 5.2.4), and in its list. */
const identifierAt = 8;
const retryAt = 9;
const delayAt = 10;
const listAt = 16;
const versionAt = listAt + 1;
const lengthAt = listAt + 2;
const headerAt = listAt + 4;
const itemsAt = listAt + EventList.header;

const head = 8;
const occurrenceHeader = 7;

/** The events that there are, and which of them are enabled (5.1.4). */
export function getEvents(call: Call): number {
	const { events } = call.endpoint;
	if (undefined === events) return invalidParameter(identifierAt);
	const { header, item, enabled } = EventList;
	const length = header + eventCount * item;
	if (!call.open(head, 0, length)) return Status.internalError;
	const { window } = call;
	window.u8(0, eventCount);
	window.u16(2, length);
	window.u8(4, header);
	for (let event = 0; event < eventCount; event++) {
		const at = header + event * item;
		window.u8(at, item);
		window.u16(at + 1, event | (0 === (events.enabled & (1 << event)) ? 0 : enabled));
	}
	return Status.success;
}

/** Without a list of its own it acknowledges; else it enables and disables events (5.2.4). The answer tells of no occurrences. */
export function setEvents(call: Call): number {
	const { events } = call.endpoint;
	if (undefined === events) return invalidParameter(identifierAt);
	const { header, item, identifierMask, enabled } = EventList;
	if (call.length < itemsAt) return Status.invalidInputSize;
	const count = call.u8(listAt);
	if (0 !== call.u8(versionAt)) return invalidParameter(versionAt);
	if (header !== call.u8(headerAt)) return invalidParameter(headerAt);
	if (header + count * item !== call.u16(lengthAt)) return invalidParameter(lengthAt);
	if (call.length !== itemsAt + count * item) return Status.invalidInputSize;
	for (let index = 0, at = itemsAt; index < count; index++, at += item) {
		if (item !== call.u8(at)) return invalidParameter(at);
		if ((call.u16(at + 1) & identifierMask) >= eventCount) return invalidParameter(at + 1);
	}
	if (!call.open(head, 0, occurrenceHeader)) return Status.internalError;
	call.window.u16(2, occurrenceHeader);
	call.window.u8(5, occurrenceHeader);
	if (0 === count) {
		events.acknowledge();
		return Status.success;
	}
	events.subscribe(call.exchange.peer, call.exchange.physical, call.u8(delayAt), call.u8(retryAt));
	for (let index = 0, at = itemsAt; index < count; index++, at += item) {
		const choice = call.u16(at + 1);
		events.enable(choice & identifierMask, 0 !== (choice & enabled));
	}
	return Status.success;
}
