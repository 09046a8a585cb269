// SPDX-License-Identifier: Apache-2.0
import { event, method, type Activation } from "../activation/activation.js";
import { bytes, hexadecimal } from "../activation/bytes.js";
import { choice, flag, list, none, nothing, number, object, record, text, whole } from "../activation/schema.js";
import { Counter, counterNames } from "./counter.js";
import type Endpoint from "./endpoint.js";
import { stageFree, stageOpen } from "./exchange.js";
import { tagMask } from "./header.js";
import type { Packets } from "./packets.js";
import type { PortState } from "./port.js";
import { phaseWaiting } from "./request.js";

export interface EndpointActivationOptions {
	/** What people call the ports; `port0` and so on */
	names?: readonly string[];
	/** What the bindings take for the endpoint, if something stands in front of it. */
	packets?: Packets;
}

const name = text("what the port is called");
const eid = whole("EID of the other endpoint", 0, 255);
const physical = whole("its address on the medium, where that has addresses", -0x80000000, 0x7fffffff);
const type = whole("message type, without the integrity check bit", 0, 0x7f);
const tag = whole("message tag", 0, 7);
const unit = whole("payload bytes in a packet", 64, 0xffff);
const network = whole("EIDs are unique within one", 0, 0x7fffffff);
const first = whole("EID, the first of a range", 8, 254);
const last = whole("EID, the last of the range", 8, 254);
const count = whole("how often", 0, 0xffffffff);

/**
 * The table by which an endpoint is operated.
 * @setup
 */
