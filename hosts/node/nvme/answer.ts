// SPDX-License-Identifier: Apache-2.0
import { Kind, Message, Parameter } from "../../../modules/nvme-mi/message.js";
import { Status } from "../../../modules/nvme-mi/status.js";
import { beforeCheck } from "../integrity.js";
import { hex } from "../names.js";

/** What an answer is held against. */
export interface Expected {
	readonly kind: number;
	readonly slot: number;
}

/** What came: an answer; a word that it takes longer; or something that is no answer. */
export type Verdict =
	| { readonly is: "answer"; readonly status: number; /** From the status on, without the integrity check. */ readonly bytes: Uint8Array }
	| { readonly is: "more"; /** Milliseconds; 0: the device does not say. */ readonly time: number }
	| { readonly is: "damaged" }
	| { readonly is: "wrong"; readonly reason: string };

/** Bytes of an answer from the status on, and of one to an NVMe Admin command up to its data. */
export const headLength = 4;
export const completionLength = 16;
/** Unit of More Processing Required Time (NVMe-MI 1.2, 4.1.2.3), in milliseconds. */
const processingUnit = 100;
const timeAt = 2;
/** In what follows the message type byte. */
const statusAt = Message.code - 1;

/** Looks at what follows the message type byte of something that came with the tag of a request. */
export function examine(message: Uint8Array, { kind, slot }: Expected): Verdict {
	const body = beforeCheck(Message.type, message);
	if (undefined === body) return { is: "damaged" };
	if (body.length < statusAt + headLength) return wrong(`it has ${body.length} bytes behind the message type, at least 7 are needed`);
	const parameters = body[0];
	if (0 === (parameters & Parameter.response)) return wrong("it is a request");
	const told = (parameters >> Parameter.kindShift) & Parameter.kindMask;
	if (told !== kind) return wrong(`it is of message type ${told}, asked was ${kind}`);
	if ((parameters & Parameter.slot) !== slot) return wrong(`it is for command slot ${parameters & Parameter.slot}, asked was ${slot}`);
	const bytes = body.subarray(statusAt);
	const status = bytes[0];
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	if (Status.moreProcessingRequired === status) {
		if (Kind.controlPrimitive === kind) return wrong("a control primitive never takes longer");
		return { is: "more", time: processingUnit * view.getUint16(timeAt, true) };
	}
	if (status >= firstReserved && status <= lastReserved) return wrong(`its status ${hex(status)} is reserved`);
	if (Status.success !== status) return { is: "answer", status, bytes };
	if (Kind.admin === kind && bytes.length < completionLength)
		return wrong(`it has ${bytes.length} of ${completionLength} bytes of a completion`);
	return { is: "answer", status, bytes };
}

/** Between those of the specification and those of vendors (NVMe-MI 1.2, figure 29). */
const firstReserved = 0x2b;
const lastReserved = 0xdf;

function wrong(reason: string): Verdict {
	return { is: "wrong", reason };
}
