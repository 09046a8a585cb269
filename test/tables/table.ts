// SPDX-License-Identifier: Apache-2.0
import type { DirectoryEntry } from "../../modules/control/directory.js";
import type { ControlPort } from "../../modules/control/options.js";
import type { BusOwnerOptions } from "../../modules/control/ownership.js";
import type { OwnBus } from "../../modules/control/routing.js";
import type { FaultOptions } from "../../modules/fault/options.js";
import type { Counter } from "../../modules/mctp/counter.js";
import type { EndpointOptions } from "../../modules/mctp/endpoint.js";
import type { Port } from "../../modules/mctp/port.js";
import type { MessagesOptions } from "../../modules/vendor/messages.js";

export type CounterName = keyof typeof Counter;

/**
 * A packet as text: `010809c8 008102`, hexadecimal digits, blanks where they help. `1/` in front: on port 1 (else 0).
 * ` @20` behind: its physical address, hexadecimal (else 0).
 */
export type PacketText = string;

/** One after the other; a lone one may stand without brackets. */
export type List<Item> = Item | readonly Item[];

/** Sessions about one subject, run on Node and on XS. */
export interface Table {
	readonly name: string;
	/** CRC-32 over every packet in and out, with time, verdict, port and address: the same wherever it runs. */
	readonly trace: number;
	readonly sessions: readonly Session[];
}

/** What one endpoint lives through from its construction on. */
export interface Session {
	readonly name: string;
	readonly setup?: Setup;
	readonly steps: readonly Step[];
}

export interface Setup {
	/** One port without static EID where left out. */
	readonly ports?: readonly (Partial<Omit<Port, "wake">> & ControlPort)[];
	readonly memory?: NonNullable<EndpointOptions["memory"]>;
	readonly reassemblyTimeout?: number;
	readonly minimumUnit?: number;
	readonly answerTimeout?: number;
	/** Control alone where left out. */
	readonly responders?: readonly ResponderName[];
	/** Vendors, with what they answer. */
	readonly messages?: readonly Omit<MessagesOptions, "most">[];
	/** The section `pldm` of a profile: a terminus. */
	readonly pldm?: object;
	/** Section of a profile, for the responder `drive`; that of the package's profile where left out. */
	readonly drive?: object;
	readonly uuid?: string;
	readonly directory?: readonly DirectoryEntry[];
	/** Asks whoever is on these buses; what it finds are events. */
	readonly owner?: Omit<BusOwnerOptions, "endpoint" | "listener">;
	/** The control protocol is that of a bridge, which gives its pool to the owner if there is one. */
	readonly bridge?: { readonly buses: readonly OwnBus[]; readonly poolSize?: number };
	/** Commands F0 to FF answer with their own code and the completion code that the request asks for. */
	readonly transport?: boolean;
	/** The clock at the first step. */
	readonly start?: number;
	/** Largest payload per packet to an EID, on port 0, where it is not the port's. */
	readonly units?: Readonly<Record<number, number>>;
	readonly routes?: readonly RouteSetup[];
	readonly sharedEid?: boolean;
	readonly loopback?: boolean;
	/** Faults in front of the endpoint; without the list there is nothing in front of it. */
	readonly faults?: readonly FaultOptions[];
	/** Packets that can be held up in each direction; 8 where left out. */
	readonly places?: number;
	/** Own request handles. None where left out. */
	readonly requests?: readonly RequestKind[];
}

/**
 * `datagram`: nobody answers. `patient`: an answer that begins with 02 is followed by another, the byte behind says in how
 * many milliseconds at most.
 */
export type RequestKind = "request" | "datagram" | "patient";

/** Those of test/support/responders.ts, and the project's own. */
export type ResponderName = "drive" | "control" | "services" | "echo" | "late" | "mute" | "size" | "pci" | "iana";

