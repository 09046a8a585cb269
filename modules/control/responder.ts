// SPDX-License-Identifier: Apache-2.0
import { isAssignable, nullEid } from "../mctp/eid.js";
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { Reply, type Responder } from "../mctp/responder.js";
import type Bridge from "./bridge.js";
import { Command, ControlHeader, SetEndpointIdOperation } from "./command.js";
import { Completion } from "./completion.js";
import type Directory from "./directory.js";
import { Feature, featuresOf } from "./features.js";
import Inventory from "./inventory.js";
import type Notifier from "./notifier.js";
import type { ControlOptions, ControlPort } from "./options.js";
import type Rates from "./rates.js";
import Uuid from "./uuid.js";

/** A row of the command table. `minimum` and `maximum` count the request bytes behind the command code. */
interface ControlCommand {
	readonly name: string;
	readonly minimum: number;
	readonly maximum: number;
	/** The features of which an endpoint that has the command has one at least. */
	readonly needs: number;
	/** Returns a completion code. */
	readonly handle: (self: Control, exchange: Exchange, now: number) => number;
}

/* A plain constant, because every request leads by here. */
const { always } = Feature;

/** Returned by a handler in place of a completion code. */
const silence = -1;

/** Versions of base specification and control protocol: 1.0, 1.1, 1.2, 1.3.3 (DSP0236 12.6). */
const versions = Object.freeze([0xf1f0ff00, 0xf1f1ff00, 0xf1f2ff00, 0xf1f3f300]);
/** Type byte of Get Endpoint ID. */
const EndpointType = Object.freeze({ simple: 0x00, bridge: 0x10 } as const);
const EidType = Object.freeze({ dynamic: 0, staticPresent: 2, staticOther: 3 } as const);

const noPort: Required<ControlPort> = Object.freeze({ discovery: false, mediumSpecific: 0, medium: 0 });

/* Plain constants, because a message's way leads by here. */
const { request: requestKind, kindMask, echoMask, codeMask } = ControlHeader;

/** Assignment status of Set Endpoint ID: another bus has assigned already. */
const rejectedAssignment = 0x10;

/** Bytes of the message up to and with the completion code. */
const headLength = 4;

/** Answers the MCTP control protocol (DSP0236 12). */
class Control implements Responder {
	readonly type = 0;
	readonly versions = versions;
	readonly #endpoint: Endpoint;
	readonly #ports: readonly Required<ControlPort>[];
	/** Endpoint type in the type byte of Get Endpoint ID. */
	readonly #kind: number;
	readonly #uuid: Uuid | undefined;
	readonly #directory: Directory | undefined;
	readonly #bridge: Bridge | undefined;
	readonly #owner: ControlOptions["owner"];
	readonly #transport: ControlOptions["transport"];
	readonly #notifier: Notifier | undefined;
	readonly #rates: Rates | undefined;
	readonly #inventory: Inventory;
	/** Features and discovered flags by port. */
	readonly #features: readonly number[];
	readonly #discovered: boolean[];

	constructor(options: ControlOptions) {
		this.#endpoint = options.endpoint;
		const { endpoint, ports = [] } = options;
		const count = endpoint.portCount;
		if (ports.length > count) throw new RangeError(`control: ${ports.length} ports, the endpoint has ${count}`);
		this.#ports = Array.from({ length: count }, (_, index) => ({ ...noPort, ...ports[index] }));
		this.#uuid = undefined === options.uuid ? undefined : new Uuid(options.uuid);
		this.#directory = options.directory;
		this.#bridge = options.bridge;
		this.#owner = options.owner;
		this.#kind = undefined === (options.directory ?? options.bridge ?? options.owner) ? EndpointType.simple : EndpointType.bridge;
		this.#transport = options.transport;
		this.#notifier = options.notifier;
		this.#rates = options.rates;
		this.#inventory = new Inventory(endpoint, this, this.#ports);
		this.#features = this.#ports.map((port) => featuresOf(options, port));
		this.#discovered = this.#ports.map(() => false);
	}

