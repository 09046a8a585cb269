// SPDX-License-Identifier: Apache-2.0
import type { SerialCounter } from "../../modules/binding/serial/serial.js";
import type { List, PacketText } from "./table.js";

/** Sessions on a serial line, run on Node and on XS, with the bytes arriving in pieces of every size. */
export interface SerialTable {
	readonly name: string;
	/** CRC-32 over every packet in and out and every frame out. */
	readonly trace: number;
	readonly sessions: readonly SerialSession[];
}

/** EID 8, which sends messages of type 1 back, at the end of a line. */
export interface SerialSession {
	readonly name: string;
	/** Largest payload of a packet, in both directions; 64 where left out. */
	readonly unit?: number;
	readonly steps: readonly SerialStep[];
}

export interface SerialStep {
	readonly name: string;
	/** Bytes that arrive, as hexadecimal digits. */
	readonly in?: string;
	/** Packets found in them. */
	readonly packets?: List<PacketText>;
	/** Frames sent, as hexadecimal digits. */
	readonly out?: List<string>;
	/** Counters that changed, besides that of received frames, and by how much. */
	readonly count?: Readonly<Partial<Record<keyof typeof SerialCounter, number>>>;
}
