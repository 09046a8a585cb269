// SPDX-License-Identifier: Apache-2.0

/** Kinds of ports (NVMe-MI 1.2, figure 94). */
export const PortKind = Object.freeze({ pcie: 1, twoWire: 2 } as const);

/** Frequencies of a two-wire port: 100 kHz, 400 kHz, 1 MHz. */
export const mostFrequency = 3;

export interface PortOptions {
	kind: number;
	/** Bytes of a packet's payload that the port can carry at most. */
	largestUnit: number;
	autoPause: boolean;
	events: boolean;
	/** Of PCIe: bits of Port Information. */
	payload?: number;
	speeds?: number;
	speed?: number;
	width?: number;
	negotiatedWidth?: number;
	/** Of two wires: 1 to 3. */
	largestFrequency?: number;
	frequency?: number;
	vpdAddress?: number;
	vpdFrequency?: number;
	address?: number;
}

/** A port of the subsystem; a management endpoint may be behind it. */
class Port {
	readonly id: number;
	readonly options: Readonly<PortOptions>;
	readonly kind: number;
	/** PCIe: the link is active. */
	linked: boolean;
	/** Two wires: 1 to 3. */
	frequency: number;
	/** Present transmission unit, in bytes of payload. */
	unit = 64;

	constructor(id: number, options: Readonly<PortOptions>) {
		this.id = id;
		this.options = options;
		this.kind = options.kind;
		this.linked = PortKind.pcie === options.kind;
		this.frequency = options.frequency ?? 1;
	}

	/** As after a power cycle. */
	reset(): void {
		this.unit = 64;
		this.frequency = this.options.frequency ?? 1;
	}
}

Object.freeze(Port.prototype);
export default Port;
