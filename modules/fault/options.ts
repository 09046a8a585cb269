// SPDX-License-Identifier: Apache-2.0
import { choice, number, object, whole, type Described, type Schema } from "../activation/schema.js";
import { kindNames, kinds, type Kind, type OwnOption } from "./kinds.js";
import { Type } from "./packet.js";

/** Milliseconds that any fault lasts: an hour. */
export const longest = 3_600_000;

/** What each kind has of its own. */
const own = Object.freeze({
	milliseconds: whole("how long", 1, longest),
	bits: whole("how many are flipped; 1", 1, 64),
	position: whole("byte of the packet, counted from the transport header on", 0, 0xffff),
	copies: whole("how often it comes again; 1", 1, 8),
	eid: whole("the wrong EID", 0, 255),
	instance: whole("the wrong instance id", 0, 31),
	tag: whole("the wrong message tag", 0, 7),
} as const satisfies Record<OwnOption, Schema>);

/** Which packets a fault of any kind befalls. */
const common = Object.freeze({
	rate: number("probability that it befalls a packet; 1", 0, 1),
	count: whole("how often it happens before it is spent; without end, hang once", 1, 0x7fffffff),
	seed: whole("start of its random numbers; its id", 0, 0x7fffffff),
	direction: choice("from the point of view of the endpoint; both", ["receive", "transmit"]),
	port: whole("index of the port; all", 0, 255),
	peer: whole("EID of the other endpoint, as the packet has it; any", 0, 255),
	type: whole("message type: first packets of such messages alone; any packet", 0, 0x7f),
	pldmType: whole("with type 1: PLDM type; any", 0, 63),
	command: whole("with type 0 or 1: command code; any", 0, 255),
} as const);

const kind = choice("what happens", kindNames);
const optional = Object.freeze({ ...common, ...own });

/** One fault, in a profile and from an operator. */
export const faultSchema = object({ kind }, optional);
export type FaultOptions = Described<typeof faultSchema>;

/**
 * Throws RangeError that names the offending option, with `path` in front, and says what is allowed.
 * @setup
 */
export function checkFault(fault: FaultOptions, path = ""): void {
	const at = /** @setup */ (name: string) => ("" === path ? name : `${path}.${name}`);
	if (!kindNames.includes(fault.kind))
		throw new RangeError(`${at("kind")}: ${JSON.stringify(fault.kind)}: allowed are ${kindNames.join(", ")}`);
	const row: Kind = kinds[fault.kind];
	const takes: readonly string[] = [...row.needs, ...row.takes];
	for (const [name, value] of Object.entries(fault)) {
		if ("kind" === name || undefined === value) continue;
		if (!Object.hasOwn(optional, name) || (Object.hasOwn(own, name) && !takes.includes(name)))
			throw new RangeError(`${at(name)}: ${fault.kind} has no such option: it has ${[...takes, ...Object.keys(common)].join(", ")}`);
		checkValue(optional[name as keyof typeof optional], value, at(name));
	}
	for (const name of row.needs) if (undefined === fault[name]) throw new RangeError(`${at(name)}: missing: ${allowed(own[name])}`);
	if (undefined !== fault.pldmType && Type.pldm !== fault.type) throw new RangeError(`${at("pldmType")}: goes with type ${Type.pldm} only`);
	if (undefined !== fault.command && Type.control !== fault.type && Type.pldm !== fault.type)
		throw new RangeError(`${at("command")}: goes with type ${Type.control} or ${Type.pldm} only`);
}

/** @setup */
function checkValue(schema: Schema, value: unknown, path: string): void {
	const {
		type,
		minimum,
		maximum,
		enum: choices,
	} = schema as { type: string; minimum?: number; maximum?: number; enum?: readonly unknown[] };
	const inRange = undefined === minimum || undefined === maximum || ((value as number) >= minimum && (value as number) <= maximum);
	const right =
		"string" === type ? choices!.includes(value) : "number" === typeof value && inRange && ("integer" !== type || Number.isInteger(value));
	if (!right) throw new RangeError(`${path}: ${JSON.stringify(value)}: ${allowed(schema)}`);
}

/** @setup */
function allowed(schema: Schema): string {
	const { type, minimum, maximum, enum: choices } = schema as { type: string; minimum: number; maximum: number; enum?: readonly string[] };
	if (undefined !== choices) return `allowed are ${choices.join(" and ")}`;
	return `allowed are ${"integer" === type ? "whole numbers" : "numbers"} from ${minimum} to ${maximum}`;
}
