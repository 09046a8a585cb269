// SPDX-License-Identifier: Apache-2.0
// Parsers of command-line arguments: what they throw, commander shows as an error of usage.
import { InvalidArgumentError, type Command } from "commander";
import { isAssignableAddress } from "../../../modules/binding/i2c/format.js";
import Uuid from "../../../modules/control/uuid.js";
import { isAssignable, nullEid } from "../../../modules/mctp/eid.js";
import { messageTypeWords } from "../names.js";
import { parseHex } from "../trace/hex.js";

/** For an option that may be repeated. */
export function adding<Value>(parse: (text: string) => Value): (text: string, before?: readonly Value[]) => readonly Value[] {
	return (text, before = []) => [...before, checked(() => parse(text))];
}

export function parseEid(text: string): number {
	const eid = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
	if (!isAssignable(eid)) throw new InvalidArgumentError("Allowed are whole numbers from 8 to 254.");
	return eid;
}

/** An EID, or the null EID for whoever has the physical address. */
export function parsePeerEid(text: string): number {
	return "0" === text ? nullEid : parseEid(text);
}

/** A 7-bit address that a device can have. */
export function parseI2cAddress(text: string): number {
	const address = /^(0x[0-9a-f]{1,2}|\d{1,3})$/i.test(text) ? Number(text) : NaN;
	if (!isAssignableAddress(address))
		throw new InvalidArgumentError("Allowed are 7-bit addresses from 0x09 to 0x77, but not 0x0c and 0x61.");
	return address;
}

/** A limit of what an endpoint sends: its EID, packets in a row, and a second. */
export interface EidLimit {
	readonly eid: number;
	readonly burst: number;
	readonly rate: number;
}

/** As `9=8/1000`, or `9=none`. */
export function parseEidLimit(text: string): EidLimit {
	const [, eid, none, burst, rate] = /^(\d{1,3})=(?:(none)|(\d{1,7})\/(\d{1,9}))$/.exec(text) ?? [];
	if (undefined === eid || (undefined === none && (0 === Number(burst) || 0 === Number(rate))))
		throw new InvalidArgumentError("Expected EID=BURST/RATE, packets in a row and a second, such as 9=8/1000, or 9=none.");
	return { eid: parseEid(eid), burst: Number(burst ?? 0), rate: Number(rate ?? 0) };
}

/** A whole number that is not 0. */
export function parseCount(text: string): number {
	const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
	if (0 === count) throw new InvalidArgumentError("Allowed are whole numbers from 1.");
	return count;
}

/** The message type byte: a word, or the byte as a number. */
export function parseMessageType(text: string): number {
	const type = messageTypeWords[text] ?? (/^(0x[0-9a-f]{1,2}|\d{1,3})$/i.test(text) ? Number(text) : NaN);
	if (type <= 0xff) return type;
	throw new InvalidArgumentError(`Allowed are ${Object.keys(messageTypeWords).join(", ")}, and numbers from 0 to 255 or 0x00 to 0xff.`);
}

/** Bytes in several words, which are read as one text. */
export function bytesOf(words: readonly string[], command: Command): Uint8Array {
	try {
		return parseHex(words.join(" "));
	} catch (error) {
		return command.error(`error: ${(error as Error).message}; write bytes such as 80 02, 8002 or 0x80 0x02`);
	}
}

export function parseUuid(text: string): string {
	checked(() => new Uuid(text));
	return text.toLowerCase();
}

/** Errors of a parser as errors of usage. */
export function checked<Value>(parse: () => Value): Value {
	try {
		return parse();
	} catch (error) {
		throw new InvalidArgumentError((error as Error).message);
	}
}
