// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../mctp/header.js";
import type { Port } from "../mctp/port.js";

/** Packets that can be held up in each direction, by default. */
const usual = 8;

/** A port whose frames have room for packets that faults hold up. The binding's own frames begin where they did. */
class FaultyPort implements Port {
	readonly network: number;
	readonly receiveUnit: number;
	readonly transmissionUnit: number;
	readonly largestUnit: number | undefined;
	readonly unitLosses: number | undefined;
	readonly eid: number | undefined;
	readonly medium: number | undefined;
	readonly mediumSpecific: number | undefined;
	readonly address: number | undefined;
	readonly discovery: boolean | undefined;
	readonly frames: number;
	/** Packets that can be held up in each direction, bytes of the largest, and where they stand in the frames. */
	readonly places: number;
	readonly placeSize: number;
	readonly placesAt: number;
	readonly wake: () => void;

	constructor(port: Port, places = usual) {
		const { network, receiveUnit, transmissionUnit, largestUnit, eid, frames } = port;
		if (!(Number.isInteger(places) && places >= 0)) throw new RangeError(`fault: ${places} places: whole numbers from 0 up`);
		this.network = network;
		this.receiveUnit = receiveUnit;
		this.transmissionUnit = transmissionUnit;
		this.largestUnit = largestUnit;
		this.unitLosses = port.unitLosses;
		this.eid = eid;
		this.medium = port.medium;
		this.mediumSpecific = port.mediumSpecific;
		this.address = port.address;
		this.discovery = port.discovery;
		this.places = places;
		this.placeSize = Math.max(receiveUnit, transmissionUnit, largestUnit ?? 0) + headerLength;
		this.placesAt = frames;
		this.frames = frames + 2 * places * this.placeSize;
		this.wake = () => port.wake();
	}
}

Object.freeze(FaultyPort.prototype);
export default FaultyPort;
