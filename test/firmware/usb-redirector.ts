// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server, type Socket } from "node:net";
import Parser, { Progress } from "../../modules/usb/usbredir/parser.js";
import { Capability, fieldsLength, has, layoutOf, MessageType, Role, Status } from "../../modules/usb/usbredir/protocol.js";
import Writer, { helloName } from "../../modules/usb/usbredir/writer.js";
import type UsbBus from "./usb-bus.js";
import { Stalled } from "./usb-bus.js";

const capabilities =
	(1 << Capability.connectDeviceVersion) |
	(1 << Capability.endpointInfoMaxPacketSize) |
	(1 << Capability.ids64Bits) |
	(1 << Capability.bulkLength32Bits);
const inputSize = 4096;
const fullSpeed = 1;
const bulk = 2;
const invalid = 255;

interface Message {
	readonly type: number;
	readonly id: readonly [number, number];
	readonly fields: Buffer;
	readonly data: Buffer;
	/** Of a packet: bytes to be moved. */
	readonly length: number;
}

/** A device on a bus for QEMU: what its usb-redir device asks for becomes transfers on the bus. */
export default class UsbRedirector {
	readonly #bus: UsbBus;
	readonly #server: Server;
	#socket: Socket | undefined = undefined;
	#parser!: Parser;
	#writer!: Writer;
	readonly #memory = new Uint8Array(Parser.size(inputSize) + 8192);
	#parts: { message: Omit<Message, "data">; data: Buffer[] } | undefined = undefined;
	/** Requests go on one after the other; those for IN data beside the others. */
	#last: Promise<unknown> = Promise.resolve();
	#lastIn: Promise<unknown> = Promise.resolve();
	#waiting = new Map<string, AbortController>();
	#configuration = 0;
	/** What went wrong, for the person. */
	readonly troubles: string[] = [];

	constructor(bus: UsbBus, path: string) {
		this.#bus = bus;
		this.#server = createServer((socket) => this.#open(socket)).listen(path);
	}

	async close(): Promise<void> {
		this.#socket?.destroy();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	/** The device is plugged in anew. */
	replug(): void {
		this.#socket?.destroy();
	}

	#open(socket: Socket): void {
		this.#socket?.destroy();
		this.#socket = socket;
		this.#parser = new Parser(this.#memory, 0, inputSize, Role.guest);
		this.#writer = new Writer(this.#memory, Parser.size(inputSize), 8192);
		this.#parts = undefined;
		this.#drop();
		this.#writer.hello(helloName("mctp-xs test"), capabilities);
		this.#flush();
		socket.on("error", () => {});
		socket.on("data", (bytes) => {
			for (let at = 0; at < bytes.length; at += inputSize) this.#take(bytes.subarray(at, at + inputSize));
		});
	}

	#take(bytes: Buffer): void {
		const parser = this.#parser;
		this.#memory.set(bytes, parser.input);
		parser.put(bytes.length);
		for (;;) {
			const progress = parser.next();
			if (Progress.error === progress) throw new Error(`QEMU: ${parser.problem}`);
			if (Progress.more === progress) return;
			const part = Buffer.from(this.#memory.subarray(parser.at, parser.at + parser.length));
			if (Progress.message === progress) {
				const { type, idLow, idHigh, transferLength } = parser;
				this.#parts = { message: { type, id: [idLow, idHigh], fields: part, length: transferLength }, data: [] };
			} else this.#parts!.data.push(part);
			if (0 === parser.remaining) this.#message({ ...this.#parts!.message, data: Buffer.concat(this.#parts!.data) });
		}
	}

