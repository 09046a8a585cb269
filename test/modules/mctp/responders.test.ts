// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { Reply, type Responder } from "../../../modules/mctp/responder.js";
import Responders from "../../../modules/mctp/responders.js";

function responder(type: number, id: number): Responder {
	return { type, versions: [], vendor: { id, commandSet: 0 }, respond: () => Reply.drop };
}

it.each([
	[0x0007, 0x00000007],
	[0x0007, 0x00000008],
	[0x0001, 0x00000000],
	[0x0000, 0x00000001],
	[0xffff, 0xffffffff],
])("PCI vendor %d and IANA vendor %d are two", (pci, iana) => {
	const responders = new Responders();
	const [one, other] = [responder(0x7e, pci), responder(0x7f, iana)];
	responders.add(one);
	responders.add(other);
	const memory = Uint8Array.of(0x7e, pci >> 8, pci, 0x7f, iana >> 24, iana >> 16, iana >> 8, iana);
	expect(responders.find(memory, 0, 3)).toBe(one);
	expect(responders.find(memory, 3, 5)).toBe(other);
});
