// SPDX-License-Identifier: Apache-2.0

/** Speeds that a bulk device of USB 2.0 can have; the numbers are those of usbredir. */
export const Speed = Object.freeze({ full: 1, high: 2 } as const);
export type Speed = (typeof Speed)[keyof typeof Speed];

/** Descriptor types (USB 2.0 table 9-5). */
export const DescriptorType = Object.freeze({
	device: 1,
	configuration: 2,
	string: 3,
	interface: 4,
	endpoint: 5,
	deviceQualifier: 6,
	otherSpeedConfiguration: 7,
} as const);

/** Class, subclass and protocol of MCTP over USB (DSP0283), which stand in the interface, not in the device. */
export const InterfaceClass = Object.freeze({ class: 0x14, subclass: 0x00, protocol: 0x01 } as const);

/** Addresses of the two bulk endpoints. */
export const Endpoint = Object.freeze({ out: 0x01, in: 0x81 } as const);

/** Bytes of a packet on endpoint 0, at either speed. */
export const controlPacketSize = 64;
/** The one configuration, of one interface with one setting. */
export const configurationValue = 1;

/** Bytes of the largest packet on a bulk endpoint (USB 2.0 5.8.3). */
export function bulkPacketSize(speed: Speed): number {
	return Speed.high === speed ? 512 : 64;
}

export interface DescriptorOptions {
	/** The highest speed that the device has; high */
	speed?: Speed;
	/**
	 * Vendor and product id. This project has none: the default is the pair that pid.codes sets aside for tests, which is
	 * unique nowhere and must not be in anything that is sold or given away; 0x1209 and 0x0001
	 */
	vendorId?: number;
	productId?: number;
	/** Release of the device, in binary coded decimal; 0x0100 */
	release?: number;
	/** Strings of at most 126 UTF-16 code units; an empty one is left out. */
	manufacturer?: string;
	product?: string;
	/** Tells two devices of one kind apart. */
	serialNumber?: string;
}

const testVendorId = 0x1209;
const testProductId = 0x0001;
const firstRelease = 0x0100;

/** Where one descriptor stands in `memory`. */
export interface Descriptor {
	readonly type: number;
	readonly index: number;
	/** The speed at which the device has it; 0: at any. */
	readonly speed: number;
	readonly offset: number;
	readonly length: number;
}

const usb2 = 0x0200;
const bulk = 2;
/** Powered by the bus, no remote wake-up. */
const attributes = 0x80;
/** In units of 2 mA: 100 mA, what every port gives. */
const maximumPower = 50;
const english = 0x0409;
const longestString = 126;

/**
 * All that a USB host can ask of an MCTP over USB device's descriptors: one table for every USB host, made once.
 * A device of high speed also tells what it would be at full speed.
 */
class Descriptors {
	readonly speed: Speed;
	readonly vendorId: number;
	readonly productId: number;
	readonly release: number;
	/** All descriptors, one behind the other. */
	readonly memory: Uint8Array;
	readonly #entries: readonly Descriptor[];

	/** Throws RangeError for what a descriptor cannot say. */
	constructor(options: DescriptorOptions = {}) {
		const { speed = Speed.high, vendorId = testVendorId, productId = testProductId, release = firstRelease } = options;
		const { manufacturer = "mctp-xs", product = "MCTP endpoint", serialNumber = "" } = options;
		this.speed = speed;
		this.vendorId = word("vendor id", vendorId);
		this.productId = word("product id", productId);
		this.release = word("release", release);
		const strings = [manufacturer, product, serialNumber];
		const texts = strings.map((text, index) => ({ text, index: index + 1 })).filter(({ text }) => "" !== text);
		const parts: Part[] = [
			{ bytes: device(this, strings) },
			...configurations(speed),
			...(texts.length ? [{ bytes: [4, DescriptorType.string, ...le(english)] }] : []),
			...texts.map(({ text, index }) => ({ bytes: string(text), index })),
		];
		const entries: Descriptor[] = [];
		let offset = 0;
		parts.forEach(({ bytes, index = 0, speed = 0 }) => {
			entries.push(Object.freeze({ type: bytes[1], index, speed, offset, length: bytes.length }));
			offset += bytes.length;
		});
		this.#entries = Object.freeze(entries);
		this.memory = Uint8Array.from(parts.flatMap(({ bytes }) => bytes));
	}

	/** The descriptor of a device that runs at `speed`; undefined: it has none such. Of strings there is one language. */
	find(type: number, index: number, speed: Speed): Descriptor | undefined {
		const entries = this.#entries;
		for (let at = 0; at < entries.length; at++) {
			const entry = entries[at];
			if (entry.type === type && entry.index === index && (0 === entry.speed || entry.speed === speed)) return entry;
		}
		return undefined;
	}
}

/** A descriptor to be, with what it has other than 0. */
interface Part {
	readonly bytes: readonly number[];
	readonly index?: number;
	readonly speed?: number;
}

/** @setup */
function device({ vendorId, productId, release }: Descriptors, strings: readonly string[]): number[] {
	const ids = [...le(vendorId), ...le(productId), ...le(release)];
	const indices = strings.map((text, index) => ("" === text ? 0 : index + 1));
	return [18, DescriptorType.device, ...le(usb2), 0, 0, 0, controlPacketSize, ...ids, ...indices, 1];
}

/**
 * What differs by speed. A device of full speed only has no other, and says so by having no qualifier.
 * @setup
 */
function configurations(speed: Speed): Part[] {
	const { configuration: present, otherSpeedConfiguration: other, deviceQualifier } = DescriptorType;
	const { full, high } = Speed;
	const atFull = { bytes: configuration(present, full), speed: full };
	if (full === speed) return [atFull];
	return [
		{ bytes: configuration(present, high), speed: high },
		{ bytes: configuration(other, full), speed: high },
		atFull,
		{ bytes: configuration(other, high), speed: full },
		{ bytes: [10, deviceQualifier, ...le(usb2), 0, 0, 0, controlPacketSize, 1, 0] },
	];
}

/**
 * A configuration with its interface and two endpoints.
 * @setup
 */
function configuration(type: number, speed: Speed): number[] {
	const { class: code, subclass, protocol } = InterfaceClass;
	const endpoints = [Endpoint.out, Endpoint.in].flatMap((address) => endpoint(address, bulkPacketSize(speed)));
	const inner = [9, DescriptorType.interface, 0, 0, 2, code, subclass, protocol, 0, ...endpoints];
	return [9, type, ...le(9 + inner.length), 1, configurationValue, 0, attributes, maximumPower, ...inner];
}

/** @setup */
function endpoint(address: number, packetSize: number): number[] {
	return [7, DescriptorType.endpoint, address, bulk, ...le(packetSize), 0];
}

/** @setup */
function string(text: string): number[] {
	if (text.length > longestString)
		throw new RangeError(`USB string "${text.slice(0, 20)}...": ${text.length} characters, at most ${longestString} fit`);
	const units: number[] = [];
	for (let at = 0; at < text.length; at++) units.push(...le(text.charCodeAt(at)));
	return [2 + units.length, DescriptorType.string, ...units];
}

/** @setup */
function le(value: number): number[] {
	return [value & 0xff, value >> 8];
}

/** @setup */
function word(name: string, value: number): number {
	if (!Number.isInteger(value) || value < 0 || value > 0xffff) throw new RangeError(`USB ${name} ${value}: 0 to 0xffff`);
	return value;
}

Object.freeze(Descriptors.prototype);
export default Descriptors;
