// SPDX-License-Identifier: Apache-2.0
import Fields from "../../../modules/device/fields.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import Fru, { type FruOptions } from "../../../modules/pldm/fru/fru.js";
import Platform from "../../../modules/pldm/platform/platform.js";
import Pldm from "../../../modules/pldm/pldm.js";
import { readPldm } from "../../../modules/pldm/profile/pldm.js";
import MemoryStorage from "../../support/storage.js";
import { Store } from "../../support/pldm-store.js";

/** Bytes of an arriving and of a leaving packet, and of packets that answers are cut into. */
const frameSize = 2048;
const unit = 256;
/** Bytes that somebody may make the inventory. */
export const capacity = 200;
/** Bytes of it that are read at a time. */
const partSize = 192;

/** A chassis with a board and a riser, a drive in that, each with what belongs to it. */
const section = (writable: boolean) => ({
	tid: 5,
	entities: [
		{ id: "chassis", type: 45, name: "Chassis" },
		{ id: "board", type: 64, container: "chassis" },
		{ id: "riser", type: 68, container: "chassis", name: "Riser", ...(writable ? {} : { present: true }) },
		{ id: "drive", type: 61, container: "riser", ...(writable ? {} : { present: false }) },
	],
	numericSensors: [
		{ id: 1, unit: "degreesC", entity: "chassis", name: "Inlet", thresholds: { upperWarning: 40, upperFatal: 60 }, value: 25 },
		{ id: 2, unit: "degreesC", entity: "riser", thresholds: { upperCritical: 50, lowerWarning: 5 }, hysteresis: 3, value: 25 },
		{ id: 3, unit: "counts", entity: "drive", dataSize: "uint32", manualRearm: true, thresholds: { upperWarning: 9 } },
	],
	stateSensors: [
		{
			id: 4,
			entity: "drive",
			fields: [
				{ set: 1, possible: [1, 3], state: 1 },
				{ set: 13, possible: [1, 2] },
			],
		},
	],
	numericEffecters: [{ id: 5, unit: "RPM", dataSize: "uint16", entity: "riser", least: 0, most: 9000, value: 100, delay: 700 }],
	stateEffecters: [{ id: 6, entity: "drive", fields: [{ set: 17, possible: [1, 2], state: 1 }] }],
	oem: [{ iana: 412, data: Array.from({ length: 300 }, (_, index) => index & 0xff) }],
	events: { count: 4, size: 48 },
	fru: {
		...(writable ? { capacity } : {}),
		records: [
			{ set: 1, entity: "chassis", general: [{ field: "model", text: "CHASSIS" }] },
			{ set: 2, entity: "drive", general: [{ field: "serialNumber", text: "0123456789".repeat(12) }] },
		],
	},
});

/** A message of the terminus' own, from its header to the command code, with the tag that an answer has. */
export interface OwnMessage {
	readonly eid: number;
	readonly tag: number;
	readonly head: readonly number[];
}

/** A terminus in one process, without a line; whoever asks gets the answer at once. */
export class TerminusDevice {
	readonly endpoint: Endpoint;
	readonly platform: Platform;
	readonly fru: Fru;
	readonly store: Store;
	readonly storage: MemoryStorage;
	/** Whether somebody can set the inventory; otherwise entities come and go. */
	readonly writable: boolean;
	now = 0;
	/** What it has sent last of its own and was not answered. */
	asked: OwnMessage | undefined = undefined;

	constructor(writable: boolean, answerSize: number, storage = new MemoryStorage(capacity + 11)) {
		const { platform, fru } = readPldm(new Fields(section(writable)));
		const options: FruOptions = { ...fru!, partSize, storage: writable ? storage : undefined };
		this.writable = writable;
		this.storage = storage;
		this.endpoint = new Endpoint({
			ports: [{ network: 1, receiveUnit: 1024, transmissionUnit: unit, eid: 8, frames: 2 * frameSize, wake() {} }],
			memory: { data: Pldm.size() + Platform.size(platform) + Fru.size(options), requests: 1, answerSize, requestSize: 64 },
		});
		let made: [Platform, Fru, Store] | undefined = undefined as [Platform, Fru, Store] | undefined;
		const protocols = (terminus: ConstructorParameters<typeof Platform>[1]) =>
			(made = [
				new Platform(this.endpoint, terminus, platform),
				new Fru(this.endpoint, options),
				new Store(this.endpoint.memory),
			] as const as [Platform, Fru, Store]);
		this.endpoint.responders.add(new Pldm({ endpoint: this.endpoint, protocols, transfers: 2 }));
		[this.platform, this.fru, this.store] = made!;
		this.platform.presence?.start((isShown) => this.fru.show(isShown));
	}

	/** Sends a request, and returns the answer from the completion code on. Throws unless there is one, and one only, of the right header. */
	ask(eid: number, tag: number, head: readonly number[], body: Uint8Array): Uint8Array {
		this.#receive([1, 8, eid, 0xc8 | tag, 1, ...head, ...body]);
		const answer = this.#drain(eid, tag);
		if (undefined === answer) throw new Error("no answer");
		if (answer[1] !== (head[0] & 0x1f) || answer[2] !== head[1] || answer[3] !== head[2] || answer.length < 5)
			throw new Error(`the answer ${Buffer.from(answer).toString("hex")}`);
		if (0 !== answer[4] && 5 !== answer.length) throw new Error("an error says more than its completion code");
		return Uint8Array.from(answer.slice(4));
	}

	/** Answers what the terminus has asked, or something else with the same tag. */
	answer(completion: number, stray: boolean): void {
		if (undefined === this.asked) return;
		const { eid, tag, head } = this.asked;
		if (!stray) this.asked = undefined;
		this.#receive([1, 8, eid, 0xc0 | tag, 1, (head[0] & 0x1f) ^ (stray ? 1 : 0), head[1], head[2], completion, 0]);
		this.#drain(-1, 0);
	}

	pass(milliseconds: number): void {
		this.now = (this.now + milliseconds) | 0;
		this.endpoint.tick(this.now);
		this.#drain(-1, 0);
	}

	bounce(): void {
		this.endpoint.link(0, this.now, false);
		this.endpoint.link(0, this.now, true);
		this.endpoint.assign(0, 8);
		this.asked = undefined;
	}

	#receive(packet: readonly number[]): void {
		const { frames } = this.endpoint.port(0);
		this.endpoint.memory.set(packet, frames);
		this.endpoint.receive(0, this.now, frames, packet.length, 0);
	}

	/** All that leaves; returns the answer with this tag. */
	#drain(eid: number, tag: number): number[] | undefined {
		const output = this.endpoint.port(0).frames + frameSize;
		let answer: number[] | undefined = undefined as number[] | undefined;
		for (let count = 0; ; count++) {
			if (count > 100) throw new Error("it sends without end");
			const length = this.endpoint.transmit(0, this.now, output, frameSize);
			if (0 === length) return answer;
			const packet = Array.from(this.endpoint.memory.subarray(output, output + length));
			this.endpoint.transmitted(0, this.now, true);
			if (packet[3] & 0x08) this.#note(packet);
			else {
				if (packet[1] !== eid || (packet[3] & 7) !== tag) throw new Error("an answer goes elsewhere");
				if (packet[3] & 0x80) {
					if (undefined !== answer) throw new Error("two answers");
					answer = [];
				}
				answer!.push(...packet.slice(4));
			}
		}
	}

	#note(packet: readonly number[]): void {
		if (0xc0 !== (packet[3] & 0xc0)) throw new Error("an event of several packets");
		this.asked = { eid: packet[1], tag: packet[3] & 7, head: packet.slice(5, 8) };
	}
}
