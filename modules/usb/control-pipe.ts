// SPDX-License-Identifier: Apache-2.0
import type Descriptors from "./descriptors.js";
import { configurationValue, Endpoint, type Speed } from "./descriptors.js";

/** Standard requests (USB 2.0 9.4) as bmRequestType and bRequest, the only ones that this device knows. */
export const Request = Object.freeze({
	deviceStatus: 0x8000,
	interfaceStatus: 0x8100,
	endpointStatus: 0x8200,
	clearEndpointFeature: 0x0201,
	setEndpointFeature: 0x0203,
	getDescriptor: 0x8006,
	getConfiguration: 0x8008,
	setConfiguration: 0x0009,
	getInterface: 0x810a,
	setInterface: 0x010b,
} as const);

/** The request cannot be answered. */
export const stall = -1;
/** The only feature of an endpoint. */
const halt = 0;
/** Bits of halted endpoints. */
const Halted = Object.freeze({ out: 1, in: 2 } as const);

/** Endpoint 0 of a device: answers standard requests, and knows the state that they change. */
class ControlPipe {
	readonly descriptors: Descriptors;
	/** At which the device runs now. */
	readonly speed: Speed;
	/** 0: none yet. */
	configuration = 0;
	#halted = 0;

	constructor(descriptors: Descriptors, speed: Speed) {
		this.descriptors = descriptors;
		this.speed = speed;
	}

	/** As after a reset of the bus. */
	reset(): void {
		this.configure(0);
	}

	/** False: there is no such configuration, and all stays as it was. */
	configure(value: number): boolean {
		if (0 !== value && configurationValue !== value) return false;
		this.configuration = value;
		this.#halted = 0;
		return true;
	}

	/** Whether there is a bulk endpoint with this address. */
	has(endpoint: number): boolean {
		return 0 !== this.configuration && (Endpoint.out === endpoint || Endpoint.in === endpoint);
	}

	halted(endpoint: number): boolean {
		return 0 !== (this.#halted & haltBit(endpoint));
	}

	/**
	 * Answers a request without data from the USB host. An answer is written to `offset` of `memory`, at most `length` bytes.
	 * @returns bytes of the answer, or `stall`
	 */
	respond(type: number, request: number, value: number, index: number, length: number, memory: Uint8Array, offset: number): number {
		const configured = 0 !== this.configuration;
		switch ((type << 8) | request) {
			case Request.deviceStatus:
				return answer(0, 2, length, memory, offset);
			case Request.interfaceStatus:
				return configured && 0 === index ? answer(0, 2, length, memory, offset) : stall;
			case Request.endpointStatus:
				if (0 !== (index & 0x7f) && !this.has(index)) return stall;
				return answer(this.halted(index) ? 1 : 0, 2, length, memory, offset);
			case Request.clearEndpointFeature:
				return this.#halt(value, index, false);
			case Request.setEndpointFeature:
				return this.#halt(value, index, true);
			case Request.getDescriptor:
				return this.#descriptor(value >> 8, value & 0xff, length, memory, offset);
			case Request.getConfiguration:
				return answer(this.configuration, 1, length, memory, offset);
			case Request.setConfiguration:
				return this.configure(value) ? 0 : stall;
			case Request.getInterface:
				return configured && 0 === index ? answer(0, 1, length, memory, offset) : stall;
			case Request.setInterface:
				return configured && 0 === index && 0 === value ? 0 : stall;
		}
		return stall;
	}

	/** Endpoint 0 cannot be halted, and forgives being asked to go on. */
	#halt(feature: number, endpoint: number, on: boolean): number {
		if (halt !== feature) return stall;
		if (0 === (endpoint & 0x7f)) return on ? stall : 0;
		if (!this.has(endpoint)) return stall;
		const bit = haltBit(endpoint);
		this.#halted = on ? this.#halted | bit : this.#halted & ~bit;
		return 0;
	}

	#descriptor(type: number, index: number, length: number, memory: Uint8Array, offset: number): number {
		const found = this.descriptors.find(type, index, this.speed);
		if (undefined === found) return stall;
		const from = this.descriptors.memory;
		const count = Math.min(length, found.length);
		/* Between two arrays: `set` of a part would allocate on XS. */
		for (let at = 0; at < count; at++) memory[offset + at] = from[found.offset + at];
		return count;
	}
}

function haltBit(endpoint: number): number {
	if (Endpoint.out === endpoint) return Halted.out;
	return Endpoint.in === endpoint ? Halted.in : 0;
}

/** A number below 256 as `size` bytes, little endian. */
function answer(value: number, size: number, length: number, memory: Uint8Array, offset: number): number {
	const count = Math.min(size, length);
	for (let at = 0; at < count; at++) memory[offset + at] = 0 === at ? value : 0;
	return count;
}

Object.freeze(ControlPipe.prototype);
export default ControlPipe;
