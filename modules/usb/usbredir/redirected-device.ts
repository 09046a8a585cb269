// SPDX-License-Identifier: Apache-2.0
import type { BulkPipes } from "../bulk.js";
import ControlPipe, { Request, stall } from "../control-pipe.js";
import type Descriptors from "../descriptors.js";
import announce from "./announce.js";
import BulkChannel from "./bulk-channel.js";
import Parser, { Progress } from "./parser.js";
import { Capability, has, MessageType, Role, Status } from "./protocol.js";
import Writer, { helloName } from "./writer.js";

/** What this side can: xHCI demands the last three, and only who knows filters is told of a refusal. */
const ownCapabilities =
	(1 << Capability.connectDeviceVersion) |
	(1 << Capability.filter) |
	(1 << Capability.deviceDisconnectAck) |
	(1 << Capability.endpointInfoMaxPacketSize) |
	(1 << Capability.ids64Bits) |
	(1 << Capability.bulkLength32Bits);

/** Bytes of input taken at a time, and of output kept. */
const inputSize = 4096;
const outputSize = 4096;
/** Bytes of output that a message may need for its answer; those that announce the device are the longest. */
const reserve = 512;
/** Bytes of fields of a control packet, and of its answer's data at most. */
const controlFields = 10;
const mostControlData = 480;
/** Bit of endpoint addresses and request types. */
const fromDevice = 0x80;

export interface RedirectedDeviceOptions {
	/** The arena of the pipes, and where in it `RedirectedDevice.size` bytes are free. */
	memory: Uint8Array;
	offset: number;
	descriptors: Descriptors;
	pipes: BulkPipes;
	/** Names this program to the peer; mctp-xs */
	name?: string;
}

/**
 * A USB device in front of a usbredir peer ("usb-guest"), such as QEMU. Bytes come in at `input` and go out from `output`.
 * While there is no room for an answer it takes no further message: `blocked` says that some are left.
 */
class RedirectedDevice {
	/** Bytes of memory that it needs, and of them those for what is to be sent. */
	static readonly size = Parser.size(inputSize) + outputSize;
	static readonly outputSize = outputSize;

	/** Where received bytes are put, and how many at most. */
	readonly input: number;
	readonly inputSize = inputSize;
	/** Where bytes to be sent stand. */
	readonly output: number;
	/** Messages are left in the input, until there is room for their answers. */
	blocked = false;
	/** As `plug` and `unplug` have left it. */
	plugged = true;
	/** The peer has been told of the device. */
	attached = false;
	/** The peer does not want this device. */
	refused = false;
	/** Messages about what this device does not have. */
	ignored = 0;

	readonly #memory: Uint8Array;
	readonly #view: DataView;
	readonly #parser: Parser;
	readonly #writer: Writer;
	readonly #control: ControlPipe;
	readonly #bulk: BulkChannel;
	readonly #name: Uint8Array;
	/** Capabilities of the peer's hello. */
	#offered = 0;
	#greeted = false;
	/** The peer has yet to be told that the device is gone; it has yet to confirm. */
	#leaving = false;
	#unconfirmed = false;

	constructor({ memory, offset, descriptors, pipes, name = "mctp-xs" }: RedirectedDeviceOptions) {
		this.#memory = memory;
		this.#view = new DataView(memory.buffer);
		const parser = (this.#parser = new Parser(memory, offset, inputSize, Role.guest));
		const writer = (this.#writer = new Writer(memory, offset + Parser.size(inputSize), outputSize));
		const control = (this.#control = new ControlPipe(descriptors, descriptors.speed));
		this.#bulk = new BulkChannel({ memory, parser, writer, control, pipes });
		this.#name = helloName(name);
		this.input = this.#parser.input;
		this.output = this.#writer.output;
	}

	/** Bytes at `output`. */
	get outputLength(): number {
		return this.#writer.length;
	}

	/** Why the connection has to be dropped; empty: all is well. */
	get problem(): string {
		return this.#parser.problem;
	}

	get configured(): boolean {
		return 0 !== this.#control.configuration;
	}

	/** A new connection. */
	open(now: number): void {
		this.close(now);
		this.#writer.hello(this.#name, ownCapabilities);
	}

	/** The connection is gone. */
	close(now: number): void {
		this.#parser.reset();
		this.#writer.clear();
		this.#writer.capabilities = this.#offered = 0;
		this.#greeted = this.#leaving = this.#unconfirmed = false;
		this.blocked = this.refused = false;
		this.#detach(now);
	}

	/** The device is there, as it is at first. */
	plug(): void {
		this.plugged = true;
	}

	unplug(now: number): void {
		this.#leaving ||= this.attached;
		this.plugged = this.refused = false;
		this.#detach(now);
	}

	/** Takes the `length` bytes at `input`; not while `blocked`. */
	receive(now: number, length: number): void {
		this.#parser.put(length);
		this.#run(now);
	}

	/** The bytes at `output` have been taken. */
	taken(now: number): void {
		this.#writer.clear();
		if (this.blocked) this.#run(now);
	}

	/** Tells the peer of the device, or that it is gone, and answers requests for IN data with what there is. */
	pump(now: number): void {
		this.#settle();
		this.#bulk.pump(now);
	}

	#run(now: number): void {
		for (;;) {
			this.blocked = this.#writer.room < reserve;
			if (this.blocked) return;
			const progress = this.#parser.next();
			if (Progress.message === progress) this.#message(now);
			else if (Progress.data === progress) this.#data(now);
			else return;
			if (0 === this.#parser.remaining) this.#whole(now);
		}
	}

	/** Header and fields of a message are there. */
	#message(now: number): void {
		const { type } = this.#parser;
		switch (type) {
			case MessageType.hello:
			case MessageType.filterFilter:
				return;
			case MessageType.deviceDisconnectAck:
				this.#unconfirmed = false;
				return;
		}
		/* Otherwise sent before the peer knew that the device is gone. */
		if (this.attached) this.#request(now, type);
	}

	#request(now: number, type: number): void {
		switch (type) {
			case MessageType.reset:
				this.#control.reset();
				return this.#configured(now);
			case MessageType.setConfiguration:
				return this.#setConfiguration(now);
			case MessageType.getConfiguration:
				return this.#configurationStatus(Status.success);
			case MessageType.setAltSetting:
				return this.#altSetting(this.#memory[this.#parser.at + 1]);
			case MessageType.getAltSetting:
				return this.#altSetting(0);
			case MessageType.controlPacket:
				return this.#controlPacket(now);
			case MessageType.bulkPacket:
				return this.#bulk.packet();
			case MessageType.cancelDataPacket:
				return this.#bulk.cancel();
			case MessageType.filterReject:
				this.refused = true;
				return this.#detach(now);
		}
		this.ignored++;
	}

	#data(now: number): void {
		const { type, at, length } = this.#parser;
		if (MessageType.hello === type && length >= 4) this.#offered = this.#view.getInt32(at, true);
		else this.#bulk.data(now);
	}