	respond(exchange: Exchange, now: number): Reply {
		const request = exchange.request;
		const header = request.u16be();
		if (request.short || 0 !== exchange.type || requestKind !== (header & kindMask)) return Reply.drop;
		const reply = exchange.reply;
		/* Message type 0, instance id, command code; completion code 0 is success. */
		reply.position = reply.start;
		reply.u32be((header & echoMask) << 8);
		const command = commands[header & codeMask];
		const length = request.end - request.position;
		let completion: number;
		/* What it lacks is refused as such, whatever its length. */
		if (undefined === command || (always !== command.needs && this.#lacks(command.needs, exchange.port)))
			completion = this.#other(header & codeMask, exchange);
		else if (length < command.minimum || length > command.maximum) completion = Completion.invalidLength;
		else completion = command.handle(this, exchange, now);
		if (Completion.success === completion) return Reply.send;
		if (silence === completion) return Reply.drop;
		reply.rewind(headLength);
		reply.memory[reply.start + headLength - 1] = completion;
		return Reply.send;
	}

	/** The responders of vendors may come after this one. */
	#lacks(needs: number, port: number): boolean {
		return Feature.vendors === needs ? 0 === this.#inventory.vendorCount : 0 === (this.#features[port] & needs);
	}

	/** Commands that are not in the table, or that this endpoint lacks. */
	#other(code: number, exchange: Exchange): number {
		const transport = this.#transport;
		if (code < Command.transportSpecific || undefined === transport) return Completion.unsupportedCommand;
		return transport(code, exchange);
	}

	/** The new EID counts once the answer has left. */
	sent(exchange: Exchange, now: number): void {
		if (0 === exchange.note) return;
		this.#endpoint.assign(exchange.port, exchange.note);
		this.#discovered[exchange.port] = true;
		this.#bridge?.assigned(exchange.port, exchange.peer, exchange.physical, now);
	}

	link(port: number, up: boolean, now: number): void {
		this.#notifier?.link(port, up, now);
		if (up) return;
		this.#discovered[port] = false;
		this.#bridge?.down(port, now);
	}

	/** 12.3. An endpoint with one bus accepts every assignment, forced or not; a bridge, those of the bus that gave it its EID. */
	static #setEndpointId(self: Control, exchange: Exchange): number {
		const { request, reply } = exchange;
		const operation = request.u8() & 0x03;
		let eid = request.u8();
		const bridge = self.#bridge;
		if (undefined !== bridge && operation < SetEndpointIdOperation.reset && isAssignable(eid) && !bridge.accepts(exchange.port)) {
			reply.u24be((rejectedAssignment << 16) | (exchange.state!.eid << 8));
			return Completion.success;
		}
		switch (operation) {
			case SetEndpointIdOperation.setDiscovered:
				if (!self.#ports[exchange.port].discovery) return Completion.invalidData;
				self.#discovered[exchange.port] = true;
				eid = exchange.state!.eid;
				break;
			case SetEndpointIdOperation.reset:
				eid = exchange.state!.staticEid;
				if (0 === eid) return Completion.invalidData;
				exchange.note = eid;
				break;
			default:
				if (!isAssignable(eid)) return Completion.invalidData;
				exchange.note = eid;
		}
		if (nullEid === exchange.addressed) exchange.local = eid;
		const pool = bridge?.poolStatus(exchange.port) ?? 0;
		reply.u8(pool); /* assignment accepted */
		reply.u8(eid);
		reply.u8(0 === pool ? 0 : bridge!.poolSize);
		return Completion.success;
	}

	/** 12.4 */
	static #getEndpointId(self: Control, exchange: Exchange): number {
		const state = exchange.state!;
		const eid = state.eid;
		const staticEid = state.staticEid;
		const assignment = 0 === staticEid ? EidType.dynamic : eid === staticEid ? EidType.staticPresent : EidType.staticOther;
		exchange.reply.u24be((eid << 16) | ((self.#kind | assignment) << 8) | self.#ports[state.index].mediumSpecific);
		return Completion.success;
	}

	/** 12.5 */
	static #getEndpointUuid(self: Control, exchange: Exchange): number {
		self.#uuid!.write(exchange.reply);
		return Completion.success;
	}

	/** 12.6 to 12.8 */
	static #getVersionSupport(self: Control, exchange: Exchange): number {
		return self.#inventory.versions(exchange);
	}

