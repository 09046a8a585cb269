// SPDX-License-Identifier: Apache-2.0
import { VendorType } from "../../../../modules/mctp/responder.js";
import { Service, vendorId } from "../../../../modules/vendor/services.js";
import { hex } from "../../names.js";
import { restOf, wordsOf, type Describe, type Field } from "./message.js";

/** A message that a vendor defined; the test services' by name. */
export const describeVendor: Describe = (message, type) => {
	const pci = VendorType.pci === (type & 0x7f);
	const id = pci ? message.u16be() : message.u32be();
	const fields: Field[] = [[pci ? "PCI vendor" : "IANA enterprise", pci ? hex(id, 4) : id]];
	if (message.short) return { name: "vendor's message", fields: [], faults: ["no vendor id"] };
	const service = pci && vendorId === id ? wordsOf(Service, message.memory[message.position]) : undefined;
	if (undefined !== service) message.skip(1);
	fields.push(["bytes", restOf(message).length]);
	return { name: undefined === service ? "vendor's message" : `mctp-${service}`, fields, faults: [] };
};
