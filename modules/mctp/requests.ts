// SPDX-License-Identifier: Apache-2.0
import { nullEid } from "./eid.js";
import type Exchange from "./exchange.js";
import { tagMask } from "./header.js";
import { phaseIdle, phaseOpen, phaseWaiting } from "./request.js";
import type Request from "./request.js";

/** Own requests under way, and their tags: eight per peer, where the null EID means whoever has the physical address. */
class Requests {
	/** The oldest; the others follow by `nextActive`. */
	active: Request | undefined = undefined;
	#lastTag = tagMask as number;

	/** Puts a request behind all others; it has no tag yet. */
	add(request: Request): void {
		request.phase = phaseWaiting;
		request.nextActive = undefined;
		let last = this.active;
		if (undefined === last) {
			this.active = request;
			return;
		}
		while (undefined !== last.nextActive) last = last.nextActive;
		last.nextActive = request;
	}

	remove(request: Request): void {
		request.phase = phaseIdle;
		if (this.active === request) {
			this.active = request.nextActive;
			return;
		}
		for (let other = this.active; undefined !== other; other = other.nextActive) {
			if (other.nextActive === request) other.nextActive = request.nextActive;
		}
	}

	/** Gives a request a tag that no other to this peer has; false: all eight are taken, or an older one waits for its own. */
	tag(request: Request): boolean {
		let used = 0;
		let older = true;
		for (let other = this.active; undefined !== other; other = other.nextActive) {
			if (other === request) older = false;
			else if (!this.#samePeer(request, other)) continue;
			else if (phaseWaiting !== other.phase) used |= 1 << (other.tag & tagMask);
			else if (older) return false;
		}
		let tag = this.#lastTag;
		do {
			tag = (tag + 1) & tagMask;
			if (used & (1 << tag)) continue;
			this.#lastTag = tag;
			request.header |= tag;
			return true;
		} while (tag !== this.#lastTag);
		return false;
	}

	/** The request that the message in `answer`, of message type `type`, belongs to. Nobody waits for one to a datagram. */
	find(answer: Exchange, type: number): Request | undefined {
		for (let request = this.active; undefined !== request; request = request.nextActive) {
			if ((request.tag & tagMask) !== answer.tag || request.type !== type || phaseOpen !== request.phase) continue;
			if (undefined !== request.handlers.onSent) continue;
			if (nullEid === request.peer) {
				if (request.state === answer.state && request.physical === answer.physical) return request;
			} else if (request.peer === answer.peer && request.state!.network === answer.network) return request;
		}
		return undefined;
	}

	/** Tags to the null EID share one space with those to every EID behind the same port and physical address. */
	#samePeer(request: Request, other: Request): boolean {
		if (request.peer === nullEid || other.peer === nullEid) return other.state === request.state && other.physical === request.physical;
		return other.peer === request.peer && other.state!.network === request.state!.network;
	}
}

Object.freeze(Requests.prototype);
export default Requests;
