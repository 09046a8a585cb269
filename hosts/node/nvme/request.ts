// SPDX-License-Identifier: Apache-2.0
// Requests as what follows the opcode, without the integrity check. Offsets are those of the figures: they count from the message type byte.
import { At } from "../../../modules/nvme-mi/admin/fields.js";
import { Kind, Message, Parameter } from "../../../modules/nvme-mi/message.js";
import { withCheck } from "../integrity.js";

/** A command, before it has a slot. */
export interface Command {
	/** NVMe-MI message type, of `Kind`. */
	readonly kind: number;
	readonly opcode: number;
	/** What follows the opcode. */
	readonly body: Uint8Array;
}

/** Where the opcode ends. */
const bodyAt = Message.code + 1;
const none = new Uint8Array();

/** A command of the management interface (NVMe-MI 1.2, figure 53). */
export function managementCommand(opcode: number, dword0 = 0, dword1 = 0, data: Uint8Array = none): Command {
	const { view, body } = space(16, data);
	view.setUint32(8 - bodyAt, dword0, true);
	view.setUint32(12 - bodyAt, dword1, true);
	return { kind: Kind.managementInterface, opcode, body };
}

/** Fields of an NVMe Admin command. */
export interface AdminFields {
	/** Controller identifier; 0 */
	readonly controller?: number;
	/** Namespace identifier; 0 */
	readonly namespace?: number;
	readonly dword10?: number;
	readonly dword11?: number;
	readonly dword12?: number;
	readonly dword13?: number;
	readonly dword14?: number;
	readonly dword15?: number;
	/** First byte of the data that is asked for, a multiple of 4; 0 */
	readonly offset?: number;
	/** Bytes that are asked for, at most 4096; those of the data that is sent */
	readonly length?: number;
	/** What is sent. */
	readonly data?: Uint8Array;
}

const dwords = Object.freeze(["dword10", "dword11", "dword12", "dword13", "dword14", "dword15"] as const);
const offsetAt = 28;
const lengthAt = 32;
/** Data length and offset count. */
const lengthValid = 0x01;
const offsetValid = 0x02;

/** An NVMe Admin command (figure 110). */
export function adminCommand(opcode: number, fields: AdminFields = {}): Command {
	const { controller = 0, namespace = 0, offset = 0, data = none, length = data.length } = fields;
	const { view, body } = space(At.data, data);
	view.setUint8(5 - bodyAt, (length > 0 ? lengthValid : 0) | (offset > 0 ? offsetValid : 0));
	view.setUint16(6 - bodyAt, controller, true);
	view.setUint32(At.namespace - bodyAt, namespace, true);
	view.setUint32(offsetAt - bodyAt, offset, true);
	view.setUint32(lengthAt - bodyAt, length, true);
	for (const name of dwords) view.setUint32(At[name] - bodyAt, fields[name] ?? 0, true);
	return { kind: Kind.admin, opcode, body };
}

/** A PCIe command (figure 129): `length` bytes from `offset` on are read, or `data` is written there. */
export function pcieCommand(opcode: number, controller: number, offset: number, length: number, data: Uint8Array = none): Command {
	const { view, body } = space(20, data);
	view.setUint16(6 - bodyAt, controller, true);
	view.setUint16(8 - bodyAt, length, true);
	view.setUint16(12 - bodyAt, offset, true);
	return { kind: Kind.pcie, opcode, body };
}

/** A control primitive (figure 34). */
export function primitive(code: number, tag: number, parameter = 0): Command {
	return { kind: Kind.controlPrimitive, opcode: code, body: Uint8Array.of(tag, parameter & 0xff, parameter >> 8) };
}

/** What follows the message type byte of a command, for a slot. */
export function messageOf({ kind, opcode, body }: Command, slot: number): Uint8Array {
	return withCheck(Message.type, Uint8Array.of((kind << Parameter.kindShift) | slot, 0, 0, opcode, ...body));
}

function space(fixed: number, data: Uint8Array): { view: DataView; body: Uint8Array } {
	const body = new Uint8Array(fixed - bodyAt + data.length);
	body.set(data, fixed - bodyAt);
	return { view: new DataView(body.buffer), body };
}
