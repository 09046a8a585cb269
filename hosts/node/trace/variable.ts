// SPDX-License-Identifier: Apache-2.0
import { Command, ControlHeader } from "../../../modules/control/command.js";
import { Completion } from "../../../modules/control/completion.js";
import { typeMask } from "../../../modules/mctp/header.js";

/* What differs in the same message from one run to the next: instance ids, and EIDs that a bus owner gave. */

const control = 0x00;
const pldm = 0x01;
const instanceMask = 0x1f;

/** Where an EID of the endpoint stands in control messages, counted from the message type byte. */
const requestEids: Readonly<Record<number, number>> = Object.freeze({ [Command.setEndpointId]: 4 });
const answerEids: Readonly<Record<number, number>> = Object.freeze({ [Command.setEndpointId]: 5, [Command.getEndpointId]: 4 });

/** Place of the EID that a request to the endpoint gives it; undefined: none. */
export function eidPlace(message: Uint8Array): number | undefined {
	if (control !== message[0]) return undefined;
	const isRequest = 0 !== (message[1] & (ControlHeader.request >> 8));
	const place = isRequest ? requestEids[message[2]] : Completion.success === message[3] ? answerEids[message[2]] : undefined;
	return undefined !== place && place < message.length ? place : undefined;
}

/** The message with the EIDs of another run: of `eids`, where they stand there. */
export function withEids(message: Uint8Array, eids: ReadonlyMap<number, number>): Uint8Array {
	const place = eidPlace(message);
	const eid = undefined === place ? undefined : eids.get(message[place]);
	return undefined === place || undefined === eid ? message : withByte(message, place, eid);
}

/** The message with another instance id, if messages of its type have one. */
export function withInstance(message: Uint8Array, instance: number): Uint8Array {
	const type = message[0] & typeMask;
	if ((control !== type && pldm !== type) || message.length < 2) return message;
	return withByte(message, 1, (message[1] & ~instanceMask) | (instance & instanceMask));
}

function withByte(bytes: Uint8Array, at: number, value: number): Uint8Array {
	const copy = Uint8Array.from(bytes);
	copy[at] = value;
	return copy;
}
