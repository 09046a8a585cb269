// SPDX-License-Identifier: Apache-2.0
import { Counter, counterCount } from "./counter.js";
import { isAssignable, nullEid } from "./eid.js";
import { baselineUnit, destinationShift, headerLength, sourceShift, startOfMessage, version } from "./header.js";
import type ForwardRing from "./forward-ring.js";
import type Outgoing from "./outgoing.js";
import type { Parked } from "./parked.js";
import SendQueue from "./send-queue.js";
import Units from "./units.js";

/** One physical bus or link, seen from the endpoint. */
export interface Port {
	/** EIDs are unique within a network; bridging stays inside one. Two BMCs on two ports may be two networks. */
	readonly network: number;
	/** Largest packet payload that can arrive here, in bytes, without the 4-byte header. At least 64. */
	readonly receiveUnit: number;
	/** Payload bytes per packet to a destination nothing better is known of: 64, the DSP0236 baseline. */
	readonly transmissionUnit: number;
	/** Most payload bytes per packet that the frames can carry to any destination; 65535 */
	readonly largestUnit?: number;
	/** Messages of larger packets than the baseline, lost in a row, after which a destination gets no more of them; 3 */
	readonly unitLosses?: number;
	/** Static EID, 8 to 254, or 0: none, the bus owner assigns one (DSP0236 12.4). */
	readonly eid?: number;
	/** Physical medium id (DSP0239); 0: unspecified */
	readonly medium?: number;
	/** Medium-specific byte of Get Endpoint ID, as the binding defines it; 0 */
	readonly mediumSpecific?: number;
	/** Own physical address, where the medium has addresses; 0 */
	readonly address?: number;
	/** The binding defines the discovered flag (DSP0236 8.21; PCIe VDM does, SMBus and serial do not). */
	readonly discovery?: boolean;
	/**
	 * Physical address of the bus owner, where it is known, as on a line with two ends: it is told when the link comes up
	 * (Discovery Notify, DSP0236 12.15).
	 */
	readonly busOwner?: number | undefined;
	/** Bytes of the arena for this port's frames; the binding says what it needs. */
	readonly frames: number;
	/**
	 * There is something to pull, or a new deadline; not told of what comes of a packet that is handed in here. Sets a flag in
	 * the host; never calls back into the endpoint.
	 */
	wake(): void;
}

/** `unitLosses` where a port says nothing. */
const usualLosses = 3;
/** `largestUnit` where a port says nothing. */
const anyUnit = 0xffff;

/** Throws RangeError for a port that cannot work. */
export function checkPort(port: Port): void {
	const { receiveUnit, transmissionUnit, largestUnit = anyUnit, eid, frames } = port;
	if (!(receiveUnit >= baselineUnit))
		throw new RangeError(`port: receive unit ${receiveUnit}: every endpoint takes 64 bytes or more (DSP0236 8.4)`);
	if (!(transmissionUnit >= baselineUnit)) throw new RangeError(`port: transmission unit ${transmissionUnit}: at least 64 (DSP0236 8.4)`);
	if (!(transmissionUnit <= largestUnit))
		throw new RangeError(`port: transmission unit ${transmissionUnit}: at most ${largestUnit} on this port`);
	if (!(frames >= receiveUnit + headerLength))
		throw new RangeError(`port: frames of ${frames} bytes cannot hold a packet of ${receiveUnit + headerLength}`);
	if (undefined !== eid && nullEid !== eid && !isAssignable(eid)) throw new RangeError(`port: EID ${eid}: assignable are 8 to 254`);
}

/** What the endpoint knows of a port. */
export class PortState {
	/** Present EID; 0: none yet. */
	eid = nullEid as number;
	/** Version and destination in the header of a packet to this EID. */
	address = version as number;
	/** What the headers of answers from this EID have alike, but for the destination and the tag. */
	head = 0;
	/** Bytes of the largest packet that is taken; 0 while the link is down. */
	longest = 0;
	/** By `Counter`. */
	readonly counters: number[] = Array.from({ length: counterCount }, () => 0);
	readonly queue = new SendQueue();
	readonly transmissionUnit: number;
	readonly port: Port;
	/** Sequence number of the next first packet, in its place in the header. Any start is legal; going on makes stale packets fall out of step. */
	sequence = 0;
	/** Index of the port; of the first one in its network, if it leads back to the endpoint. */
	readonly index: number;
	readonly network: number;
	readonly staticEid: number;
	/** Offset of the port's frames in the arena. */
	readonly frames: number;
	/** By EID: number of its route, counted from 1; 0: it has none; `here`: it is the endpoint. Undefined: there are no routes. */
	places: Uint8Array | undefined = undefined;
	/** Packets of others that leave here, if the endpoint forwards. */
	ring: ForwardRing | undefined = undefined;
	/** Destinations that wait, where the binding has several packets under way at a time. */
	parked: Parked | undefined = undefined;
	/** Transmission units by destination EID, if there can be others than the baseline. */
	units: Units | undefined = undefined;

	constructor(index: number, port: Port, frames: number) {
		this.index = index;
		this.port = port;
		this.network = port.network;
		this.transmissionUnit = port.transmissionUnit;
		this.staticEid = port.eid ?? nullEid;
		this.assign(this.staticEid);
		this.frames = frames;
		if (Math.max(port.transmissionUnit, port.largestUnit ?? 0) > baselineUnit) this.mayRaise();
		this.setUp(true);
	}

	assign(eid: number): void {
		this.eid = eid;
		this.address = version | (eid << destinationShift);
		this.head = startOfMessage | version | (eid << sourceShift);
	}

	get up(): boolean {
		return this.longest > 0;
	}

	setUp(up: boolean): void {
		this.longest = up ? this.port.receiveUnit + headerLength : 0;
	}

	/** Throws RangeError unless packets with so many payload bytes can leave here. */
	checkUnit(unit: number): void {
		const largest = this.port.largestUnit ?? anyUnit;
		if (!(unit >= baselineUnit && unit <= largest)) throw new RangeError(`transmission unit ${unit}: 64 to ${largest} on this port`);
	}

	/**
	 * Sets the payload bytes per packet to `eid`, once it is known to take more than 64. Allocates where the port neither
	 * says its `largestUnit` nor has routes.
	 * @setup
	 */
	setUnit(eid: number, unit: number): void {
		this.checkUnit(unit);
		this.mayRaise();
		this.units?.set(eid, eid, unit);
	}

	/**
	 * Destinations may get larger packets than the baseline from now on, if the frames can carry them.
	 * @setup
	 */
	mayRaise(): void {
		if (baselineUnit !== this.port.largestUnit) this.units ??= new Units(this.transmissionUnit, this.port.unitLosses ?? usualLosses);
	}

	/** A message of `length` bytes to `eid` did not arrive, or had no answer. */
	lost(eid: number, length: number): void {
		if (length > baselineUnit && undefined !== this.units && this.units.lost(eid)) this.counters[Counter.unitLowered]++;
	}

	/** Puts a message behind those that wait, as one packet or several. */
	queueMessage(message: Outgoing): void {
		const units = this.units;
		const length = message.end - message.position;
		const unit = undefined === units || length <= baselineUnit ? this.transmissionUnit : units.next(message.peer);
		if (length <= unit) this.queue.addSingle(message);
		else {
			message.unit = unit;
			this.queue.addLong(message);
		}
	}

	count(counter: Counter): void {
		this.counters[counter]++;
	}
}
Object.freeze(PortState.prototype);
