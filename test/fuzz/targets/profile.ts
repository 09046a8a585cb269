// SPDX-License-Identifier: Apache-2.0
import factories from "../../../hosts/common/registry.js";
import { parseProfile } from "../../../hosts/node/profiles/load.js";
import Device from "../../../modules/device/device.js";
import endpointProfile from "../../../modules/device/profiles/endpoint.json" with { type: "json" };
import faulty from "../../../modules/device/profiles/faulty.json" with { type: "json" };
import vendor from "../../../modules/device/profiles/vendor.json" with { type: "json" };
import type { Life, Target } from "../target.js";

const texts = [endpointProfile, vendor, faulty].map((profile) => JSON.stringify(profile, undefined, "\t"));
const pieces = [
	"{",
	"}",
	"[",
	"]",
	'"',
	",",
	":",
	"\\",
	"-",
	"1e400",
	"null",
	"\ud800",
	"true",
	'""',
	"{}",
	"[]",
	"/*",
	"\u0000",
	'"__proto__":',
	"0x",
	"99999999999",
] as const;
const replacements = [
	"0",
	"-1",
	"1",
	"255",
	"256",
	"65536",
	"4294967296",
	"1e9",
	"0.5",
	"null",
	"true",
	'""',
	"[]",
	"{}",
	'"x"',
	'".."',
] as const;
const keys = [
	"name",
	"description",
	"identity",
	"memory",
	"vendor",
	"faults",
	"$schema",
	"license",
	"uuid",
	"slots",
	"messages",
	"answer",
	"request",
	"kind",
] as const;

/** Bytes of the largest memory that a profile may ask for. */
const most = 0x4000000;
const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };

/** A profile's text, which is edited. */
class ProfileLife implements Life {
	#text: string;
	#told: string;
	readonly #reached = new Set<string>();
	taken = 0;

	constructor([which]: Uint8Array) {
		this.#text = texts[which % texts.length];
		this.#told = `profile ${which % texts.length}`;
	}

	step([...input]: Uint8Array, at: number): void {
		const [kind, a, b, c, d] = input.slice(at, at + 8);
		const text = this.#text;
		const place = (a | (b << 8)) % Math.max(1, text.length);
		switch (kind % 6) {
			case 0:
				return this.#edit(place, c & 15, pieces[d % pieces.length]);
			case 1:
				return this.#edit(place, c, "");
			case 2:
				return this.#edit(place, 0, text.slice(c, c + d));
			case 3:
				return this.#value(place, replacements[d % replacements.length]);
			case 4:
				return this.#key(place, keys[d % keys.length]);
		}
		this.#value(place, this.#valueAt((c | (d << 8)) % Math.max(1, text.length)));
	}

	#edit(at: number, length: number, piece: string): void {
		this.#told = `at ${at}: ${length} characters become ${JSON.stringify(piece)}`;
		this.#text = (this.#text.slice(0, at) + piece + this.#text.slice(at + length)).slice(0, 20_000);
	}

	/** Replaces the next value behind a place: JSON stays JSON. */
	#value(from: number, value: string): void {
		const found = /(?<=: |^\t+)("(?:[^"\\]|\\.)*"|-?\d[\d.e+]*|true|false|null)(?=,?\n)/m.exec(this.#text.slice(from));
		if (null !== found) this.#edit(from + found.index, found[0].length, value);
		else this.#told = "nothing";
	}

	#valueAt(from: number): string {
		return /("(?:[^"\\]|\\.)*"|-?\d[\d.e+]*|true|false|null)(?=,?\n)/.exec(this.#text.slice(from))?.[0] ?? "null";
	}

	#key(from: number, key: string): void {
		const found = /"[^"]*"(?=: )/.exec(this.#text.slice(from));
		if (null !== found) this.#edit(from + found.index, found[0].length, JSON.stringify(key));
		else this.#told = "nothing";
	}

	/** A device that takes packets, or an error for people that names the file. */
	async end(): Promise<void> {
		this.taken = 1;
		let profile;
		try {
			({ profile } = await parseProfile("any.json", this.#text));
		} catch (error) {
			const { message, constructor } = error as Error;
			if (constructor !== Error || !message.startsWith("any.json") || message.split("\n").length > 21) throw error;
			const reason = message
				.split("\n")
				.at(-1)!
				.replace(/^ *any\.json(:\d+:\d+)?:? ?/, "");
			this.#reached.add(
				`error ${reason
					.replace(/^[^ :]+: /, "")
					.replace(/(, not|:|"| than).*/, "")
					.replaceAll(/[0-9]+/g, "N")
					.slice(0, 40)}`,
			);
			return;
		}
		const { front } = new Device({ profile, ports: [port], factories, unique });
		if (front.memory.length > most) throw new Error(`a device of ${front.memory.length} bytes`);
		const { frames } = front.port(0);
		front.memory.set([1, 8, 9, 0xc8, 0, 0x80, 2], frames);
		front.receive(0, 0, frames, 7, 0);
		if (front.tick(0) < 0) throw new Error("a deadline that has passed");
		this.#reached.add(`device with ${Object.keys(profile).sort().join(" ")}`);
	}

	told(): string {
		return this.#told;
	}

	reached(): Iterable<string> {
		return this.#reached;
	}
}

/** Texts of profiles. */
export const profile: Target = {
	name: "profile",
	description: "profiles with text cut out, put in and exchanged: a device, or an error for people",
	unit: "texts",
	most: 8,
	begin: (first) => new ProfileLife(first),
};
