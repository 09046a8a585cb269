// SPDX-License-Identifier: Apache-2.0
import { typeMask } from "../../../../modules/mctp/header.js";
import { VendorType } from "../../../../modules/mctp/responder.js";
import Reader from "../../../../modules/wire/reader.js";
import { messageTypeName } from "../../names.js";
import { describeControl } from "./control.js";
import type { Describe, Description } from "./message.js";
import { describeNvmeMi } from "./nvme-mi.js";
import { describePldm } from "./pldm.js";
import { describeVendor } from "./vendor.js";

/** By message type. */
const describers: Readonly<Record<number, Describe>> = Object.freeze({
	0x00: describeControl,
	0x01: describePldm,
	0x04: describeNvmeMi,
	[VendorType.pci]: describeVendor,
	[VendorType.iana]: describeVendor,
});

/** What a message is that begins with its type byte. */
export function describeMessage(bytes: Uint8Array): Description {
	const describe = describers[bytes[0] & typeMask] ?? describeOther;
	const message = new Reader(Uint8Array.from(bytes));
	message.reset(1, bytes.length - 1);
	return describe(message, bytes[0]);
}

const describeOther: Describe = (message, type) => ({
	name: messageTypeName(type & typeMask),
	fields: [["bytes", message.remaining]],
	faults: [],
});
