// SPDX-License-Identifier: Apache-2.0
import Decoder from "../trace/decoder.js";
import { formatPacket } from "../trace/format.js";
import type { TracedPacket } from "../trace/packet.js";
import { formatEvent } from "./format.js";

type Value = Readonly<Record<string, unknown>>;

/** What events say, in a line for a person: packets decoded, anything else as it is. */
class EventText {
	readonly #decoder = new Decoder();

	format(value: Value): string {
		const packet = packetOf(value);
		return undefined === packet ? formatEvent(value) : formatPacket(this.#decoder.decode(packet));
	}
}

/** The packet that the endpoint's event tells of; undefined: it is another event. */
function packetOf({ name, direction, verdict, physical, bytes }: Value): TracedPacket | undefined {
	if ("string" !== typeof name || "string" !== typeof verdict || "string" !== typeof bytes) return undefined;
	if ("received" !== direction && "sent" !== direction) return undefined;
	const passed = "received" === verdict || "sent" === verdict;
	return {
		port: name,
		direction,
		dropped: passed ? undefined : verdict,
		physical: Number(physical),
		bytes: Buffer.from(bytes, "hex"),
	};
}

export default EventText;
