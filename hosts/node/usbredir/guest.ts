// SPDX-License-Identifier: Apache-2.0
import type { Packets } from "../../../modules/mctp/packets.js";
import { DescriptorType } from "../../../modules/usb/descriptors.js";
import Parser, { Progress } from "../../../modules/usb/usbredir/parser.js";
import { Capability, has, MessageType, Role, Status } from "../../../modules/usb/usbredir/protocol.js";
import Writer, { helloName } from "../../../modules/usb/usbredir/writer.js";
import GuestBulk from "./guest-bulk.js";
import Interfaces from "./interfaces.js";

const ownCapabilities =
	(1 << Capability.connectDeviceVersion) |
	(1 << Capability.deviceDisconnectAck) |
	(1 << Capability.endpointInfoMaxPacketSize) |
	(1 << Capability.ids64Bits) |
	(1 << Capability.bulkLength32Bits);

const name = helloName("mctp-xs");
/** Bytes of input taken at a time, and of output kept; of it those that a message without data takes, or more. */
const inputSize = 4096;
const outputSize = 4096;
const reserve = 64;
/** Requests for IN data that are kept waiting, as by Linux. */
const waiting = 1;
/** Get Descriptor (USB 2.0 9.4.3), and a control packet's fields: how many bytes, and where the status is. */
const fromDevice = 0x80;
const getDescriptor = 6;
const controlFields = 10;
const statusAt = 3;
/** Bytes of a configuration descriptor's head, and where its value stands in it (USB 2.0 table 9-10). */
const configurationLength = 9;
const configurationValueAt = 5;

/** What is asked of the device next, and then awaited. */
const Step = Object.freeze({ absent: 0, describe: 1, configure: 2, ready: 3 } as const);
type Step = (typeof Step)[keyof typeof Step];

/**
 * The side of a usbredir connection ("usb-guest") that QEMU usually is: finds the MCTP interface of the USB device that is
 * plugged in at the other side, configures it, and moves packets. Bytes come in at `input` and go out from `output`.
 */
class Guest {
	/** Bytes of memory that it needs; of input taken at a time, and of output kept. */
	static readonly size = Parser.size(inputSize) + outputSize;
	static readonly inputSize = inputSize;
	static readonly outputSize = outputSize;

	/** Where received bytes are put, and where bytes to be sent stand. */
	readonly input: number;
	readonly output: number;
	/** Why the device that is plugged in is of no use; empty: it is, or there is none. */
	trouble = "";

	readonly #memory: Uint8Array;
	readonly #view: DataView;
	readonly #parser: Parser;
	readonly #writer: Writer;
	readonly #bulk: GuestBulk;
	readonly #interfaces = new Interfaces();
	#step: Step = Step.absent;
	/** The step is yet to be asked for; then the id under which it was. */
	#due = false;
	#asked = 0;
	#id = 0;
	/** Disconnections that are yet to be confirmed. */
	#unconfirmed = 0;
	#configuration = 0;

	/** `offset`: where `Guest.size` bytes of the packets' memory are free. */
	constructor(packets: Packets, port: number, offset: number) {
		const { memory } = packets;
		const parser = new Parser(memory, offset, inputSize, Role.host);
		const writer = new Writer(memory, offset + Parser.size(inputSize), outputSize);
		this.#memory = memory;
		this.#view = new DataView(memory.buffer);
		this.#parser = parser;
		this.#writer = writer;
		this.#bulk = new GuestBulk({ packets, port, parser, writer, waiting, identify: () => this.#identify() });
		this.input = parser.input;
		this.output = writer.output;
	}

	/** Bytes at `output`. */
	get outputLength(): number {
		return this.#writer.length;
	}

	/** Why the connection has to be dropped; empty: all is well. */
	get problem(): string {
		return this.#parser.problem;
	}

	/** What the binding has counted. */
	get counters(): Int32Array {
		return this.#bulk.counters;
	}

	/** The device is configured. */
	get ready(): boolean {
		return Step.ready === this.#step;
	}

	/** A new connection. */
	open(now: number): void {
		this.close(now);
		this.#writer.hello(name, ownCapabilities);
	}

	/** The connection is gone. */
	close(now: number): void {
		this.#parser.reset();
		this.#writer.clear();
		this.#writer.capabilities = this.#unconfirmed = 0;
		this.#leave(now, "");
	}

