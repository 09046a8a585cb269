// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { Reply, type Responder } from "../mctp/responder.js";
import Base from "./base/base.js";
import { Completion } from "./completion.js";
import { headLength, PldmHeader, pldmMessage, typeCount } from "./header.js";
import { mostVersions, type PldmProtocol } from "./protocol.js";
import Replay from "./replay.js";
import Terminus from "./terminus.js";

export interface PldmOptions {
	endpoint: Endpoint;
	/** Those of all PLDM types but base; made once the terminus is known. */
	protocols?: (terminus: Terminus) => readonly PldmProtocol[];
	/** Terminus id before somebody sets one; 0: none */
	tid?: number;
	/** Executed requests that are remembered for those that ask again; 8 */
	replays?: number;
	/** Multipart transfers at a time; 4 */
	transfers?: number;
}

/** `replays` and `transfers` where the options say nothing. */
export const usualReplays = 8;
export const usualTransfers = 4;

/** Versions of PLDM over MCTP (DSP0241 1.0), for Get MCTP Version Support. */
const versions = Object.freeze([0xf1f0ff00]);
const never = 0x7fffffff;

/* Plain constants, because every message leads by here. */
const { request: requestBit, datagram, versionMask, typeShift, typeMask, commandShift, echoMask } = PldmHeader;
const { success } = Completion;
const { send, drop } = Reply;

/** A PLDM terminus (DSP0240): answers messages of type 0x01 through one protocol for each PLDM type. */
class Pldm implements Responder {
	readonly type = pldmMessage;
	readonly versions = versions;
	readonly terminus: Terminus;
	/** By PLDM type. */
	readonly protocols: readonly (PldmProtocol | undefined)[];
	readonly #replay: Replay;

	constructor({ endpoint, protocols = none, tid = 0, replays = usualReplays, transfers = usualTransfers }: PldmOptions) {
		this.terminus = new Terminus(tid);
		const byType: (PldmProtocol | undefined)[] = Array.from({ length: typeCount }, () => undefined);
		const base = new Base(endpoint, this.terminus, byType, transfers);
		for (const protocol of [base, ...protocols(this.terminus)]) {
			if (undefined !== byType[protocol.type]) throw new Error(`PLDM type ${protocol.type}: there is a protocol already`);
			if (!(protocol.versions.length > 0 && protocol.versions.length <= mostVersions))
				throw new RangeError(`PLDM type ${protocol.type}: 1 to ${mostVersions} versions`);
			byType[protocol.type] = protocol;
		}
		this.protocols = byType;
		this.#replay = new Replay(endpoint, replays);
	}

	/**
	 * Bytes of the endpoint's data for so many replays.
	 * @setup
	 */
	static size(replays: number = usualReplays): number {
		return Replay.size(replays);
	}

	respond(exchange: Exchange, now: number): Reply {
		const request = exchange.request;
		const head = request.u24();
		/* Neither answers nor what is no PLDM message of this version get one (DSP0240 8). */
		if (request.short || !(head & requestBit) || head & versionMask || pldmMessage !== exchange.type) return drop;
		const protocol = this.protocols[(head >> typeShift) & typeMask];
		const command = undefined === protocol ? undefined : protocol.commands.rows[head >> commandShift];
		const replay = this.#replay;
		if (replay.used > 0 && replay.answer(exchange, head, now)) return head & datagram ? drop : send;
		const reply = exchange.reply;
		/* Instance id, PLDM type, command; completion code 0 is success. */
		reply.u32(head & echoMask);
		const at = request.position;
		const length = request.end - at;
		let completion: number;
		if (undefined === command) completion = undefined === protocol ? Completion.invalidPldmType : Completion.unsupportedCommand;
		else if (length < command.minimum || length > command.maximum) completion = Completion.invalidLength;
		else completion = command.handle(protocol as never, exchange, now);
		if (success !== completion) {
			reply.rewind(headLength);
			reply.memory[reply.start + headLength - 1] = completion;
		} else if (command!.once) replay.remember(exchange, head, at, now);
		return head & datagram ? drop : send;
	}

	tick(now: number): number {
		let wait = never;
		for (let type = 0; type < typeCount; type++) {
			const protocol = this.protocols[type];
			if (undefined === protocol || undefined === protocol.tick) continue;
			const own = protocol.tick(now);
			if (own < wait) wait = own;
		}
		return wait;
	}

	link(port: number, up: boolean, now: number): void {
		if (!up) this.#replay.flush(port);
		for (let type = 0; type < typeCount; type++) this.protocols[type]?.link?.(port, up, now);
	}
}

/** @setup */
function none(): readonly PldmProtocol[] {
	return [];
}

Object.freeze(Pldm.prototype);
export default Pldm;
