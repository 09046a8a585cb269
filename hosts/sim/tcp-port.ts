// SPDX-License-Identifier: Apache-2.0
import Listener from "embedded:io/socket/listener";
import TCP from "embedded:io/socket/tcp";
import { clock } from "hosts/platform/loop";
import type Fields from "../../modules/device/fields.js";
import type { Identity } from "../../modules/device/profile.js";
import { noDeadline } from "../../modules/mctp/conversations.js";
import type { Packets } from "../../modules/mctp/packets.js";
import type { PlatformPort } from "../common/port.js";

/** Milliseconds between attempts to connect. */
const patience = 1000;
/** Milliseconds that somebody waits for the peer before to be gone: the SDK looks at its sockets every 20 ms. */
const grace = 1000;
/** Who waits at a time, at most: that many times a peer may come and go between two looks. */
const places = 8;
const thisMachine = "127.0.0.1";
const occupied = "another peer is connected";

export interface PortOptions {
	name: string;
	network: number;
	eid: number;
	busOwner: number | undefined;
	wake(): void;
	/** `listen`, a TCP port, or 0: any; or `connect` to one, of `host`. */
	fields: Fields;
}

/** A port behind a TCP socket with one peer at a time, who may vanish and come back. */
abstract class TcpPort implements PlatformPort {
	abstract readonly medium: number;
	abstract readonly receiveUnit: number;
	abstract readonly transmissionUnit: number;
	abstract readonly largestUnit: number;
	abstract readonly frames: number;
	readonly name: string;
	readonly network: number;
	readonly eid: number;
	readonly busOwner: number | undefined;
	readonly wake: () => void;
	readonly #listen: number | undefined;
	readonly #connect: number | undefined;
	readonly #host: string;
	/** Only this machine may come, unless the configuration says otherwise. */
	readonly #anyone: boolean;
	#memory!: ArrayBuffer;
	#socket: TCP | undefined = undefined;
	/** Who has come while another peer was there, and when. */
	readonly #waiting: { readonly socket: TCP; readonly came: number }[] = [];
	#up = false;
	/** When there was an attempt to connect. */
	#tried = 0;
	/** Bytes that the socket has for us, and that it takes now. */
	#readable = 0;
	#writable = 0;
	/** What is left of the bytes to be written. */
	#next = 0;
	#rest = 0;

