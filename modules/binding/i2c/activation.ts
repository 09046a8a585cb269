// SPDX-License-Identifier: Apache-2.0
import { method, type Activation } from "../../activation/activation.js";
import { list, none, nothing, object, text, whole } from "../../activation/schema.js";
import type Register from "./register.js";
import { SmbusCounter, type default as Smbus } from "./smbus.js";

const code = whole("command code", 0, 0xff);
const value = list("bytes as they are read, words least significant byte first", whole("byte", 0, 0xff));
const count = (what: string) => whole(what, 0, Number.MAX_SAFE_INTEGER);

/** How a PMBus device is operated. */
function pmbusActivation(registers: readonly Register[], smbus: Smbus): Activation {
	return {
		name: "pmbus",
		description: "SMBus and PMBus commands beside MCTP, on the same I2C address.",
		methods: {
			list: method({
				description: "All commands, with their data.",
				parameters: none,
				result: list("commands", object({ code, name: text("name"), value, writes: count("times that it was written") })),
				run: () => registers.map(({ code, name, value, writes }) => ({ code, name, value, writes })),
			}),
			set: method({
				description: "Changes what a command reads.",
				parameters: object({ code, value }),
				result: nothing,
				run({ code: wanted, value: bytes }) {
					const register = registers.find((each) => each.code === wanted);
					if (undefined === register?.read) throw new RangeError(`there is no command ${wanted} with data: pmbus.list has all`);
					register.value = bytes;
					return null;
				},
			}),
			counters: method({
				description: "What became of what came.",
				parameters: none,
				result: object({
					served: count("served"),
					unknown: count("of commands that there are not"),
					length: count("of a wrong length, or not to be written or read"),
					errorCode: count("with a wrong packet error code"),
				}),
				run: () => ({
					served: smbus.counters[SmbusCounter.served],
					unknown: smbus.counters[SmbusCounter.unknown],
					length: smbus.counters[SmbusCounter.length],
					errorCode: smbus.counters[SmbusCounter.errorCode],
				}),
			}),
		},
	};
}

export default pmbusActivation;
