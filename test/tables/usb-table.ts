// SPDX-License-Identifier: Apache-2.0
import type { UsbCounter } from "../../modules/binding/usb/usb.js";
import type { List, PacketText } from "./table.js";

/** Sessions of transfers, run on Node and on XS. */
export interface UsbTable {
	readonly name: string;
	/** CRC-32 over every packet in and out and every piece out. */
	readonly trace: number;
	readonly sessions: readonly UsbSession[];
}

/** EID 8, which sends messages of type 1 back, behind two bulk endpoints. */
export interface UsbSession {
	readonly name: string;
	/** Largest payload of a packet that is sent; 64 where left out. */
	readonly unit?: number;
	/** Bytes of a packet on the bus; 512 where left out. */
	readonly packetSize?: number;
	readonly steps: readonly UsbStep[];
}

export interface UsbStep {
	readonly name: string;
	/** Pieces that arrive, as hexadecimal digits. */
	readonly in?: List<string>;
	/** Packets found in them. */
	readonly packets?: List<PacketText>;
	/** Something else that happens then. */
	readonly act?: "link down" | "link up" | "fail";
	/** Bytes that each piece may have; 512 where left out. */
	readonly room?: number;
	/** Pieces that are asked for; all where left out. */
	readonly pull?: number;
	/** Pieces sent, as hexadecimal digits. */
	readonly out?: List<string>;
	/** Counters that changed, besides that of received packets, and by how much. */
	readonly count?: Readonly<Partial<Record<keyof typeof UsbCounter, number>>>;
	/** Answers of which the endpoint is told that they have left, or cannot leave; not looked at where left out. */
	readonly sent?: number;
	readonly lost?: number;
}

/** Sessions of a redirected device, run on Node and on XS, with the bytes arriving in pieces of every size. */
export interface RedirectionTable {
	readonly name: string;
	/** CRC-32 over every packet in and out and all bytes out. */
	readonly trace: number;
	readonly sessions: readonly RedirectionSession[];
}

export interface RedirectionSession {
	readonly name: string;
	/** At full speed, it has no other; high speed where left out. */
	readonly full?: true;
	/** Largest payload of a packet that is sent; 64 where left out. */
	readonly unit?: number;
	readonly steps: readonly RedirectionStep[];
}

export interface RedirectionStep {
	readonly name: string;
	/** Something that happens first. */
	readonly act?: "open" | "close" | "plug" | "unplug";
	/** Messages that arrive, as hexadecimal digits. */
	readonly in?: List<string>;
	/** Packets found in them. */
	readonly packets?: List<PacketText>;
	/** Messages sent, as hexadecimal digits. */
	readonly out?: List<string>;
	/** Why the connection has to be dropped. */
	readonly problem?: string;
	/** Whether the link is up afterwards. */
	readonly up?: boolean;
}