	/** A message is there with all its data. */
	#whole(now: number): void {
		if (MessageType.hello === this.#parser.type) {
			this.#parser.capabilities = this.#writer.capabilities = ownCapabilities & this.#offered;
			this.#greeted = true;
		} else this.#bulk.whole(now);
	}

	#setConfiguration(now: number): void {
		const accepted = this.#control.configure(this.#memory[this.#parser.at]);
		if (accepted) this.#configured(now);
		this.#configurationStatus(accepted ? Status.success : Status.stall);
	}

	#configurationStatus(status: number): void {
		const at = this.#reply(MessageType.configurationStatus, 2);
		this.#memory[at] = status;
		this.#memory[at + 1] = this.#control.configuration;
	}

	/** One interface with one setting. */
	#altSetting(setting: number): void {
		const number = this.#memory[this.#parser.at];
		const known = this.configured && 0 === number && 0 === setting;
		const at = this.#reply(MessageType.altSettingStatus, 3);
		this.#memory[at] = known ? Status.success : Status.stall;
		this.#memory[at + 1] = number;
		this.#memory[at + 2] = 0;
	}

	#controlPacket(now: number): void {
		const memory = this.#memory;
		const view = this.#view;
		const { at: from, transferLength } = this.#parser;
		const request = memory[from + 1];
		const type = memory[from + 2];
		const to = this.#reply(MessageType.controlPacket, controlFields);
		memory.copyWithin(to, from, from + controlFields);
		const data = to + controlFields;
		/* No request of this device has data from the USB host. */
		const possible = 0 !== (type & fromDevice) ? memory[from] >= fromDevice : 0 === transferLength;
		const most = Math.min(transferLength, mostControlData);
		const value = view.getUint16(from + 4, true);
		const length = possible ? this.#control.respond(type, request, value, view.getUint16(from + 6, true), most, memory, data) : stall;
		memory[to + 3] = stall === length ? Status.stall : Status.success;
		view.setUint16(to + 8, Math.max(0, length), true);
		if (length > 0) this.#writer.extend(length);
		if (stall !== length && Request.setConfiguration === ((type << 8) | request)) this.#configured(now);
	}

	/** The USB host has set the configuration, or none. */
	#configured(now: number): void {
		this.#bulk.link(now, this.configured);
	}

	#detach(now: number): void {
		this.attached = false;
		this.#control.reset();
		this.#configured(now);
	}

	/** Tells the peer of the device, or that it is gone, when there is a peer and room. */
	#settle(): void {
		const writer = this.#writer;
		if (!this.#greeted || writer.room < reserve) return;
		if (this.#leaving) {
			writer.message(MessageType.deviceDisconnect, 0, 0, 0);
			this.#leaving = false;
			this.#unconfirmed = has(writer.capabilities, Capability.deviceDisconnectAck);
		}
		if (!this.plugged || this.attached || this.refused || this.#unconfirmed) return;
		announce(writer, this.#control.descriptors);
		this.attached = true;
	}

	/** A message with the id of the one at hand. */
	#reply(type: number, length: number): number {
		return this.#writer.message(type, this.#parser.idLow, this.#parser.idHigh, length);
	}
}

Object.freeze(RedirectedDevice.prototype);
export default RedirectedDevice;