	#message(message: Message): void {
		const { type, id, fields } = message;
		if (MessageType.hello === type) {
			this.#parser.capabilities = this.#writer.capabilities = capabilities & message.data.readUInt32LE(0);
			return this.#after(() => this.#announce());
		}
		if (MessageType.cancelDataPacket === type) return this.#waiting.get(String(id))?.abort();
		if (MessageType.bulkPacket === type && 0 !== (fields[0] & 0x80)) {
			const socket = this.#socket;
			const waits = new AbortController();
			this.#waiting.set(String(id), waits);
			this.#lastIn = this.#lastIn.then(() => this.#receive(message, waits, socket));
			return;
		}
		this.#after(() => this.#request(message));
	}

	/** Errors are told, and the next request goes on. */
	#after(work: () => Promise<void>): void {
		const socket = this.#socket;
		this.#last = this.#last.then(async () => {
			if (socket !== this.#socket) return;
			try {
				await work();
			} catch (error) {
				this.troubles.push(String(error));
			}
		});
	}

	/** Asks the device for its descriptors, as any USB host would, and tells QEMU of it. */
	async #announce(): Promise<void> {
		await this.#bus.reset();
		const device = await this.#bus.control(setup(0x80, 6, 0x0100, 0, 18));
		const configuration = await this.#bus.control(setup(0x80, 6, 0x0200, 0, 255));
		const interfaces = Buffer.alloc(fieldsLength(layoutOf(MessageType.interfaceInfo)!, capabilities));
		const endpoints = Buffer.alloc(fieldsLength(layoutOf(MessageType.endpointInfo)!, this.#writer.capabilities));
		endpoints.fill(invalid, 0, 32);
		for (const index of [0, 16]) {
			endpoints[index] = 0;
			endpoints.writeUInt16LE(device[7], 96 + 2 * index);
		}
		for (let at = 0; at < configuration.length; at += configuration[at]) {
			const part = configuration.subarray(at);
			if (4 === part[1]) {
				interfaces.writeUInt32LE(1, 0);
				for (const [index, from] of [2, 5, 6, 7].entries()) interfaces[4 + 32 * index] = part[from];
			} else if (5 === part[1]) {
				const index = (part[2] & 0x0f) | ((part[2] & 0x80) >> 3);
				endpoints[index] = bulk === part[3] ? bulk : invalid;
				endpoints.writeUInt16LE(part.readUInt16LE(4), 96 + 2 * index);
			}
		}
		this.#send(MessageType.interfaceInfo, [0, 0], interfaces);
		this.#send(MessageType.endpointInfo, [0, 0], endpoints);
		const connect = Buffer.from([fullSpeed, ...device.subarray(4, 7), ...device.subarray(8, 14)]);
		this.#send(
			MessageType.deviceConnect,
			[0, 0],
			connect.subarray(0, has(this.#writer.capabilities, Capability.connectDeviceVersion) ? 10 : 8),
		);
	}

	async #request({ type, id, fields, data, length }: Message): Promise<void> {
		switch (type) {
			case MessageType.reset:
				this.#drop();
				return this.#bus.reset();
			case MessageType.setConfiguration: {
				this.#drop();
				const status = await this.#status(() => this.#bus.control(setup(0, 9, fields[0], 0, 0)));
				if (Status.success === status) this.#configuration = fields[0];
				return this.#send(MessageType.configurationStatus, id, [status, this.#configuration]);
			}
			case MessageType.getConfiguration:
				return this.#send(MessageType.configurationStatus, id, [Status.success, this.#configuration]);
			case MessageType.setAltSetting:
			case MessageType.getAltSetting:
				return this.#send(MessageType.altSettingStatus, id, [Status.success, fields[0], 0]);
			case MessageType.controlPacket: {
				let answer = Buffer.alloc(0);
				const request = Buffer.from([fields[2], fields[1], ...fields.subarray(4, 8), length & 0xff, length >> 8]);
				const status = await this.#status(async () => (answer = (await this.#bus.control(request)) as Buffer<ArrayBuffer>));
				const head = Buffer.from(fields);
				head[3] = status;
				head.writeUInt16LE(answer.length, 8);
				return this.#send(MessageType.controlPacket, id, Buffer.concat([head, answer]));
			}
			case MessageType.bulkPacket:
				return this.#bulk(id, fields[0], await this.#status(() => this.#bus.send(data)), data.length, Buffer.alloc(0));
		}
	}

	async #receive({ id, fields, length }: Message, waits: AbortController, socket: Socket | undefined): Promise<void> {
		let bytes = Buffer.alloc(0);
		let status: number = Status.cancelled;
		if (!waits.signal.aborted)
			status = await this.#status(async () => (bytes = (await this.#bus.receive(length, waits.signal)) as Buffer<ArrayBuffer>));
		this.#waiting.delete(String(id));
		if (waits.signal.aborted) status = Status.cancelled;
		if (socket === this.#socket) this.#bulk(id, fields[0], status, bytes.length, bytes);
	}

	async #status(work: () => Promise<unknown>): Promise<number> {
		try {
			await work();
			return Status.success;
		} catch (error) {
			return error instanceof Stalled ? Status.stall : Status.inputOutputError;
		}
	}

	#bulk(id: readonly [number, number], endpoint: number, status: number, length: number, data: Buffer): void {
		const at = this.#writer.bulkPacket(...id, endpoint, status, length, data.length);
		this.#memory.set(data, at);
		this.#flush();
	}

	#send(type: number, [low, high]: readonly [number, number], bytes: Uint8Array | readonly number[]): void {
		const at = this.#writer.message(type, low, high, bytes.length);
		this.#memory.set(bytes, at);
		this.#flush();
	}

	#flush(): void {
		const { output, length } = this.#writer;
		this.#socket?.write(Uint8Array.from(this.#memory.subarray(output, output + length)));
		this.#writer.clear();
	}

	/** Requests for IN data are no more. */
	#drop(): void {
		for (const waits of this.#waiting.values()) waits.abort();
		this.#waiting.clear();
		this.#configuration = 0;
	}
}

function setup(type: number, request: number, value: number, index: number, length: number): Buffer {
	const bytes = Buffer.from([type, request, 0, 0, 0, 0, 0, 0]);
	bytes.writeUInt16LE(value, 2);
	bytes.writeUInt16LE(index, 4);
	bytes.writeUInt16LE(length, 6);
	return bytes;
}