	static #getMessageTypeSupport(self: Control, exchange: Exchange): number {
		return self.#inventory.types(exchange);
	}

	static #getVendorDefinedMessageSupport(self: Control, exchange: Exchange): number {
		return self.#inventory.vendors(exchange);
	}

	/** 12.9 */
	static #resolveEndpointId(self: Control, exchange: Exchange): number {
		return self.#bridge?.resolve(exchange) ?? self.#directory!.resolveEndpointId(exchange.request, exchange.reply);
	}

	/** 12.10 to 12.12, 12.17 */
	static #allocateEndpointIds(self: Control, exchange: Exchange, now: number): number {
		return self.#bridge!.allocate(exchange, now);
	}

	static #routingInformationUpdate(self: Control, exchange: Exchange): number {
		return self.#bridge!.update(exchange);
	}

	static #getRoutingTableEntries(self: Control, exchange: Exchange): number {
		return self.#bridge!.table(exchange);
	}

	static #queryHop(self: Control, exchange: Exchange): number {
		return self.#bridge!.queryHop(exchange);
	}

	/** 12.15: somebody wants an EID. */
	static #discoveryNotify(self: Control, exchange: Exchange, now: number): number {
		self.#owner!.look(exchange.port, exchange.physical, now);
		return Completion.success;
	}

	/** 12.14 */
	static #prepareForDiscovery(self: Control, exchange: Exchange): number {
		self.#discovered[exchange.port] = false;
		return Completion.success;
	}

	/** 12.13: only an undiscovered endpoint answers. */
	static #endpointDiscovery(self: Control, exchange: Exchange): number {
		return self.#discovered[exchange.port] ? silence : Completion.success;
	}

	/** 12.18 */
	static #resolveUuid(self: Control, exchange: Exchange): number {
		return self.#directory!.resolveUuid(exchange.request, exchange.reply);
	}

	/** 12.19 to 12.21 */
	static #queryRateLimit(self: Control, exchange: Exchange): number {
		return self.#rates!.query(exchange);
	}

	static #requestTransmitRateLimit(self: Control, exchange: Exchange): number {
		return self.#rates!.request(exchange);
	}

	/** A sender tells of its limit, which asks nothing of a receiver. */
	static #updateRateLimit(self: Control, { request, port, physical, peer }: Exchange, now: number): number {
		self.#owner?.limited(port, physical, peer, request.u24be(), request.u32be(), now);
		return Completion.success;
	}

	/** 12.22 */
	static #querySupportedInterfaces(self: Control, exchange: Exchange): number {
		return self.#inventory.interfaces(exchange);
	}

	/** By command code. */
	static readonly commands: readonly (ControlCommand | undefined)[] = Object.freeze([
		undefined,
		row("Set Endpoint ID", 2, 2, Feature.always, Control.#setEndpointId),
		row("Get Endpoint ID", 0, 0, Feature.always, Control.#getEndpointId),
		row("Get Endpoint UUID", 0, 0, Feature.uuid, Control.#getEndpointUuid),
		row("Get MCTP Version Support", 1, 1, Feature.always, Control.#getVersionSupport),
		row("Get Message Type Support", 0, 0, Feature.always, Control.#getMessageTypeSupport),
		row("Get Vendor Defined Message Support", 1, 1, Feature.vendors, Control.#getVendorDefinedMessageSupport),
		row("Resolve Endpoint ID", 1, 1, Feature.bridge | Feature.directory, Control.#resolveEndpointId),
		row("Allocate Endpoint IDs", 3, 3, Feature.pool, Control.#allocateEndpointIds),
		row("Routing Information Update", 1, 0xff, Feature.bridge, Control.#routingInformationUpdate),
		row("Get Routing Table Entries", 1, 1, Feature.bridge, Control.#getRoutingTableEntries),
		row("Prepare for Endpoint Discovery", 0, 0, Feature.discovery, Control.#prepareForDiscovery),
		row("Endpoint Discovery", 0, 0, Feature.discovery, Control.#endpointDiscovery),
		row("Discovery Notify", 0, 0, Feature.owner, Control.#discoveryNotify),
		undefined,
		row("Query Hop", 2, 2, Feature.bridge, Control.#queryHop),
		row("Resolve UUID", 17, 17, Feature.directory, Control.#resolveUuid),
		row("Query Rate Limit", 0, 0, Feature.rates, Control.#queryRateLimit),
		row("Request TX Rate Limit", 7, 7, Feature.rates, Control.#requestTransmitRateLimit),
		row("Update Rate Limit", 7, 7, Feature.rates | Feature.limits, Control.#updateRateLimit),
		row("Query Supported Interfaces", 0, 0, Feature.interfaces, Control.#querySupportedInterfaces),
	]);
}

const commands = Control.commands;

/** @setup */
function row(name: string, minimum: number, maximum: number, needs: number, handle: ControlCommand["handle"]): ControlCommand {
	return Object.freeze({ name, minimum, maximum, needs, handle });
}

Object.freeze(Control.prototype);
export default Control;
