// SPDX-License-Identifier: Apache-2.0
import { unknownHealth } from "../../modules/device/health.js";
import type { Activation } from "../../modules/activation/activation.js";
import Bridge from "../../modules/control/bridge.js";
import BusOwner from "../../modules/control/bus-owner.js";
import Directory from "../../modules/control/directory.js";
import type Known from "../../modules/control/known.js";
import type TransmitLimit from "../../modules/control/transmit-limit.js";
import Control from "../../modules/control/responder.js";
import Fields from "../../modules/device/fields.js";
import Signals from "../../modules/device/signals.js";
import Faults from "../../modules/fault/faults.js";
import FaultyPort from "../../modules/fault/port.js";
import { memorySizes } from "../../modules/mctp/arena.js";
import { counterNames } from "../../modules/mctp/counter.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import type { Packets } from "../../modules/mctp/packets.js";
import type { Port } from "../../modules/mctp/port.js";
import type Request from "../../modules/mctp/request.js";
import { VendorType, type Responder } from "../../modules/mctp/responder.js";
import pldm from "../../modules/pldm/factory.js";
import type NvmeMi from "../../modules/nvme-mi/responder.js";
import Messages from "../../modules/vendor/messages.js";
import nvmeMiActivation from "../../modules/nvme-mi/activation.js";
import TestServices from "../../modules/vendor/services.js";
import type { Answering, RequestKind, ResponderName, RouteSetup, Sending, Setup, Step } from "../tables/table.js";
import { addDrive } from "./drive.js";
import { echo, late, mute, size, vendor } from "./responders.js";
import { bytes, hex, packet, packetText, type Located } from "./text.js";

/** Bytes for one arriving and one leaving packet of any size. */
const frameSize = 1200;
/** Requests of a bus owner at a time, at most. */
const ownerRequests = 2;
/** What `tick` says when nothing waits for the clock. */
export const never = 0x7fffffff;
/** Packets that one pull may give before it counts as endless. */
const endless = 10_000;

/**
 * An endpoint with a host as strict as the contract: it pulls a port only after its wake, or a packet that came in by it,
 * and calls `tick` only after these or when the time has come that the last tick named.
 */
class Bench {
	readonly endpoint: Endpoint;
	/** What the host takes for the endpoint. */
	readonly packets: Packets & Pick<Endpoint, "tick">;
	/** In front of the endpoint, if the set-up wants them. */
	readonly faults: Faults | undefined;
	readonly events: string[] = [];
	readonly tickets: number[] = [];
	readonly requests: Request[] = [];
	drive: NvmeMi | undefined = undefined;
	owner: BusOwner | undefined = undefined;
	/** How the drive or the terminus is operated, if there is one. */
	operated: Activation | undefined = undefined;
	now: number;
	readonly #ports: number;
	/** By port: woken, or given a packet, and not yet pulled empty. */
	readonly #pullable: boolean[];
	#woken = false;
	#ticked: number;
	#wait: number;

	constructor(setup: Setup = {}) {
		const { ports = [{}], memory, reassemblyTimeout, minimumUnit, answerTimeout, requests = [], start = 0, faults, places } = setup;
		const { routes = [], sharedEid = false, loopback = false } = setup;
		const profile = new Fields(undefined === setup.pldm ? {} : { pldm: setup.pldm });
		const needs = pldm.memory!(profile) ?? { data: 0, requests: 0 };
		this.#ports = ports.length;
		this.#pullable = ports.map(() => false);
		this.now = start;
		const bare = ports.map((port, index): Port => ({
			network: 1,
			receiveUnit: 64,
			transmissionUnit: 64,
			frames: 2 * frameSize,
			...port,
			wake: () => this.#awake(index),
		}));
		this.endpoint = new Endpoint({
			ports: undefined === faults ? bare : bare.map((port) => new FaultyPort(port, places)),
			memory: {
				requests: requests.length + 1 + needs.requests + (setup.owner ? ownerRequests : 0),
				data: needs.data,
				routes: routes.length && routes.length + 1,
				...memory,
			},
			sharedEid,
			loopback,
			...(undefined === reassemblyTimeout ? {} : { reassemblyTimeout }),
			...(undefined === minimumUnit ? {} : { minimumUnit }),
			...(undefined === answerTimeout ? {} : { answerTimeout }),
		});
		this.faults = undefined === faults ? undefined : new Faults(this.endpoint);
		this.packets = this.faults ?? this.endpoint;
		for (const fault of faults ?? []) this.faults!.add(fault);
		this.faults?.follow(({ id }) => this.events.push(`fault ${id}`));
		for (const name of setup.responders ?? ["control"]) {
			if ("drive" === name) this.operated = nvmeMiActivation((this.drive = addDrive(this.endpoint, setup.drive)), this.packets);
			else this.endpoint.responders.add(this.#responder(name, setup));
		}
		const most = memorySizes(ports.length, memory).exchanges;
		for (const messages of setup.messages ?? []) this.endpoint.responders.add(new Messages(this.endpoint, { ...messages, most }));
		this.operated ??= this.#terminus(profile, bare, setup);
		for (const kind of requests) this.requests.push(this.#request(kind, this.requests.length));
		for (const eid of Object.keys(setup.units ?? {})) this.endpoint.port(0).setUnit(Number(eid), setup.units![Number(eid)]);
		for (const route of routes) this.route(route);
		this.#ticked = start;
		this.#wait = this.packets.tick(start);
	}

	#awake(port: number): void {
		this.#pullable[port] = true;
		this.#woken = true;
	}

	#responder(name: Exclude<ResponderName, "drive">, setup: Setup): Responder {
		const { endpoint } = this;
		switch (name) {
			case "control":
				return this.#control(setup);
			case "services":
				return new TestServices(endpoint);
			case "echo":
				return echo(endpoint);
			case "late":
				return late(this);
			case "mute":
				return mute();
			case "size":
				return size(endpoint, this);
			case "pci":
				return vendor(VendorType.pci, 0x1234, 0x0102);
			case "iana":
				return vendor(VendorType.iana, 0x8000a015, 0x0304);
		}
	}

