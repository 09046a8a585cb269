// SPDX-License-Identifier: Apache-2.0
import { nullEid } from "../../../modules/mctp/eid.js";
import { Failure } from "../../../modules/mctp/request.js";
import type BusOwner from "../bus-owner.js";
import { assignEid } from "../discover.js";
import { RequestError } from "../requester.js";
import type { CapturedExchange } from "./conversation.js";
import type { DecodedMessage } from "./decoder.js";
import { eidPlace, withEids } from "./variable.js";

/** What became of a captured request in this run. */
export interface Replayed {
	readonly exchange: CapturedExchange;
	/** Answers of the capture, with the EIDs of this run. */
	readonly expected: readonly Uint8Array[];
	/** Undefined: none came. */
	readonly answer: Uint8Array | undefined;
	readonly same: boolean;
}

/** Who asks. */
type Owner = Pick<BusOwner, "requester" | "control">;

/** Milliseconds in which no answer may come where the capture has none. */
const silence = 300;

/** Sends the requests of a capture to the endpoint at the other end, one after the other, and compares the answers. */
class Replay {
	readonly #owner: Owner;
	/** EIDs of the capture, and which the endpoint has in this run. */
	readonly #eids = new Map<number, number>([[nullEid, nullEid]]);

	/** `eid`: the endpoint's; undefined: it is asked for, and given the one of the capture if it has none. */
	constructor(owner: Owner, exchanges: readonly CapturedExchange[], eid?: number) {
		this.#owner = owner;
		if (undefined !== eid) for (const { responder } of exchanges) if (nullEid !== responder) this.#eids.set(responder, eid);
	}

	async play(exchange: CapturedExchange): Promise<Replayed> {
		const { request, responder, answers } = exchange;
		const eid = this.#eids.get(responder) ?? (await this.#acquaint(responder));
		const answer = await this.#ask(eid, request.bytes, answers.length > 0 ? undefined : silence);
		this.#learn(answers, answer);
		const expected = answers.map(({ bytes }) => withEids(bytes, this.#eids));
		const same = undefined === answer ? 0 === expected.length : expected.some((bytes) => 0 === Buffer.compare(bytes, answer));
		return { exchange, expected, answer, same };
	}

	/** The whole answer, from the message type byte on; undefined: none came in time. */
	async #ask(eid: number, message: Uint8Array, timeout: number | undefined): Promise<Uint8Array | undefined> {
		const [type] = message;
		try {
			const limit = undefined === timeout ? {} : { timeout };
			const body = await this.#owner.requester.request({ port: 0, eid, type, body: message.subarray(1), ...limit });
			return Buffer.concat([Uint8Array.of(type), body]);
		} catch (error) {
			if (error instanceof RequestError && Failure.timeout === error.reason) return undefined;
			throw error;
		}
	}

	/** The EID in this run of an endpoint that the capture does not give one before it uses it. */
	async #acquaint(captured: number): Promise<number> {
		const { control } = this.#owner;
		const [present] = await control.command(nullEid, "getEndpointId");
		const eid = nullEid === present ? await assignEid(control, captured) : present;
		this.#eids.set(captured, eid);
		return eid;
	}

	/** An endpoint was given an EID, and may have another in this run than in the capture. */
	#learn(answers: readonly DecodedMessage[], answer: Uint8Array | undefined): void {
		if (undefined === answer || 0 === answers.length) return;
		const [{ bytes: captured }] = answers;
		const place = eidPlace(captured);
		if (undefined === place || place !== eidPlace(answer) || captured[2] !== answer[2]) return;
		if (nullEid !== captured[place] && nullEid !== answer[place]) this.#eids.set(captured[place], answer[place]);
	}
}

export default Replay;
