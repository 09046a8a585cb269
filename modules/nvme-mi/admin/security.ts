// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { Completion, Status } from "../status.js";
import { At } from "./fields.js";

/** Security protocols (SPC-5): information about these, and one of the vendor, which gives back what it got. */
const Protocol = Object.freeze({ information: 0x00, loopback: 0xf0 } as const);
/** Security protocol specific fields of information: the list of protocols, and the certificate, which there is none of. */
const List = Object.freeze({ protocols: 0, certificate: 1 } as const);
const protocolAt = At.dword10 + 3;
const specificAt = At.dword10 + 1;
const lengthAt = At.dword11;
/** Head of the list of protocols, with its length big endian at its end. */
const listHead = 8;
const listCount = 2;
const mostLength = 4096;

/** Security Receive (NVMe Base 2.0, 5.25): as much as is asked for; what is behind the end is 0. */
export function receiveSecurity(call: Call): number {
	const protocol = call.u8(protocolAt);
	const length = call.u32(lengthAt);
	const { window, subsystem } = call;
	if (length > mostLength) return Completion.invalidField;
	if (Protocol.information === protocol && call.u16(specificAt) > List.certificate) return Completion.invalidField;
	if (Protocol.information !== protocol && Protocol.loopback !== protocol) return Completion.invalidField;
	if (0 === length) return Status.success;
	const status = call.transfer((length + 3) & ~3, 0, true);
	if (Status.success !== status) return status;
	if (Protocol.loopback === protocol) subsystem.loopback.write(window);
	else if (List.protocols === call.u16(specificAt)) {
		window.u8(listHead - 1, listCount);
		window.u8(listHead, Protocol.information);
		window.u8(listHead + 1, Protocol.loopback);
	}
	return status;
}

/** Security Send (NVMe Base 2.0, 5.26): its data may be padded to whole dwords. */
export function sendSecurity(call: Call): number {
	const length = call.u32(lengthAt);
	const status = call.checkInput(call.inputLength === length ? length : (length + 3) & ~3);
	if (Status.success !== status) return status;
	if (Protocol.loopback !== call.u8(protocolAt)) return Completion.invalidField;
	return call.subsystem.loopback.take(call.memory, call.place(At.data), length) ? Status.success : Completion.invalidField;
}
