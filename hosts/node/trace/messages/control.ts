// SPDX-License-Identifier: Apache-2.0
import { Command, ControlHeader } from "../../../../modules/control/command.js";
import { Completion } from "../../../../modules/control/completion.js";
import Control from "../../../../modules/control/responder.js";
import { hex } from "../../names.js";
import { hexBytes } from "../hex.js";
import { controlFields } from "./control-fields.js";
import { restOf, wordsOf, type Describe, type Field } from "./message.js";

const instanceShift = 8;
const instanceMask = 0x1f;

/** A message of the MCTP control protocol (DSP0236 12). */
export const describeControl: Describe = (message, type) => {
	const faults: string[] = [];
	if (0 !== type) faults.push("integrity check bit set");
	const header = message.u16be();
	if (message.short) return { name: "MCTP Control", fields: [], faults: [...faults, "no command code"] };
	const code = header & ControlHeader.codeMask;
	const isRequest = 0 !== (header & ControlHeader.request);
	const datagram = 0 !== (header & ControlHeader.datagram);
	const fields: Field[] = [["instance", (header >> instanceShift) & instanceMask]];
	let successful = true;
	if (!isRequest) {
		const completion = message.u8();
		successful = Completion.success === completion && !message.short;
		if (!message.short) fields.push(["completion", completionName(code, completion)]);
	}
	const read = controlFields[code]?.[isRequest ? "request" : "answer"];
	if (successful && undefined !== read) fields.push(...read(message));
	if (message.short) faults.push("too short");
	const rest = restOf(message);
	if (rest.length > 0) fields.push([undefined === read ? "data" : "more than expected", hexBytes(rest)]);
	return { name: `${commandName(code)} ${datagram ? "datagram" : isRequest ? "request" : "answer"}`, fields, faults };
};

function commandName(code: number): string {
	if (code >= Command.transportSpecific) return `transport specific command ${hex(code)}`;
	return Control.commands[code]?.name ?? titleOf(wordsOf(Command, code)) ?? `command ${hex(code)}`;
}

/** As the specification writes names. */
function titleOf(words: string | undefined): string | undefined {
	return words?.replace(/\b(?:id|uuid)(?=s?\b)/g, (word) => word.toUpperCase()).replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function completionName(code: number, completion: number): string {
	const general = completion < 0x80 || Command.getVersionSupport === code ? wordsOf(Completion, completion) : undefined;
	return general ?? `${hex(completion)}${completion >= 0x80 ? ", specific to the command" : ""}`;
}