	/** Resets the device that is plugged in, and configures it anew. */
	reset(now: number): void {
		if (Step.absent === this.#step) return;
		this.#leave(now, "");
		this.#go(Step.describe);
	}

	/** Takes the `length` bytes at `input`. */
	receive(now: number, length: number): void {
		const parser = this.#parser;
		parser.put(length);
		for (let progress = parser.next(); Progress.message === progress || Progress.data === progress; progress = parser.next()) {
			if (Progress.message === progress) this.#message(now);
			else this.#data(now);
		}
	}

	/** Adds what is to be sent to the output. */
	pump(now: number): void {
		const writer = this.#writer;
		for (; this.#unconfirmed > 0 && writer.room >= reserve; this.#unconfirmed--) writer.message(MessageType.deviceDisconnectAck, 0, 0, 0);
		if (this.#due && writer.room >= 2 * reserve) this.#ask();
		if (this.ready) this.#bulk.pump(now);
	}

	/** The bytes of `output` have been taken. */
	taken(): void {
		this.#writer.clear();
	}

	#message(now: number): void {
		const { type, at, length, remaining } = this.#parser;
		const fields = this.#memory.subarray(at, at + length);
		switch (type) {
			case MessageType.interfaceInfo:
				this.#interfaces.interfaces = fields;
				return;
			case MessageType.endpointInfo:
				this.#interfaces.endpoints = fields;
				return;
			case MessageType.deviceConnect:
				this.#leave(now, "");
				return this.#go(Step.describe);
			case MessageType.deviceDisconnect:
				if (has(this.#parser.capabilities, Capability.deviceDisconnectAck)) this.#unconfirmed++;
				return this.#leave(now, "");
			case MessageType.controlPacket:
				if (this.#awaits(Step.describe) && (Status.success !== fields[statusAt] || remaining < configurationLength))
					this.#leave(now, "the USB device does not tell its configuration");
				return;
			case MessageType.configurationStatus:
				if (this.#awaits(Step.configure)) this.#configured(now, fields[0]);
				return;
			case MessageType.bulkPacket: {
				const trouble = this.#bulk.message(now);
				if ("" !== trouble) this.#leave(now, trouble);
			}
		}
	}

	/** Data of a message; what is looked for stands in its first piece. */
	#data(now: number): void {
		const { type, at, length } = this.#parser;
		if (MessageType.bulkPacket === type) this.#bulk.data(now);
		else if (MessageType.hello === type && length >= 4) {
			this.#parser.capabilities = this.#writer.capabilities = ownCapabilities & this.#view.getInt32(at, true);
		} else if (MessageType.controlPacket === type && this.#awaits(Step.describe)) {
			this.#configuration = this.#memory[at + configurationValueAt];
			this.#go(Step.configure);
		}
	}

	/** Asks for what the present step needs. */
	#ask(): void {
		const writer = this.#writer;
		this.#due = false;
		this.#asked = this.#identify();
		if (Step.configure === this.#step) {
			this.#memory[writer.message(MessageType.setConfiguration, this.#asked, 0, 1)] = this.#configuration;
			return;
		}
		writer.message(MessageType.reset, 0, 0, 0);
		const at = writer.message(MessageType.controlPacket, this.#asked, 0, controlFields);
		this.#memory.set([fromDevice, getDescriptor, fromDevice, 0, 0, DescriptorType.configuration, 0, 0, configurationLength, 0], at);
	}

	#configured(now: number, status: number): void {
		const endpoints = this.#interfaces.find();
		if (Status.success !== status) return this.#leave(now, "the USB device refuses its configuration");
		if (undefined === endpoints) return this.#leave(now, "the USB device has no MCTP interface (class 14, subclass 00, protocol 01)");
		this.#go(Step.ready);
		this.#bulk.open(now, endpoints);
	}

	/** Whether the message at hand answers what this step asked for. */
	#awaits(step: Step): boolean {
		return step === this.#step && !this.#due && this.#parser.idLow === this.#asked;
	}

	/** Never 0, nor negative. */
	#identify(): number {
		return (this.#id = (this.#id % 0x7fffffff) + 1);
	}

	#go(step: Step): void {
		this.#step = step;
		this.#due = Step.ready !== step;
	}

	#leave(now: number, trouble: string): void {
		this.#step = Step.absent;
		this.#due = false;
		this.trouble = trouble;
		this.#bulk.close(now);
	}
}

export default Guest;