	#control({ ports = [], uuid, directory, owner: owned, bridge: bridging, transport }: Setup): Control {
		const { endpoint } = this;
		const owner =
			undefined === owned ? undefined : new BusOwner({ workers: ownerRequests, ...owned, endpoint, listener: this.#listener() });
		this.owner = owner;
		const owning = undefined === owner ? {} : { owner };
		return new Control({
			endpoint,
			ports,
			...owning,
			...(undefined === bridging ? {} : { bridge: new Bridge({ ...bridging, ...owning, endpoint }) }),
			...(undefined === uuid ? {} : { uuid }),
			...(undefined === directory ? {} : { directory: new Directory(directory) }),
			...(transport
				? {
						transport: (command, { request, reply }) => {
							reply.u8(command);
							return request.u8();
						},
					}
				: {}),
		});
	}

	/** Of a bus owner. EIDs, addresses, types and UUIDs are hexadecimal. */
	#listener() {
		const tell = (text: string) => void this.events.push(text);
		return {
			onFound: ({ eid, types, typeCount, hasUuid, uuid, limit }: Known) =>
				tell(
					`found ${hex([eid])}: types ${hex(types, 0, typeCount)}${hasUuid ? `, UUID ${Array.from(uuid, digits).join("")}` : ""}${range(limit)}`,
				),
			onChanged: ({ eid }: Known) => tell(`changed ${hex([eid])}`),
			onLost: ({ eid }: Known) => tell(`lost ${hex([eid])}`),
			onConflict: ({ physical }: Known, eid: number) => tell(`conflict ${hex([eid])} at ${hex([physical])}`),
			onLimit: ({ eid, limit }: Known, completion: number) =>
				tell(
					`limit ${hex([eid])}: ${limit!.burst} in a row, ${limit!.rate} a second${completion ? `, refused ${hex([completion & 0xff])}` : ""}`,
				),
		};
	}

	limit({ eid, burst = 1, rate = 1 }: NonNullable<Step["limit"]>): boolean {
		const known = this.owner!.places.find(eid);
		return undefined !== known && this.owner!.limit(known, burst, rate, this.now);
	}

