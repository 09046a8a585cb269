// SPDX-License-Identifier: Apache-2.0
import type { NetConnectOpts } from "node:net";
import { expect } from "vitest";
import * as messages from "../../../tables/usbredir-messages.js";
import { bytes, hex } from "./frames.js";
import { Peer } from "./peer.js";

/** The usb-guest of a redirected device: writes and expects literal messages. */
export class UsbGuest {
	readonly peer: Peer;

	constructor(peer: Peer) {
		this.peer = peer;
	}

	static async connect(options: NetConnectOpts): Promise<UsbGuest> {
		return new UsbGuest(await Peer.connect(options));
	}

	/** Sends messages. */
	say(...texts: string[]): void {
		this.peer.write(bytes(texts.join("")));
	}

	/** The next bytes are these messages. */
	async hear(...texts: string[]): Promise<void> {
		const expected = bytes(texts.join(""));
		expect(hex(await this.peer.read(expected.length))).toBe(hex(expected));
	}

	/** Both sides say hello, and the device what it is. */
	async greet(): Promise<void> {
		await this.hear(messages.ownHello);
		this.say(messages.hello("ff000000"));
		await this.hear(messages.announced);
	}

	async configure(): Promise<void> {
		this.say(messages.wide(6, messages.id, "01"));
		await this.hear(messages.wide(8, messages.id, "0001"));
	}

	/** Everything up to packets. */
	async begin(): Promise<void> {
		await this.greet();
		await this.configure();
	}

	/** Get Endpoint ID from EID 8 to EID 9, and its answer: a packet each way. */
	async exchange(): Promise<void> {
		const { bulk, id, other } = messages;
		this.say(bulk(id, "81", 512), bulk(other, "01", 11, "1ab4000b 010908c8 008002"));
		await this.hear(bulk(other, "01", 11));
		const answer = await this.peer.read(41);
		const flags = answer[33];
		expect(flags & 0xcf).toBe(0xc0); /* The sequence number may be any. */
		expect(hex(answer)).toBe(hex(bytes(bulk(id, "81", 15, `1ab4000f 010809${hex(Uint8Array.of(flags))} 00000200090200`))));
	}
}
