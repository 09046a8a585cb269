// SPDX-License-Identifier: Apache-2.0
import Bridging from "./bridging.js";
import { Counter } from "./counter.js";
import type Exchange from "./exchange.js";
import { stageOpen, stageSending } from "./exchange.js";
import { endOfMessage, baselineUnit, headerLength, headMask, sequenceField, sequenceStep, startOfMessage, tagOwner } from "./header.js";
import ForwardRing from "./forward-ring.js";
import type Outgoing from "./outgoing.js";
import { move, put } from "./packet.js";
import type { PortState } from "./port.js";
import type Request from "./request.js";
import { longestRow } from "./send-queue.js";

const { sent } = Counter;

/** The half of an endpoint that sends: answers and own requests, cut into packets when a port pulls them. */
class Sender extends Bridging {
	/** Makes room for an answer of `size` bytes from the message type byte on; false: no large region is free. */
	enlarge(exchange: Exchange, size: number): boolean {
		return this.exchanges.enlarge(exchange, size);
	}

	/**
	 * Sends the answer of a deferred exchange. With `last` false the exchange stays open for another answer with the same
	 * tag, which may be written after `sent`. Returns false if the exchange has ended or still sends its previous answer.
	 */
	answer(ticket: number, now: number, last = true): boolean {
		const exchange = this.exchanges.find(ticket);
		if (undefined === exchange || stageOpen !== exchange.stage) return false;
		exchange.last = last;
		exchange.state!.port.wake();
		return this.reply(exchange, now);
	}

	/** Queues what the responder wrote; false: it did not fit. Whoever hands packets in looks for it; others wake the port. */
	protected reply(exchange: Exchange, now: number): boolean {
		const reply = exchange.reply;
		if (reply.overflow) {
			this.abandon(exchange, Counter.answerOverflow, now);
			return false;
		}
		exchange.stage = stageSending;
		const start = reply.start;
		const end = reply.position;
		exchange.position = start;
		exchange.end = end;
		const state = exchange.state!;
		const queue = state.queue;
		if (end - start <= baselineUnit && undefined === queue.single) queue.single = exchange;
		else state.queueMessage(exchange);
		const deadline = (now + this.answerTimeout) | 0;
		exchange.deadline = deadline;
		if (!this.armed || ((deadline - this.deadline) | 0) < 0) this.schedule(now, this.answerTimeout);
		return true;
	}

	/**
	 * Writes the next packet of a port to `offset` of the arena, if it fits into `room` bytes; `physical` says where to.
	 * @returns its length; 0: nothing to send, or it does not fit
	 */
	transmit(port: number, now: number, offset: number, room: number): number {
		const state = this.ports[port];
		const queue = state.queue;
		if (undefined !== state.parked && !queue.prefer(state.parked)) return 0;
		const long = queue.long;
		let single = queue.single;
		if (undefined !== single && undefined !== long && longestRow === queue.row++) {
			queue.row = 0;
			single = undefined;
		}
		const message = single ?? long;
		if (undefined === message) return 0;
		const from = message.position;
		let payload = message.end - from;
		let header = message.header;
		if (undefined !== single || payload <= message.unit) header |= endOfMessage;
		else {
			payload = message.unit;
			if (0 === payload) return this.#relay(state, message as ForwardRing, now, offset, room);
		}
		const length = payload + headerLength;
		if (length > room) return 0;
		if (header & startOfMessage) {
			header |= state.sequence;
			state.sequence = (header + sequenceStep) & sequenceField;
		}
		const following = put(this.memory, offset, header, from, payload);
		message.position = from + payload;
		if (undefined !== single) {
			queue.single = single.next;
			single.next = undefined;
		} else if (header & endOfMessage) queue.finishLong();
		else {
			message.header = following;
			if (undefined !== message.next) queue.rotate();
		}
		if (undefined === queue.flying) queue.flying = message;
		else queue.fly(message);
		this.physical = message.physical;
		state.counters[sent]++;
		this.trace?.(sent, port, now, offset, length, this.physical);
		return length;
	}

