// SPDX-License-Identifier: Apache-2.0
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type BusOwner from "../../hosts/node/bus-owner.js";
import { Reply, type Responder } from "../../modules/mctp/responder.js";
import { Message } from "../../modules/nvme-mi/message.js";
import { Status } from "../../modules/nvme-mi/status.js";

const host = "127.0.0.1";
/** Bytes of a datagram before its message: EID of the peer, message type, tag. */
const prefixLength = 3;
const typeMask = 0x7f;
const nvmeMi = Message.type & typeMask;

/** Milliseconds that an answer may take, by the longest that a client waits. */
const patience = 60_000;
/** Offsets behind the message type byte: status, and the time that More Processing Required tells, in units of 100 ms. */
const statusAt = Message.code - 1;
const timeAt = 5;
const timeUnit = 100;

/** The kernel's part for programs under preload.c: gives their messages to a bus owner, and them what comes back. */
class Shim {
	readonly #socket: Socket;
	readonly #owner: BusOwner;
	/** UDP ports of sockets that are bound to a message type. */
	readonly #bound = new Map<number, number>();

	private constructor(owner: BusOwner, socket: Socket) {
		this.#owner = owner;
		this.#socket = socket;
		socket.on("message", (datagram, { port }) => this.#take(datagram, port));
		owner.endpoint.responders.add(this.#responder(nvmeMi));
	}

	static async start(owner: BusOwner): Promise<Shim> {
		const socket = createSocket("udp4");
		socket.bind(0, host);
		await once(socket, "listening");
		return new Shim(owner, socket);
	}

	/** What a program needs for it, with the library that preload.c becomes. */
	environment(library: string): Record<string, string> {
		return { LD_PRELOAD: library, MCTP_SHIM: `${this.#socket.address().port}` };
	}

	close(): void {
		this.#socket.close();
	}

	/** A message of a program. Where nobody answers, the program waits in vain, as it does with a kernel. */
	#take(datagram: Buffer, program: number): void {
		const [eid, type] = datagram;
		if (datagram.length === prefixLength) this.#bound.set(type & typeMask, program);
		else {
			const body = Uint8Array.from(datagram.subarray(prefixLength));
			const more = (answer: Uint8Array) => {
				this.#give(program, eid, type, answer);
				return (type & typeMask) === nvmeMi ? furtherTime(answer) : 0;
			};
			this.#owner.requester.request({ port: 0, eid, type, body, timeout: patience, more }).catch(() => {});
		}
	}

	#give(program: number, eid: number, type: number, message: Uint8Array): void {
		this.#socket.send([Uint8Array.of(eid, type, 0), message], program, host);
	}

	/** Requests of peers, for the program that is bound to their type. */
	#responder(type: number): Responder {
		return {
			type,
			versions: [],
			respond: ({ peer, type: typeByte, request }) => {
				const program = this.#bound.get(type);
				if (undefined !== program) this.#give(program, peer, typeByte, request.memory.slice(request.position, request.end));
				return Reply.drop;
			},
		};
	}
}

/** Milliseconds to wait for another answer behind this one; 0: there is none. */
function furtherTime(answer: Uint8Array): number {
	if (Status.moreProcessingRequired !== answer[statusAt]) return 0;
	return (answer[timeAt] | (answer[timeAt + 1] << 8)) * timeUnit + patience;
}

export default Shim;
