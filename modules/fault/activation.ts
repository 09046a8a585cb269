// SPDX-License-Identifier: Apache-2.0
import { event, method, type Activation } from "../activation/activation.js";
import { bytes, hexadecimal } from "../activation/bytes.js";
import { choice, flag, list, none, nothing, object, text, whole } from "../activation/schema.js";
import type Fault from "./fault.js";
import type Faults from "./faults.js";
import { kindNames, kinds } from "./kinds.js";
import { faultSchema } from "./options.js";

const id = whole("names the fault", 1, 0x7fffffff);
const count = whole("how often", 0, 0x7fffffff);
const kind = choice("what happens", kindNames);

/**
 * The table by which faults are set, seen and removed.
 * @setup
 */
function faultActivation(faults: Faults): Activation {
	return {
		name: "faults",
		description: "Faults between the endpoint and its peers: what a bad medium, or a bad device, does to packets",
		methods: {
			add: method({
				description: "Adds a fault behind those that there are; a packet meets them in this order",
				parameters: faultSchema,
				result: object({ id }),
				run: (options) => ({ id: faults.add(options).id }),
			}),
			remove: method({
				description: "Removes a fault",
				parameters: object({ id }),
				result: nothing,
				run(asked) {
					if (faults.remove(asked.id)) return null;
					const ids = faults.all.map((fault) => fault.id);
					throw new RangeError(`id: there is no fault ${asked.id}: ${ids.length > 0 ? `there are ${ids.join(", ")}` : "there are none"}`);
				},
			}),
			clear: method({
				description: "Removes all faults; packets that are held up go on when their time has come",
				parameters: none,
				result: nothing,
				run() {
					faults.clear();
					return null;
				},
			}),
			list: method({
				description: "The faults that there are, and what they did",
				parameters: none,
				result: object({
					faults: list(
						"in the order in which a packet meets them",
						object({ id, fault: faultSchema, applied: count, hanging: flag("it loses all packets now") }, { left: count }),
					),
					hurried: whole("packets that could not be held up for as long as they should have been: no place was free", 0, 0x7fffffff),
				}),
				run: () => ({ faults: faults.all.map(describe), hurried: faults.hurried }),
			}),
			kinds: method({
				description: "What can go wrong, and the options of each kind beside those that all have",
				parameters: none,
				result: list(
					"by name",
					object({
						kind,
						description: text("what happens to a packet"),
						needs: list("options that have to be given", text("name")),
						takes: list("options that may be given", text("name")),
					}),
				),
				run: () =>
					kindNames.map((name) => {
						const { description, needs, takes } = kinds[name];
						/* Copies: XS makes no JSON of what lies in flash. */
						return { kind: name, description, needs: [...needs], takes: [...takes] };
					}),
			}),
		},
		events: {
			fault: event({
				description: "A fault befell a packet",
				value: object({
					id,
					kind,
					port: whole("index of the port", 0, 255),
					direction: choice("from the point of view of the endpoint", ["receive", "transmit"]),
					time: whole("milliseconds of the endpoint's clock, which wraps", -0x80000000, 0x7fffffff),
					lost: flag("the packet goes no further"),
					bytes,
				}),
				listen: (listener) =>
					faults.follow((fault, packet) =>
						listener({
							id: fault.id,
							kind: fault.options.kind,
							port: packet.port,
							direction: packet.sending ? "transmit" : "receive",
							time: packet.now,
							lost: packet.lost,
							bytes: hexadecimal(packet.memory, packet.offset, packet.length),
						}),
					),
			}),
		},
	};
}

function describe({ id, options, applied, hanging, left }: Fault) {
	const row = { id, fault: options, applied, hanging };
	return Infinity === left ? row : { ...row, left };
}

export default faultActivation;
