// SPDX-License-Identifier: Apache-2.0
import { hex } from "../../names.js";
import { restOf, type Describe, type Field } from "./message.js";

const Header = Object.freeze({ request: 0x80, datagram: 0x40, instanceMask: 0x1f, typeMask: 0x3f, versionShift: 6 } as const);

/** PLDM types (DSP0245). */
const types = ["base", "SMBIOS", "platform", "BIOS", "FRU", "firmware update", "Redfish", "file"];

/** The header of a PLDM message (DSP0240 8). */
export const describePldm: Describe = (message) => {
	const first = message.u8();
	const second = message.u8();
	const command = message.u8();
	if (message.short) return { name: "PLDM", fields: [], faults: ["header cut short"] };
	const isRequest = 0 !== (first & Header.request);
	const type = second & Header.typeMask;
	const version = second >> Header.versionShift;
	const fields: Field[] = [["instance", first & Header.instanceMask]];
	const faults: string[] = [];
	if (0 !== version) faults.push(`header version ${version}`);
	if (!isRequest) {
		const completion = message.u8();
		if (message.short) faults.push("no completion code");
		else fields.push(["completion", 0 === completion ? "success" : hex(completion)]);
	}
	fields.push(["bytes", restOf(message).length]);
	const kind = first & Header.datagram ? "datagram" : isRequest ? "request" : "answer";
	return { name: `PLDM ${types[type] ?? `type ${hex(type)}`} command ${hex(command)} ${kind}`, fields, faults };
};