	/** Made by the factory, as a device makes it. */
	#terminus(profile: Fields, ports: readonly Port[], { uuid = "", memory }: Setup): Activation | undefined {
		const { endpoint } = this;
		const part = pldm.create(profile, {
			endpoint,
			front: endpoint,
			memory: memorySizes(ports.length, memory),
			ports,
			identity: { uuid: uuid || "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" },
			health: unknownHealth,
			signals: new Signals(),
			storage: () => undefined,
		});
		for (const responder of part?.responders ?? []) endpoint.responders.add(responder);
		return part?.activation?.();
	}

	/** An operator calls a method of the drive or the terminus. */
	operate([method, parameters]: readonly [string, object]): void {
		const result = this.operated!.methods[method].run(parameters, this.now);
		if (null !== result) this.events.push(JSON.stringify(result));
	}

	#request(kind: RequestKind, index: number): Request {
		const tell = (text: string, now: number) => this.events.push(`${now}: request ${index} ${text}`);
		const onFailure = (reason: string, now: number) => void tell(reason, now);
		if ("datagram" === kind) return this.endpoint.request({ onFailure, onSent: (now) => void tell("sent", now) });
		return this.endpoint.request({
			onFailure,
			onResponse: (response, now) => {
				const goesOn = "patient" === kind && 2 === response.memory[response.position];
				if (goesOn) this.requests[index].timeout = response.memory[response.position + 1];
				tell(`${goesOn ? "hears" : "response"} ${hex(response.memory, response.position, response.remaining)}`, now);
				return goesOn;
			},
		});
	}

	/** Lets time go on, as the host's timer would notice. */
	goTo(now: number): void {
		this.now = now | 0;
		this.tick();
	}

	/** What `tick` last said is left. Calls it if the contract asks for it. */
	tick(): number {
		const elapsed = (this.now - this.#ticked) | 0;
		if (this.#woken || elapsed < 0 || elapsed >= this.#wait) {
			this.#woken = false;
			this.#ticked = this.now;
			this.#wait = this.packets.tick(this.now);
			return this.#wait;
		}
		return never === this.#wait ? never : this.#wait - elapsed;
	}

	receive(text: string): void {
		this.arrive(packet(text));
	}

	/** A packet arrives. What lies around it changes before and after, as in a driver's buffer. */
	arrive({ port, physical, bytes }: Located): void {
		const { memory } = this.endpoint;
		const { frames } = this.endpoint.port(port);
		memory.fill(0xa5, frames, frames + frameSize);
		memory.set(bytes, frames);
		this.packets.receive(port, this.now, frames, bytes.length, physical);
		memory.fill(0x5a, frames, frames + frameSize);
		this.#awake(port);
	}

	/** Pulls packets of all ports; `done` is called behind each. */
	pull(limit = Infinity, room = frameSize, done: (port: number) => void = () => {}): string[] {
		const { endpoint, packets } = this;
		const texts: string[] = [];
		for (let port = 0; port < this.#ports; port++) {
			const offset = endpoint.port(port).frames + frameSize;
			for (let pulls = 0; this.#pullable[port] && texts.length < limit; pulls++) {
				if (pulls > endless) throw new Error("the endpoint sends without end");
				this.#pullable[port] = false;
				const length = packets.transmit(port, this.now, offset, room);
				if (0 === length && room === frameSize) continue; /* it is over, unless there was a wake meanwhile */
				this.#pullable[port] = true;
				if (0 === length) break;
				texts.push(packetText({ port, physical: packets.physical, bytes: Array.from(endpoint.memory.slice(offset, offset + length)) }));
				done(port);
			}
		}
		return texts;
	}

	report(ok: boolean): void {
		for (let port = 0; port < this.#ports; port++) this.packets.transmitted(port, this.now, ok);
	}

	route({ port = 1, first, last = first, physical = 0, unit }: RouteSetup): boolean {
		return this.endpoint.routes.add(port, first, last, physical, unit);
	}

	send({ message, to, port = 0, physical = 0, network, handle = 0, ...options }: Sending): boolean {
		const { timeout = 6000, attempts = 1, backoff = 1, queue = false } = options;
		const request = this.requests[handle];
		const [type, ...rest] = bytes(message);
		if (!request.active) {
			const writer = request.begin(type);
			for (const byte of rest) writer.u8(byte);
			Object.assign(request, { timeout, attempts, backoff, queue });
		}
		if (undefined !== network) return this.endpoint.sendTo(request, network, to, this.now);
		return this.endpoint.send(request, port, to, physical, this.now);
	}

	answer({ ticket, body, more }: Answering): boolean {
		const number = this.tickets[ticket];
		const exchange = this.endpoint.exchange(number);
		if (undefined !== exchange && "request" === body) exchange.reply.copy(exchange.request.position, exchange.request.remaining);
		else if (undefined !== exchange) {
			const content = bytes(body);
			this.endpoint.enlarge(exchange, content.length + 1);
			for (const byte of content) exchange.reply.u8(byte);
		}
		return this.endpoint.answer(number, this.now, !more);
	}

	/** Counters of all ports that are not 0, by name; those of port 1 begin with `1/`. */
	counters(): Record<string, number> {
		const result: Record<string, number> = {};
		for (let port = 0; port < this.#ports; port++) {
			const { counters } = this.endpoint.port(port);
			for (let counter = 0; counter < counters.length; counter++)
				if (counters[counter]) result[`${port ? `${port}/` : ""}${counterNames[counter]}`] = counters[counter];
		}
		return result;
	}
}

/** What somebody can be limited to, and the limit that it has. */
function range(limit: TransmitLimit | undefined): string {
	if (!limit?.supported) return "";
	const { least, most, longestBurst, burst, rate, answers } = limit;
	const present = burst > 0 ? `: ${burst} in a row, ${rate} a second` : "";
	return `, limited to ${least} to ${most} a second, ${longestBurst} in a row${answers ? "" : ", requests alone"}${present}`;
}

/** Of 32 bits. */
function digits(word: number): string {
	return word.toString(16).padStart(8, "0");
}

export default Bench;