	constructor({ name, network, eid, busOwner, wake, fields }: PortOptions) {
		this.name = name;
		this.network = network;
		this.eid = eid;
		this.busOwner = busOwner;
		this.wake = wake;
		this.#listen = fields.whole("listen", 0, 0xffff);
		this.#connect = fields.whole("connect", 1, 0xffff);
		this.#host = fields.text("host") ?? thisMachine;
		this.#anyone = fields.flag("anyone") ?? false;
		if ((undefined === this.#listen) === (undefined === this.#connect))
			throw fields.error('needs either "listen" or "connect", a TCP port');
	}

	/** Makes the binding on port `index` of the endpoint. */
	protected abstract bind(packets: Packets, index: number, identity: Identity): void;
	/** Where received bytes go, and how many at most; 0: none now. */
	protected abstract readonly input: number;
	protected abstract room(): number;
	/** A peer is there; it is gone. */
	protected abstract begin(now: number): void;
	protected abstract end(now: number): void;
	/** Takes `length` bytes at `input`; false: what the peer says makes no sense. */
	protected abstract take(now: number, length: number): boolean;
	/** Bytes that are ready at `output`; they have been written. */
	protected abstract readonly output: number;
	protected abstract fill(now: number): number;
	protected abstract sent(now: number): void;

	get up(): boolean {
		return this.#up;
	}

	serve(packets: Packets, index: number, identity: Identity): void {
		this.#memory = packets.memory.buffer as ArrayBuffer;
		this.bind(packets, index, identity);
		this.end(clock());
		if (undefined === this.#listen) return this.#dial(clock());
		const listener: Listener = new Listener({ port: this.#listen, onReadable: () => this.#greet(listener) });
		trace(`${this.name} listens on tcp:${thisMachine}:${listener.port}\n`);
	}

	pump(now: number): void {
		while (this.tick(now) <= 0) this.#refuse(this.#waiting.shift()!.socket, occupied);
		if (undefined === this.#socket && undefined !== this.#connect && ((now - this.#tried) | 0) >= patience) this.#dial(now);
		if (!this.#up) return;
		this.#read(now);
		if (this.#up) this.#write(now);
	}

	/** Milliseconds until who waits is turned away. */
	tick(now: number): number {
		return 0 === this.#waiting.length ? noDeadline : grace - ((now - this.#waiting[0].came) | 0);
	}

	#greet(listener: Listener): void {
		for (let socket = listener.read(); undefined !== socket; socket = listener.read()) {
			if (!this.#anyone && thisMachine !== socket.remoteAddress) this.#refuse(socket, "not this machine");
			else if (undefined === this.#socket) this.#welcome(socket);
			else if (this.#waiting.length < places) this.#hold(socket);
			else this.#refuse(socket, occupied);
		}
	}

	#welcome(socket: TCP): void {
		this.#attach(new TCP({ from: socket, ...this.#callbacks() }));
	}

	/** Whoever connects right after a peer has gone may be here before that is known. */
	#hold(socket: TCP): void {
		this.#waiting.push({ socket, came: clock() });
		this.wake();
	}

	#refuse(socket: TCP, reason: string): void {
		trace(`${this.name}: turned ${socket.remoteAddress} away: ${reason}\n`);
		socket.close();
	}

	#dial(now: number, port = this.#connect!): void {
		this.#tried = now;
		this.#attach(new TCP({ address: this.#host, port, nodelay: true, ...this.#callbacks() }));
	}

	#attach(socket: TCP): void {
		socket.format = "buffer";
		this.#socket = socket;
		this.#readable = this.#writable = this.#rest = 0;
	}

	#callbacks() {
		return {
			/* What stays unread while a peer closes would keep the SDK from telling so. */
			onReadable: (count: number) => {
				this.#readable = count;
				if (this.#up) this.#read(clock());
				this.wake();
			},
			/* A connection is there when it first can be written to. */
			onWritable: (count: number) => {
				this.#writable = count;
				if (!this.#up) this.#begin();
				this.wake();
			},
			onError: () => this.#drop("closed by the peer"),
		};
	}

	#begin(): void {
		this.#up = true;
		trace(`${this.name}: up\n`);
		this.begin(clock());
	}

	#drop(reason: string): void {
		this.#socket?.close();
		this.#socket = undefined;
		if (this.#up) {
			this.#up = false;
			trace(`${this.name}: down: ${reason}\n`);
			this.end(clock());
			this.wake();
		}
		const next = this.#waiting.shift();
		if (undefined !== next) this.#welcome(next.socket);
	}

	#read(now: number): void {
		while (this.#readable > 0) {
			const length = Math.min(this.#readable, this.room());
			if (0 === length) return;
			this.#socket!.read(new Uint8Array(this.#memory, this.input, length));
			this.#readable -= length;
			if (!this.take(now, length)) return this.#drop("what it says makes no sense");
		}
	}

	#write(now: number): void {
		for (;;) {
			if (0 === this.#rest) {
				this.#rest = this.fill(now);
				this.#next = this.output;
				if (0 === this.#rest) return;
			}
			const length = Math.min(this.#rest, this.#writable);
			if (0 === length) return;
			/* A socket that is closed writes nothing, returns nothing, and tells nobody. */
			if (undefined === this.#socket!.write(new Uint8Array(this.#memory, this.#next, length))) return this.#drop("closed by the peer");
			this.#writable -= length;
			this.#next += length;
			this.#rest -= length;
			if (0 === this.#rest) this.sent(now);
		}
	}
}

Object.freeze(TcpPort.prototype);
export default TcpPort;
