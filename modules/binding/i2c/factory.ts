// SPDX-License-Identifier: Apache-2.0
import type { Context, Factory, Needs, Part } from "../../device/factory.js";
import type Fields from "../../device/fields.js";
import { isAscii } from "../../device/form.js";
import { commandCode } from "./format.js";
import pmbusActivation from "./activation.js";
import linear11, { largestLinear11, leastLinear11 } from "./linear11.js";
import Register, { type RegisterOptions } from "./register.js";
import Smbus from "./smbus.js";

/** Commands of a device, and bytes of a block: as many as its length byte can tell. */
export const limits = Object.freeze({ commands: 255, block: 255, text: 255 } as const);

/** Of what a command has one: its data, in one of these forms, or none. */
const forms = Object.freeze(["byte", "word", "linear11", "block", "text", "send"] as const);

/** The section `pmbus`: commands beside MCTP on the same I2C address. */
const pmbus: Factory = Object.freeze({ memory, create });

/** @setup */
function memory(profile: Fields): Needs | undefined {
	const rows = rowsOf(profile);
	return undefined === rows ? undefined : { data: rows.reduce((sum, { value = [] }) => sum + value.length, 0), requests: 0 };
}

/** @setup */
function create(profile: Fields, { endpoint }: Context): Part | undefined {
	const rows = rowsOf(profile);
	if (undefined === rows) return undefined;
	const registers = Object.freeze(rows.map((row) => new Register(endpoint, row)));
	const smbus = new Smbus(endpoint.memory, registers);
	return { target: smbus, activation: () => pmbusActivation(registers, smbus) };
}

/** @setup */
function rowsOf(profile: Fields): readonly RegisterOptions[] | undefined {
	const fields = profile.section("pmbus");
	if (undefined === fields) return undefined;
	const list = fields.required("commands", fields.list("commands", limits.commands));
	fields.end();
	const rows = list.map(rowOf);
	rows.forEach(({ code }, index) => {
		if (rows.findIndex((other) => other.code === code) < index) throw list[index].error("another command has this code", "code");
	});
	return rows;
}

/** @setup */
function rowOf(fields: Fields): RegisterOptions {
	const code = fields.required("code", fields.whole("code", 0, 0xff));
	if (commandCode === code) throw fields.error("is that of MCTP (DSP0237)", "code");
	const name = fields.text("name") ?? `command 0x${code.toString(16)}`;
	const writable = fields.flag("writable") ?? false;
	const given = forms.filter((form) => undefined !== fields.value[form]);
	if (1 !== given.length) throw fields.error(`needs one of ${forms.join(", ")}`);
	const [form] = given;
	const value = valueOf(fields, form);
	fields.end();
	return { code, name, value, block: "block" === form || "text" === form, writable };
}

/** @setup */
function valueOf(fields: Fields, form: (typeof forms)[number]): readonly number[] | undefined {
	switch (form) {
		case "byte":
			return [fields.whole("byte", 0, 0xff)!];
		case "word":
			return word(fields.whole("word", 0, 0xffff)!);
		case "linear11":
			return word(linear11(fields.number("linear11", leastLinear11, largestLinear11)!));
		case "block": {
			const bytes = fields.bytes("block", limits.block)!;
			if (bytes.some((byte) => byte < 0)) throw fields.error("has a byte that is left open", "block");
			return bytes;
		}
		case "text":
			return Array.from(
				fields.match("text", (text) => isAscii(text, limits.text), "a text of 1 to 255 ASCII characters")!,
				(each) => each.charCodeAt(0),
			);
	}
	if (true !== fields.flag("send")) throw fields.error("can only be true", "send");
	return undefined;
}

/** @setup */
function word(value: number): readonly number[] {
	return [value & 0xff, value >> 8];
}

export default pmbus;
