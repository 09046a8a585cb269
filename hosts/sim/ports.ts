// SPDX-License-Identifier: Apache-2.0
import type { Packets } from "../../modules/mctp/packets.js";
import type { PlatformPort } from "../common/port.js";

/** A bus owner's messages to a new endpoint, as packets from EID 8: with the control protocol's header, to the null EID first. */
const discovery = Object.freeze([
	Object.freeze({ name: "Get Endpoint ID", packet: Object.freeze([0x01, 0x00, 0x08, 0xc8, 0x00, 0x80, 0x02]) }),
	Object.freeze({ name: "Set Endpoint ID", packet: Object.freeze([0x01, 0x00, 0x08, 0xc9, 0x00, 0x81, 0x01, 0x00, 0x09]) }),
	Object.freeze({ name: "Get Message Type Support", packet: Object.freeze([0x01, 0x09, 0x08, 0xca, 0x00, 0x82, 0x05]) }),
]);

/** A link inside this process, with a bus owner on it that discovers the endpoint once and prints what it says. */
class Loop implements PlatformPort {
	readonly network = 1;
	readonly receiveUnit = 64;
	readonly transmissionUnit = 64;
	readonly frames = 68;

	wake(): void {}

	serve(packets: Packets, index: number): void {
		const { memory } = packets;
		const { frames } = packets.port(index);
		for (const { name, packet } of discovery) {
			memory.set(packet, frames);
			packets.receive(index, 0, frames, packet.length, 0);
			const length = packets.transmit(index, 0, frames, this.frames);
			packets.transmitted(index, 0, true);
			trace(`${name}: ${length ? hexadecimal(memory.slice(frames, frames + length)) : "no answer"}\n`);
		}
	}
}

function hexadecimal(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

export default function open(): readonly PlatformPort[] {
	return [new Loop()];
}