/** A route: EIDs `first` to `last` (or `first` alone) are behind a port (or port 1). */
export interface RouteSetup {
	readonly port?: number;
	readonly first: number;
	readonly last?: number;
	readonly physical?: number;
	readonly unit?: number;
	/** `add` has to say no. */
	readonly refused?: true;
}

export interface Step {
	/** The behaviour, as the name of a test. */
	readonly name: string;
	/** The clock from here on. */
	readonly at?: number;
	/** One more route. */
	readonly route?: RouteSetup;
	/** Forgets the route in network 1 that begins with this EID. */
	readonly forget?: number;
	/** The endpoint has this EID on port 0 from here on. */
	readonly assign?: number;
	/** No faults are left. */
	readonly clear?: true;
	/** One more fault. */
	readonly fault?: FaultOptions;
	/** The endpoint with this EID is to have a transmit limit; `refused`: it is not there, or cannot. */
	readonly limit?: { readonly eid: number; readonly burst?: number; readonly rate?: number; readonly refused?: true };
	/** What an operator does to the drive or the terminus: a method of its activation, with parameters. */
	readonly operate?: readonly [method: string, parameters: object];
	/** The hardware says what became of the packets that earlier steps left with `hold`. */
	readonly report?: boolean;
	/** `down`, `up`, or `1/down` for another port. */
	readonly link?: string;
	readonly send?: List<Sending>;
	/** Gives up the own request with this handle. */
	readonly cancel?: number;
	readonly answer?: List<Answering>;
	/** Arriving packets. */
	readonly in?: List<PacketText>;
	/** The clock is set to this behind what arrives, before the host's next tick. */
	readonly back?: number;
	/** Packets that the hardware takes in this step; all there are where left out. */
	readonly pull?: number;
	/** Bytes of a packet that the hardware has room for. */
	readonly room?: number;
	/** The hardware does not say yet what became of the packets of this step. */
	readonly hold?: boolean;
	/** The hardware fails to send the packets of this step. */
	readonly fail?: boolean;

	/** Packets sent, in this order; none where left out. */
	readonly out?: List<PacketText>;
	/** Counters that changed, besides `sent`, and by how much; `1/name` and `2/name` of other ports. Where left out: arriving packets count as received. */
	readonly count?: Readonly<Partial<Record<CounterName | `${1 | 2}/${CounterName}`, number>>>;
	/** What handlers of requests and responders, the bus owner's listener (`found EID`, `limit EID`) and followers of faults (`fault ID`) were told, in this order; nothing where left out. */
	readonly events?: List<string>;
	/** The endpoint's EID on port 0 afterwards. */
	readonly eid?: number;
	/** Milliseconds to the next deadline afterwards, as `tick` says. */
	readonly wait?: number;
}

/** A message of the endpoint's own, from the message type byte on, as hexadecimal digits. */
export interface Sending {
	readonly message: string;
	readonly to: number;
	readonly port?: number;
	readonly physical?: number;
	/** Goes by the route to `to` in this network, instead of by port and physical address. */
	readonly network?: number;
	/** Index in `requests` of the set-up; 0 where left out. */
	readonly handle?: number;
	readonly timeout?: number;
	readonly attempts?: number;
	readonly backoff?: number;
	/** Waits for a tag where none is free. */
	readonly queue?: true;
	/** `send` has to say no. */
	readonly refused?: true;
}

/** A deferred answer, behind the message type byte. */
export interface Answering {
	/** Counted from 0 in the order in which requests were deferred. */
	readonly ticket: number;
	/** Hexadecimal digits, or `request`: what was asked. */
	readonly body: string;
	/** Another answer on the same tag follows. */
	readonly more?: true;
	/** `answer` has to say no. */
	readonly refused?: true;
}

/** `count` bytes that count up from `first`, as hexadecimal digits. */
export function rising(first: number, count: number): string {
	let text = "";
	for (let index = 0; index < count; index++) text += ((first + index) & 0xff).toString(16).padStart(2, "0");
	return text;
}
