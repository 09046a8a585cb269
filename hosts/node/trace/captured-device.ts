// SPDX-License-Identifier: Apache-2.0
import { Completion } from "../../../modules/control/completion.js";
import { isAssignable, nullEid } from "../../../modules/mctp/eid.js";
import type Endpoint from "../../../modules/mctp/endpoint.js";
import type Exchange from "../../../modules/mctp/exchange.js";
import { typeMask } from "../../../modules/mctp/header.js";
import { Reply, VendorType, type Responder, type VendorId } from "../../../modules/mctp/responder.js";
import type Log from "../log.js";
import type { CapturedExchange } from "./conversation.js";
import { formatMessage } from "./format.js";
import { describeMessage } from "./messages/messages.js";
import { eidPlace, withEids, withInstance } from "./variable.js";

const control = 0x00;

/** Equal requests of a capture, in their order, and how many have come in this run. */
interface Row {
	readonly exchanges: CapturedExchange[];
	used: number;
}

/**
 * Answers requests as the device of a capture did: the first of several equal ones as the first, and so on; all further
 * ones as the last. Equal are those that differ only in tag, instance id and the EIDs that a bus owner gives.
 */
class CapturedDevice {
	readonly #endpoint: Endpoint;
	readonly #log: Log;
	readonly #rows = new Map<string, Row>();
	/** EIDs of the capture, and which they are in this run. */
	readonly #eids = new Map<number, number>();

	/** Adds its responders to the endpoint, one for each message type and vendor. */
	constructor(endpoint: Endpoint, exchanges: readonly CapturedExchange[], log: Log) {
		this.#endpoint = endpoint;
		this.#log = log;
		const vendors = new Set<string>();
		for (const exchange of exchanges) {
			const { bytes } = exchange.request;
			const key = keyOf(bytes, nullEid === exchange.responder);
			const row = this.#rows.get(key);
			if (undefined === row) this.#rows.set(key, { exchanges: [exchange], used: 0 });
			else row.exchanges.push(exchange);
			const type = bytes[0] & typeMask;
			const vendor = vendorOf(bytes);
			const name = `${type} ${vendor?.id}`;
			if (vendors.has(name)) continue;
			vendors.add(name);
			endpoint.responders.add(this.#responder(type, vendor));
		}
	}

	#responder(type: number, vendor: VendorId | undefined): Responder {
		return {
			type,
			versions: [],
			vendor,
			respond: (exchange) => this.#respond(exchange),
			sent: ({ port, note }) => {
				if (isAssignable(note)) this.#endpoint.assign(port, note);
			},
			link: (_port, up) => {
				if (!up) this.#begin();
			},
		};
	}

	/** The next peer finds the device as the first one did. */
	#begin(): void {
		for (const row of this.#rows.values()) row.used = 0;
		this.#eids.clear();
	}

	#respond(exchange: Exchange): Reply {
		const { request, reply, addressed } = exchange;
		const bytes = request.memory.slice(request.position - 1, request.end);
		const row = this.#rows.get(keyOf(bytes, nullEid === addressed));
		if (undefined === row) return this.#refuse(exchange, bytes);
		const captured = row.exchanges[Math.min(row.used++, row.exchanges.length - 1)];
		const last = captured.answers.at(-1);
		if (undefined === last) return Reply.drop;
		this.#learn(captured.request.bytes, bytes);
		const answer = withInstance(withEids(last.bytes, this.#eids), bytes[1]);
		if (!this.#endpoint.enlarge(exchange, answer.length)) {
			this.#log.warn(`no room for an answer of ${answer.length} bytes`);
			return Reply.drop;
		}
		const assigned = undefined === eidPlace(bytes) ? undefined : eidPlace(answer);
		if (undefined !== assigned) {
			exchange.note = answer[assigned];
			if (nullEid === addressed) exchange.local = exchange.note;
		}
		reply.memory.set(answer, reply.start);
		reply.position = reply.start + answer.length;
		return Reply.send;
	}

	/** The bus owner of this run gives another EID than that of the capture. */
	#learn(captured: Uint8Array, now: Uint8Array): void {
		const place = eidPlace(captured);
		if (undefined !== place) this.#eids.set(captured[place], now[place]);
	}

	/** Nobody knows what the device would answer; but control requests have an answer in any case. */
	#refuse({ reply }: Exchange, bytes: Uint8Array): Reply {
		this.#log.warn(`not in the capture: ${formatMessage({ ...describeMessage(bytes), bytes, packets: 1 })}`);
		if (control !== bytes[0] || bytes.length < 3) return Reply.drop;
		reply.position = reply.start;
		reply.u8(control);
		reply.u8(bytes[1] & 0x1f);
		reply.u8(bytes[2]);
		reply.u8(Completion.unsupportedCommand);
		return Reply.send;
	}
}

/** What equal requests have in common. */
function keyOf(message: Uint8Array, toNullEid: boolean): string {
	const place = eidPlace(message);
	const anyEid = undefined === place ? message : withEids(message, new Map([[message[place], nullEid]]));
	return `${toNullEid} ${Buffer.from(withInstance(anyEid, 0)).toString("hex")}`;
}

function vendorOf(message: Uint8Array): VendorId | undefined {
	const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
	switch (message[0] & typeMask) {
		case VendorType.pci:
			return { id: message.length < 3 ? 0 : view.getUint16(1), commandSet: 0 };
		case VendorType.iana:
			return { id: message.length < 5 ? 0 : view.getUint32(1), commandSet: 0 };
	}
	return undefined;
}

export default CapturedDevice;