	/** Writes the next packet that a port forwards, as it came. */
	#relay(state: PortState, ring: ForwardRing, now: number, offset: number, room: number): number {
		const frame = ring.first;
		const length = frame.length;
		if (length > room) return 0;
		move(this.memory, offset, frame.offset, length);
		frame.length = 0;
		const following = frame.next;
		ring.first = following;
		const queue = state.queue;
		if (0 === following.length) {
			queue.long = ring.next;
			ring.next = undefined;
		} else if (undefined !== ring.next) queue.rotate();
		if (undefined === queue.flying) {
			queue.flying = ring;
			ring.flown = 1;
		} else if (queue.fly(ring)) ring.flown = 1;
		else ring.flown++;
		const physical = frame.physical;
		this.physical = physical;
		state.counters[sent]++;
		this.trace?.(sent, state.index, now, offset, length, physical);
		return length;
	}

	/**
	 * Tells what became of the packets pulled since the last call. A message that lost one is aborted, so that it never
	 * arrives with a hole. With `only`, the first message of them alone.
	 */
	transmitted(port: number, now: number, ok: boolean, only?: boolean): void {
		const queue = this.ports[port].queue;
		for (let message = queue.flying; undefined !== message; message = only ? undefined : queue.flying) {
			if (undefined === message.nextFlying) queue.flying = undefined;
			else queue.land();
			if (!ok) this.#abort(message, this.ports[port], now);
			else if (message.header & tagOwner) this.#departed(message as Request, now);
			else if (message.position < message.end) message.deadline = (now + this.answerTimeout) | 0;
			else {
				const exchange = message as Exchange;
				const last = exchange.last;
				if (!last) this.#reopen(exchange, now);
				exchange.responder!.sent?.(exchange, now);
				if (last) this.exchanges.close(exchange);
			}
		}
	}

	/**
	 * Tells what became of the one packet that was pulled for a physical address, where packets to several are under way
	 * at a time.
	 */
	transmittedTo(port: number, physical: number, now: number, ok: boolean): void {
		const { queue, ring, counters } = this.ports[port];
		if (undefined !== queue.flown(physical)) return this.transmitted(port, now, ok, true);
		/* Packets of others have an address each; they are told apart by their number. */
		if (undefined === ring || undefined === queue.flown(ring)) return;
		ring.flown--;
		if (ok) ring.deadline = (now + this.answerTimeout) | 0;
		else counters[Counter.forwardFailed]++;
		if (0 === ring.flown) queue.land();
	}

	/** An answer has left, and another one with the same tag may follow. */
	#reopen(exchange: Exchange, now: number): void {
		exchange.stage = stageOpen;
		exchange.last = true;
		exchange.header = (exchange.header & headMask) | startOfMessage;
		exchange.deadline = (now + this.answerTimeout) | 0;
		exchange.reply.rewind(1);
	}

	/** Packets of a request have left; one that wants no answer is done when the last has. */
	#departed(request: Request, now: number): void {
		if (request.position < request.end || undefined === request.handlers.onSent) return;
		this.release(request, now);
		request.handlers.onSent(now);
	}

	#abort(message: Outgoing, state: PortState, now: number): void {
		if (message instanceof ForwardRing) state.counters[Counter.forwardFailed] += message.flown;
		else if (message.tag & tagOwner) this.stumble(message as Request, now);
		else {
			const exchange = message as Exchange;
			state.lost(exchange.peer, exchange.end - exchange.reply.start);
			this.abandon(exchange, Counter.sendFailed, now);
		}
	}

	/** Ends an exchange without its answer, or the rest of it; `abandoned` of its responder is called. */
	withdraw(exchange: Exchange, now: number): void {
		this.abandon(exchange, Counter.answerAbandoned, now);
	}

	/** Ends an exchange that stayed open behind its answer: there will be no other. */
	finish(exchange: Exchange): void {
		this.exchanges.close(exchange);
	}

	/** Keeps an answer, or the rest of it, from leaving until `resume`; it still has to be prolonged. */
	suspend(exchange: Exchange): void {
		exchange.state!.queue.suspend(exchange);
	}

	/** Lets go on what `suspend` kept. */
	resume(exchange: Exchange, now: number): void {
		exchange.state!.queueMessage(exchange);
		this.prolong(exchange, now);
		exchange.state!.port.wake();
	}

	/** An exchange may wait for as long as a new one. */
	prolong(exchange: Exchange, now: number): void {
		exchange.deadline = (now + this.answerTimeout) | 0;
		this.schedule(now, this.answerTimeout);
	}

	/**
	 * Sends an answer of `length` bytes, which is under way or has left an exchange that stays open, once more from its byte
	 * `from` on, as a new message with the same tag.
	 */
	sendAgain(exchange: Exchange, length: number, from: number, now: number): void {
		exchange.state!.queue.remove(exchange);
		exchange.header = (exchange.header & headMask) | startOfMessage;
		exchange.last = false;
		exchange.reply.position = exchange.reply.start + length;
		this.reply(exchange, now);
		exchange.position += from;
		exchange.state!.port.wake();
	}
}

Object.freeze(Sender.prototype);
export default Sender;
