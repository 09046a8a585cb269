// SPDX-License-Identifier: Apache-2.0
import Usb, { largestTransfer } from "../../../modules/binding/usb/usb.js";
import type { Packets } from "../../../modules/mctp/packets.js";
import type Parser from "../../../modules/usb/usbredir/parser.js";
import { Status } from "../../../modules/usb/usbredir/protocol.js";
import type Writer from "../../../modules/usb/usbredir/writer.js";
import type { MctpInterface } from "./interfaces.js";

/** Bytes of a transfer, whole: as a driver asks for them, and xHCI and EHCI pass them on. */
const room = largestTransfer;
/** Bytes of output that a bulk packet has in front of its data, or more. */
const head = 32;

export interface GuestBulkOptions {
	packets: Packets;
	port: number;
	parser: Parser;
	writer: Writer;
	/** Requests for IN data that are kept waiting. */
	waiting: number;
	/** Gives an id that no message has had. */
	identify(): number;
}

/** Bulk transfers from the side of the USB host: asks for IN data before there is any, and has one OUT transfer under way. */
class GuestBulk {
	readonly #memory: Uint8Array;
	readonly #usb: Usb;
	readonly #parser: Parser;
	readonly #writer: Writer;
	readonly #most: number;
	readonly #identify: () => number;
	/** Undefined: the device is not configured. */
	#endpoints: MctpInterface | undefined = undefined;
	/** Ids of the requests for IN data; of the OUT packet, 0: there is none. */
	readonly #waiting = new Set<number>();
	#leaving = 0;
	/** The data that arrives was asked for. */
	#wanted = false;

	constructor({ packets, port, parser, writer, waiting, identify }: GuestBulkOptions) {
		this.#memory = packets.memory;
		this.#usb = new Usb(packets, port, room);
		this.#parser = parser;
		this.#writer = writer;
		this.#most = waiting;
		this.#identify = identify;
	}

	/** What the binding has counted. */
	get counters(): Int32Array {
		return this.#usb.counters;
	}

	/** The device is configured. */
	open(now: number, endpoints: MctpInterface): void {
		this.#endpoints = endpoints;
		this.#usb.link(now, true);
	}

	close(now: number): void {
		this.#endpoints = undefined;
		this.#waiting.clear();
		this.#leaving = 0;
		this.#usb.link(now, false);
	}

	/** Header and fields of a bulk packet are there. Returns why the device is of no more use; empty: it is. */
	message(now: number): string {
		const { idLow: id, at, remaining, transferLength } = this.#parser;
		const usb = this.#usb;
		const status = this.#memory[at + 1];
		this.#wanted = false;
		if (0 !== this.#leaving && id === this.#leaving) {
			this.#leaving = 0;
			usb.transmitted(now, Status.success === status);
			return Status.success === status ? "" : trouble("sent", status);
		}
		if (!this.#waiting.delete(id)) return "";
		if (Status.success !== status) return trouble("asked for", status);
		if (transferLength > room) return trouble("asked for", Status.babble);
		this.#wanted = remaining > 0;
		if (0 === remaining) usb.receive(now, 0);
		return "";
	}

	/** All data of a piece is there. */
	data(now: number): void {
		if (!this.#wanted) return;
		const usb = this.#usb;
		const { at, length } = this.#parser;
		this.#memory.copyWithin(usb.input, at, at + length);
		usb.receive(now, length);
	}

	/** Asks for data, and sends what there is. */
	pump(now: number): void {
		const usb = this.#usb;
		const writer = this.#writer;
		const endpoints = this.#endpoints;
		if (undefined === endpoints) return;
		while (this.#waiting.size < this.#most && writer.room >= head) {
			const id = this.#identify();
			this.#waiting.add(id);
			writer.bulkPacket(id, 0, endpoints.in, Status.success, room, 0);
		}
		if (0 !== this.#leaving || writer.room < head + room) return;
		const length = usb.transmit(now, room);
		if (length < 0) return;
		this.#leaving = this.#identify();
		const to = writer.bulkPacket(this.#leaving, 0, endpoints.out, Status.success, length, length);
		this.#memory.copyWithin(to, usb.output, usb.output + length);
	}
}

function trouble(what: string, status: number): string {
	const name = Object.entries(Status).find(([, value]) => value === status)?.[0] ?? "unknown";
	return `the device failed a bulk transfer that was ${what}: status ${status} (${name})`;
}

export default GuestBulk;
