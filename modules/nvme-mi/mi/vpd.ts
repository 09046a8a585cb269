// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { mostData } from "../message.js";
import { invalidParameter, Status } from "../status.js";

const offsetAt = 8;
const lengthAt = 12;
const dataAt = 16;
const head = 8;

/** VPD Read (NVMe-MI 1.2, 5.9). */
export function vpdRead(call: Call): number {
	const { content } = call.subsystem.vpd;
	const offset = call.u16(offsetAt);
	const length = call.u16(lengthAt);
	if (offset > content.length) return invalidParameter(offsetAt);
	if (length > mostData || offset + length > content.length) return invalidParameter(lengthAt);
	if (!call.open(head, offset, length)) return Status.internalError;
	call.window.bytes(0, content);
	return Status.success;
}

/** VPD Write (5.10). */
export function vpdWrite(call: Call): number {
	const { vpd } = call.subsystem;
	const { content } = vpd;
	const offset = call.u16(offsetAt);
	const length = call.u16(lengthAt);
	if (!vpd.writable) return Status.accessDenied;
	if (offset > content.length) return invalidParameter(offsetAt);
	if (offset + length > content.length) return invalidParameter(lengthAt);
	if (call.length !== dataAt + length) return Status.invalidInputSize;
	if (0 === vpd.updates) return Status.vpdUpdatesExceeded;
	if (!vpd.write(offset, call.memory, call.place(dataAt), length)) return Status.internalError;
	vpd.updates--;
	return Status.success;
}
