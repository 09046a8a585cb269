// SPDX-License-Identifier: Apache-2.0
// What of an activation people want to see at a glance.
import type { Activation } from "../../modules/activation/activation.js";

export interface Line {
	readonly label: string;
	readonly text: string;
}

interface PortRow {
	readonly name: string;
	readonly up: boolean;
	readonly eid: number;
}

interface CounterRow {
	readonly counters: Readonly<Record<string, number>>;
}

interface FaultList {
	readonly faults: readonly { readonly fault: { readonly kind: string } }[];
}

interface HealthRow {
	readonly fault: string;
	readonly text: string;
	readonly figures: Readonly<Record<string, number>>;
}

interface PacketRow {
	readonly direction: string;
	readonly bytes: string;
}

/** Bytes of a packet that begins a request: start of message and tag owner bits of the fourth. */
const requestMask = 0x88;

/** Asks the methods of an activation for the lines of the status view, and listens to its packets. */
class Status {
	readonly #activation: Activation;
	#asked = "none";

	constructor(activation: Activation) {
		this.#activation = activation;
		const { events } = this.#child("endpoint");
		events!.packet.listen((value) => this.#packet(value as PacketRow));
	}

	lines(): Line[] {
		const endpoint = this.#child("endpoint");
		const ports = run<readonly PortRow[]>(endpoint, "ports");
		const counters = run<readonly CounterRow[]>(endpoint, "counters");
		const { faults } = run<FaultList>(this.#child("faults"), "list");
		const health = run<HealthRow>(this.#activation, "health");
		const sum = (name: string) => counters.reduce((total, row) => total + row.counters[name], 0);
		return [
			{ label: "Name", text: this.#activation.name },
			...ports.map(({ name, up, eid }) => ({ label: name, text: `${up ? "up" : "down"}, EID ${0 === eid ? "none" : eid}` })),
			{ label: "Packets", text: `${sum("received")} in, ${sum("sent")} out` },
			{ label: "Last request", text: this.#asked },
			{ label: "Faults", text: faults.map(({ fault }) => fault.kind).join(" ") || "none" },
			{ label: "Run", text: `${health.figures["starts"]}${"none" === health.fault ? "" : `, before: ${health.fault}: ${health.text}`}` },
		];
	}

	#child(name: string): Activation {
		return this.#activation.children!.find((child) => child.name === name)!;
	}

	/** The first bytes of a request tell what it is: source, message type, and what follows. */
	#packet({ direction, bytes }: PacketRow): void {
		const flags = Number.parseInt(bytes.slice(6, 8), 16);
		if ("received" !== direction || requestMask !== (flags & requestMask)) return;
		this.#asked = `EID ${Number.parseInt(bytes.slice(4, 6), 16)}: ${pairsOf(bytes.slice(8, 24))}`;
	}
}

function pairsOf(digits: string): string {
	return Array.from({ length: digits.length / 2 }, (_, index) => digits.slice(2 * index, 2 * index + 2)).join(" ");
}

function run<Result>({ methods }: Activation, name: string): Result {
	return methods[name].run({}, 0) as Result;
}

export default Status;
