// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { Reply, type Responder } from "../mctp/responder.js";
import Base from "./base/base.js";
import { Completion } from "./completion.js";
import { headLength, PldmHeader, pldmMessage, PldmType } from "./header.js";
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
	replays?: number | undefined;
	/** Multipart transfers at a time, where a protocol has some; 4 */
	transfers?: number;
}

/** `replays` and `transfers` where the options say nothing. */
export const usualReplays = 8;
export const usualTransfers = 4;

/** Versions of PLDM over MCTP (DSP0241 1.0), for Get MCTP Version Support. */
const versions = Object.freeze([0xf1f0ff00]);
const never = 0x7fffffff;
/** Bytes of the head behind the message type byte: of a request, and of an answer, for which every exchange has room. */
const requestHead = 3;
const answerHead = 4;

/* Plain constants, because every message leads by here. */
const { request: requestBit, datagram, typeShift, typeMask, commandShift, echoMask } = PldmHeader;
const kindMask = requestBit | PldmHeader.versionMask;
const { success } = Completion;
const { send, drop } = Reply;

/** A PLDM terminus (DSP0240): answers messages of type 0x01 through one protocol for each PLDM type. */
class Pldm implements Responder {
	readonly type = pldmMessage;
	readonly versions = versions;
	readonly terminus: Terminus;
	/** By PLDM type, up to the highest that there is. */
	readonly protocols: readonly (PldmProtocol | undefined)[];
	/** Those that want to be told of time. */
	readonly #ticking: readonly PldmProtocol[];
	readonly #replay: Replay;
	readonly #view: DataView;

	constructor({ endpoint, protocols = none, tid = 0, replays = usualReplays, transfers = usualTransfers }: PldmOptions) {
		this.terminus = new Terminus(tid);
		const others = protocols(this.terminus);
		const length = 1 + others.reduce<number>((most, { type }) => Math.max(most, type), PldmType.base);
		const byType: (PldmProtocol | undefined)[] = Array.from({ length }, () => undefined);
		const moves = others.some(({ multipart }) => undefined !== multipart);
		const base = new Base(endpoint, this.terminus, byType, moves ? transfers : 0);
		for (const protocol of [base, ...others]) {
			if (undefined !== byType[protocol.type]) throw new Error(`PLDM type ${protocol.type}: there is a protocol already`);
			if (!(protocol.versions.length > 0 && protocol.versions.length <= mostVersions))
				throw new RangeError(`PLDM type ${protocol.type}: 1 to ${mostVersions} versions`);
			byType[protocol.type] = protocol;
		}
		this.protocols = byType;
		this.#ticking = byType.filter((protocol) => undefined !== protocol && undefined !== protocol.tick) as PldmProtocol[];
		this.#replay = new Replay(endpoint, replays);
		this.#view = endpoint.view;
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
		const view = this.#view;
		const at = request.position + requestHead;
		const length = request.end - at;
		if (length < 0) return drop;
		/* Head of request and answer without cursors, because every message leads by here. In front stands the message type byte. */
		const head = view.getUint32(at - requestHead - 1, true) >>> 8;
		/* Neither answers nor what is no PLDM message of this version get one (DSP0240 8). */
		if (requestBit !== (head & kindMask) || pldmMessage !== exchange.type) return drop;
		request.position = at;
		const protocol = this.protocols[(head >> typeShift) & typeMask];
		const command = undefined === protocol ? undefined : protocol.commands.rows[head >> commandShift];
		const replay = this.#replay;
		if (replay.used > 0 && replay.answer(exchange, head, now)) return head & datagram ? drop : send;
		const reply = exchange.reply;
		/* Instance id, PLDM type, command; completion code 0 is success. */
		const answerAt = reply.position;
		view.setUint32(answerAt, head & echoMask, true);
		reply.position = answerAt + answerHead;
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
		const ticking = this.#ticking;
		for (let index = 0; index < ticking.length; index++) {
			const own = ticking[index].tick!(now);
			if (own < wait) wait = own;
		}
		return wait;
	}

	link(port: number, up: boolean, now: number): void {
		if (!up) this.#replay.flush(port);
		for (let type = 0; type < this.protocols.length; type++) this.protocols[type]?.link?.(port, up, now);
	}
}

/** @setup */
function none(): readonly PldmProtocol[] {
	return [];
}

Object.freeze(Pldm.prototype);
export default Pldm;