function endpointActivation(endpoint: Endpoint, options: EndpointActivationOptions = {}): Activation {
	const { names = [], packets = endpoint } = options;
	const port = whole("index of the port", 0, endpoint.portCount - 1);
	const peer = { port, eid, physical } as const;
	const ports = () => Array.from({ length: endpoint.portCount }, (_, index) => endpoint.port(index));
	const nameOf = ({ index }: PortState) => names[index] ?? `port${index}`;
	const peerOf = (message: { state: PortState | undefined; peer: number; physical: number }) => {
		return { port: message.state!.index, eid: message.peer, physical: message.physical };
	};

	return {
		name: "endpoint",
		description: "The MCTP endpoint (DSP0236)",
		methods: {
			ports: method({
				description: "All ports, with their links and EIDs",
				parameters: none,
				result: list(
					"by index",
					object({
						port,
						name,
						network,
						up: flag("whether the link is up"),
						eid: whole("present EID of the endpoint there; 0: none", 0, 254),
						staticEid: whole("EID without a bus owner; 0: none", 0, 254),
						receiveUnit: unit,
						transmissionUnit: unit,
					}),
				),
				run: () =>
					ports().map((state) => ({
						port: state.index,
						name: nameOf(state),
						network: state.network,
						up: state.up,
						eid: state.eid,
						staticEid: state.staticEid,
						receiveUnit: state.port.receiveUnit,
						transmissionUnit: state.transmissionUnit,
					})),
			}),
			counters: method({
				description: "What became of packets and messages since the start; they are never reset, so that several can watch",
				parameters: object({}, { port }),
				result: list("by port", object({ port, name, counters: record("by verdict", count) })),
				run: (asked) =>
					ports()
						.filter((state) => asked.port === undefined || asked.port === state.index)
						.map((state) => ({ port: state.index, name: nameOf(state), counters: byName(state.counters) })),
			}),
			assign: method({
				description: "Gives the endpoint another EID on a port, as a bus owner would",
				parameters: object({ port, eid: whole("8 to 254, or 0: none", 0, 254) }),
				result: nothing,
				run(asked) {
					endpoint.assign(asked.port, asked.eid);
					return null;
				},
			}),
			link: method({
				description: "Takes the link of a port down, for the endpoint alone, or up again; with a new peer it comes up by itself",
				parameters: object({ port, up: flag("true: up, false: down") }),
				result: nothing,
				run(asked, now) {
					packets.link(asked.port, now, asked.up);
					endpoint.port(asked.port).port.wake();
					return null;
				},
			}),
			routes: method({
				description: "Where EIDs are that are not the endpoint's own",
				parameters: none,
				result: list("in no order", object({ port, name, network, first, last, physical, unit })),
				run: () =>
					endpoint.routes.all.flatMap(({ state, first, last, physical, unit }) =>
						undefined === state ? [] : { port: state.index, name: nameOf(state), network: state.network, first, last, physical, unit },
					),
			}),
			addRoute: method({
				description: "Tells where a range of EIDs is, instead of what was known of the same range",
				parameters: object({ port, first, last }, { physical, unit }),
				result: nothing,
				run(asked) {
					if (!endpoint.routes.add(asked.port, asked.first, asked.last, asked.physical ?? 0, asked.unit))
						throw new RangeError("an EID of the range has another route, or the table is full: remove a route, or raise memory.routes");
					return null;
				},
			}),
			removeRoute: method({
				description: "Forgets where a range of EIDs is",
				parameters: object({ network, first }),
				result: object({ removed: flag("whether there was such a route") }),
				run: (asked) => ({ removed: endpoint.routes.remove(asked.network, asked.first) }),
			}),
			setUnit: method({
				description: "Sets how large packets to an endpoint are, as if it had been negotiated",
				parameters: object({ port, eid, unit }),
				result: nothing,
				run(asked) {
					endpoint.port(asked.port).setUnit(asked.eid, asked.unit);
					return null;
				},
			}),
			units: method({
				description: "How large packets are that the endpoint sends",
				parameters: none,
				result: list(
					"by port; the first of each is for all EIDs that none of the others is for",
					object({ port, name, network, unit }, { eid }),
				),
				run: () => ports().flatMap((state) => unitsOf(state).map((each) => ({ port: state.index, name: nameOf(state), ...each }))),
			}),
			exchanges: method({
				description: "Requests of others that are being answered",
				parameters: none,
				result: list("in no order", object({ ...peer, type, tag, stage: choice("what happens", ["deferred", "answering"]) })),
				run: () =>
					endpoint.exchanges.all
						.filter(({ stage }) => stageFree !== stage)
						.map((exchange) => ({
							...peerOf(exchange),
							type: exchange.type & 0x7f,
							tag: exchange.tag,
							stage: stageOpen === exchange.stage ? ("deferred" as const) : ("answering" as const),
						})),
			}),
			requests: method({
				description: "Requests of the endpoint's own that wait for their answers, or for a tag",
				parameters: none,
				result: list(
					"oldest first",
					object({
						...peer,
						type,
						tag,
						stage: choice("what it waits for", ["tag", "answer"]),
						attempts: whole("how often it may still be sent", 0, 0x7fffffff),
						remaining: number("milliseconds of the present wait that are left", 0, 0x7fffffff),
					}),
				),
				run(_none, now) {
					const found = [];
					for (let request = endpoint.requests.active; undefined !== request; request = request.nextActive) {
						const { phase, left } = request;
						found.push({
							...peerOf(request),
							type: request.type,
							tag: request.tag & tagMask,
							stage: phaseWaiting === phase ? ("tag" as const) : ("answer" as const),
							attempts: Math.min(Math.max(0, left), 0x7fffffff),
							remaining: Math.max(0, (request.deadline - now) | 0),
						});
					}
					return found;
				},
			}),
			assemblies: method({
				description: "Messages of several packets that are growing",
				parameters: none,
				result: list("newest first", object({ ...peer, tag, length: whole("bytes so far", 0, 0x7fffffff) })),
				run() {
					const found = [];
					for (let assembly = endpoint.reassembly.active; undefined !== assembly; assembly = assembly.next)
						found.push({ ...peerOf(assembly), tag: assembly.tag & tagMask, length: assembly.length });
					return found;
				},
			}),
		},
		events: {
			packet: event({
				description: "A packet that came, with the verdict on it, or that was sent",
				value: object({
					port,
					name,
					direction: choice("which way", ["received", "sent"]),
					verdict: choice("what became of it", counterNames),
					time: whole("milliseconds of the endpoint's clock, which wraps", -0x80000000, 0x7fffffff),
					physical,
					bytes,
				}),
				listen: (listener) =>
					endpoint.follow((counter, index, time, offset, length, address) => {
						if (index >= endpoint.portCount) return; /* the endpoint's way to itself */
						listener({
							port: index,
							name: nameOf(endpoint.port(index)),
							direction: Counter.sent === counter ? "sent" : "received",
							verdict: counterNames[counter],
							time,
							physical: address,
							bytes: hexadecimal(endpoint.memory, offset, length),
						});
					}),
			}),
		},
	};
}

function byName(counters: readonly number[]): Record<string, number> {
	return Object.fromEntries(counterNames.map((name, index) => [name, counters[index] >>> 0]));
}

function unitsOf({ network, transmissionUnit, units }: PortState): { network: number; unit: number; eid?: number }[] {
	const others = undefined === units ? [] : Array.from({ length: 256 }, (_, eid) => ({ network, unit: units.of(eid), eid }));
	return [{ network, unit: transmissionUnit }, ...others.filter((other) => other.unit !== transmissionUnit)];
}

export default endpointActivation;
