// SPDX-License-Identifier: Apache-2.0
import { noDeadline } from "../../../modules/mctp/conversations.js";
import { endOfMessage, headerLength, startOfMessage, tagOwner } from "../../../modules/mctp/header.js";
import { filler } from "./answers.js";
import type World from "./world.js";
import { portCount } from "./world.js";

/** Milliseconds after which even messages of several packets are served, and those after which everything has ended by itself. */
const soon = 100;
const late = 6000;
/** EIDs of peers who behave: those from here on, or from further up where the endpoint has become one of them. */
const firstGood = 100;
const atMost = 16;
const lastGood = 250;

/** Answers to good peers, caught among what else leaves. */
class Catch {
	readonly bodies = new Map<number, number[]>();

	constructor(world: World, port: number) {
		this.#world = world;
		this.#port = port;
		this.stop = world.endpoint.follow((_verdict, at, _now, offset, length) => {
			const { memory } = world.endpoint;
			if (at !== this.#port || offset !== world.output(port) || memory[offset + 1] < firstGood || memory[offset + 3] & tagOwner) return;
			const body = this.bodies.get(memory[offset + 1]) ?? [];
			body.push(...memory.subarray(offset + headerLength, offset + length));
			this.bodies.set(memory[offset + 1], body);
		});
	}

	readonly stop: () => void;
	readonly #world: World;
	readonly #port: number;

	/** Throws Error unless this is what a peer got. */
	expect(eid: number, body: readonly number[], what: string): void {
		const got = this.bodies.get(eid) ?? [];
		if (got.length !== body.length || got.some((byte, index) => byte !== body[index]))
			throw new Error(`${what}: port ${this.#port}, EID ${eid} got ${got.length} bytes instead of ${body.length}, now ${this.#world.now}`);
	}
}

/**
 * Hostility ends. With `diligent` handlers and hosts, everybody is served at once, and messages of several packets within
 * 100 ms; where nobody does anything any more, within 6 s. Throws Error if not.
 */
export function expectService(world: World, diligent: boolean): void {
	for (let port = 0; port < portCount; port++) world.link(port, true);
	for (let port = 0; port < portCount; port++) expectTurn(world, port);
	if (diligent) finish(world);
	else world.pass(late);
	for (let port = 0; port < portCount; port++) single(world, port);
	if (diligent) world.pass(soon);
	for (let port = 0; port < portCount; port++) several(world, port);
}

/**
 * Whatever is answered later, by whomever it was asked: where the hardware takes what waits, somebody new on the port is
 * served at once, and a message of several packets within 100 ms. Throws Error if not.
 */
export function expectTurn(world: World, port: number): void {
	if (!world.endpoint.port(port).up) return;
	drain(world);
	const eid = stranger(world, port);
	const caught = new Catch(world, port);
	send(world, port, eid, startOfMessage | endOfMessage, [1, 0xf1, 0xf2]);
	drain(world);
	caught.expect(eid, [1, 0xf1, 0xf2], "somebody new");
	caught.bodies.clear();
	world.pass(soon);
	send(world, port, eid, startOfMessage, [1, 0xf3]);
	send(world, port, eid, endOfMessage | 0x10, [0xff]);
	drain(world);
	caught.stop();
	caught.expect(eid, [1, 0xf3, 0xff], "somebody new, with two packets");
}

/** An EID that nobody has used, as good as any. */
function stranger(world: World, port: number): number {
	for (let eid = firstGood; eid < lastGood; eid++) if (!world.sources.has(eid) && eid !== world.endpoint.port(port).eid) return eid;
	return firstGood;
}

/** Deferred answers are given, and everything that waits leaves, as long as that takes. */
function finish(world: World): void {
	const { deferred } = world;
	for (let number = Math.max(0, deferred.tickets.length - 300); number < deferred.tickets.length; number++)
		if (undefined !== world.endpoint.exchange(deferred.tickets[number])) deferred.answer(number, true, world.now);
	drain(world);
	for (let number = Math.max(0, deferred.tickets.length - 300); number < deferred.tickets.length; number++)
		if (undefined !== world.endpoint.exchange(deferred.tickets[number])) deferred.answer(number, true, world.now);
	drain(world);
}

/** A peer who wants messages without end gets some of them. */
function drain(world: World): void {
	for (let port = 0; port < portCount; port++) {
		world.report(port, true);
		world.pull(port, 300, 320, true);
	}
	world.tick();
}

function firstOf(world: World, port: number): number {
	const { eid } = world.endpoint.port(port);
	return eid >= firstGood && eid < firstGood + atMost ? firstGood + atMost : firstGood;
}

/** One packet, answered before time goes on. */
function single(world: World, port: number): void {
	const caught = new Catch(world, port);
	const eid = firstOf(world, port);
	send(world, port, eid, startOfMessage | endOfMessage, [1, 0xf1, 0xf2]);
	drain(world);
	caught.stop();
	caught.expect(eid, [1, 0xf1, 0xf2], "first service");
}

/** As many messages as there are slots, all growing at a time; then as many large answers as there can be. */
function several(world: World, port: number): void {
	const { slots, largeAnswers } = world.options.memory;
	const caught = new Catch(world, port);
	const first = firstOf(world, port);
	for (let index = 0; index < slots; index++) send(world, port, first + index, startOfMessage, [1, 0xf0 | index]);
	for (let index = 0; index < slots; index++) send(world, port, first + index, endOfMessage | 0x10, [0xff]);
	drain(world);
	for (let index = 0; index < slots; index++) caught.expect(first + index, [1, 0xf0 | index, 0xff], "slots");
	caught.bodies.clear();
	for (let index = 0; index < largeAnswers; index++) send(world, port, first + index, startOfMessage | endOfMessage, [4, 200, 0]);
	drain(world);
	for (let index = 0; index < largeAnswers; index++)
		caught.expect(first + index, [4, ...Array.from({ length: 200 }, () => filler)], "large answers");
	caught.stop();
}

function send(world: World, port: number, eid: number, flags: number, body: readonly number[]): void {
	world.endpoint.memory.set([1, 0, eid, flags | tagOwner, ...body], world.input(port));
	world.arrive(port, headerLength + body.length, 0);
}

/** The links go down and up, and every time runs out: then nothing is held any more. Throws Error for what is. */
export function expectNothingLeft(world: World): void {
	const { endpoint } = world;
	for (const up of [false, true]) for (let port = 0; port < portCount; port++) world.link(port, up);
	world.tick();
	const { taken, settled } = world.requests;
	if (settled !== taken) throw new Error(`${taken} requests were taken, ${settled} have settled`);
	if (0 !== endpoint.exchanges.busy) throw new Error(`${endpoint.exchanges.busy} exchanges are held`);
	if (0 !== world.deferred.open) throw new Error(`${world.deferred.open} deferred answers have not ended`);
	if (undefined !== endpoint.reassembly.active) throw new Error("a message grows");
	for (let turn = 0; turn < 3; turn++) world.goTo(world.now + 60_000);
	if (noDeadline !== world.tick()) throw new Error(`something waits for ${world.wait} ms, and nothing is there`);
	for (let port = 0; port < portCount; port++) if (world.pull(port, 1, 320, true) > 0) throw new Error("a packet is left");
	world.checkGuards();
}
