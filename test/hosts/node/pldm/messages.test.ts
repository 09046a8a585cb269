// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { messageLayouts } from "../../../../hosts/node/pldm/messages.js";
import { BaseCommand } from "../../../../modules/pldm/base/command.js";
import { PldmType } from "../../../../modules/pldm/header.js";
import { decode, encode } from "../../../../modules/pldm/layout/field.js";

const { [BaseCommand.multipartSend]: send, [BaseCommand.multipartReceive]: receive } = messageLayouts[PldmType.base];
const unhex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

const noData = "00000000";
const sending = "07 05 12000000 00000000 00000000 00000000 00000000";
const receiving = "05 00000000";

test.each([
	["MultipartSend, with CRC-32", send.request, `${sending} ${noData} 00000000`],
	["MultipartSend, without", send.request, `${sending} ${noData}`],
	["MultipartReceive, with CRC-32", receive.answer, `${receiving} ${noData} 00000000`],
	["MultipartReceive, without", receive.answer, `${receiving} ${noData}`],
	["MultipartReceive, at its end", receive.answer, `08 00000000 ${noData}`],
])("a part without data, of %s", (_, layout, text) => {
	const values = decode(layout, unhex(text));
	expect(values.dataLength).toBe(0);
	expect(encode(layout, values)).toEqual(unhex(text));
});

test.each([
	["MultipartSend", send.request, `${sending} 01000000 2a`],
	["MultipartReceive", receive.answer, `${receiving} 01000000 2a`],
])("a part of %s with data and without CRC-32 is cut short", (_, layout, text) => {
	expect(() => decode(layout, unhex(text))).toThrow(/^cut short/);
	expect(decode(layout, unhex(`${text} 29dc1922`)).dataIntegrityChecksum).toBe(0x2219dc29);
});
