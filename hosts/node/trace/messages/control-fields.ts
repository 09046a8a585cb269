// SPDX-License-Identifier: Apache-2.0
import { Command, SetEndpointIdOperation } from "../../../../modules/control/command.js";
import { VendorType } from "../../../../modules/mctp/responder.js";
import type Reader from "../../../../modules/wire/reader.js";
import { formatEndpointType, formatUuid, formatVersion, hex, messageTypeName } from "../../names.js";
import { hexBytes } from "../hex.js";
import { restOf, wordsOf, type Field } from "./message.js";

/** What stands behind the command code of a request, and behind the completion code of an answer. */
interface Fields {
	readonly request?: (message: Reader) => Field[];
	readonly answer?: (message: Reader) => Field[];
}

/** Fields of control messages (DSP0236 12), by command code. */
export const controlFields: Readonly<Record<number, Fields>> = Object.freeze({
	[Command.setEndpointId]: {
		request: (message) => [
			["operation", wordsOf(SetEndpointIdOperation, message.u8() & 3)!],
			["EID", message.u8()],
		],
		answer: (message) => [
			["assignment", 0 === (message.u8() & 0x30) ? "accepted" : "rejected"],
			["EID", message.u8()],
			["pool", message.u8()],
		],
	},
	[Command.getEndpointId]: {
		answer: (message) => [
			["EID", message.u8()],
			["kind", formatEndpointType(message.u8())],
			["medium specific", hex(message.u8())],
		],
	},
	[Command.getEndpointUuid]: { answer: (message) => [["UUID", formatUuid(bytesOf(message, 16))]] },
	[Command.getVersionSupport]: {
		request: (message) => [["of", typeOf(message.u8())]],
		answer: (message) => [["versions", list(message, () => formatVersion(message.u32be()))]],
	},
	[Command.getMessageTypeSupport]: { answer: (message) => [["types", list(message, () => hex(message.u8()))]] },
	[Command.getVendorDefinedMessageSupport]: {
		request: (message) => [["selector", message.u8()]],
		answer: (message) => [["next selector", hex(message.u8())], vendorOf(message), ["command set", message.u16be()]],
	},
	[Command.resolveEndpointId]: {
		request: (message) => [["EID", message.u8()]],
		answer: (message) => [["bridge EID", message.u8()], restField(message, "address")],
	},
	[Command.resolveUuid]: {
		request: (message) => [
			["UUID", formatUuid(bytesOf(message, 16))],
			["handle", message.u8()],
		],
		answer: (message) => [["next handle", hex(message.u8())], ["entries", message.u8()], restField(message, "data")],
	},
	[Command.querySupportedInterfaces]: {
		answer: (message) => [["interfaces", list(message, () => `medium ${hex(message.u8())} EID ${message.u8()}`)]],
	},
} satisfies Record<number, Fields>);

function typeOf(type: number): string {
	return 0xff === type ? "base specification" : messageTypeName(type);
}

function vendorOf(message: Reader): Field {
	return VendorType.pci - 0x7e === message.u8() ? ["PCI vendor", hex(message.u16be(), 4)] : ["IANA enterprise", message.u32be()];
}

/** A count and as many items, as far as they are there. */
function list(message: Reader, item: () => string): string {
	const items: string[] = [];
	for (let count = message.u8(); count > 0 && message.remaining > 0; count--) items.push(item());
	return items.join(" ") || "none";
}

function restField(message: Reader, name: string): Field {
	const rest = restOf(message);
	message.skip(rest.length);
	return [name, hexBytes(rest) || "none"];
}

function bytesOf(message: Reader, length: number): Uint8Array {
	const from = message.position;
	message.skip(length);
	return message.memory.subarray(from, message.position);
}
