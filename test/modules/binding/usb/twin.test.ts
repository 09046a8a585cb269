// SPDX-License-Identifier: Apache-2.0
// The table that hosts/common/native/usb-transfer.c is held to as well (test/native/usb-twin.test.c).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import Usb, { largestUnit } from "../../../../modules/binding/usb/usb.js";
import type { Packets } from "../../../../modules/mctp/packets.js";

const table = readFileSync(join(import.meta.dirname, "../../../native/tables/usb-transfers.txt"), "utf8");
const rows = table.trim().split("\n");

/** Pieces as they come, each as hexadecimal digits or a dash; then the packets in them, and the counters. */
function taken(packetSize: number, pieces: readonly string[]): string {
	const packets: string[] = [];
	const memory = new Uint8Array(Usb.frames);
	const port = { receiveUnit: largestUnit, transmissionUnit: 64, frames: Usb.frames };
	const receive = (_port: number, _now: number, offset: number, length: number) =>
		void packets.push(Buffer.from(memory.slice(offset, offset + length)).toString("hex"));
	const usb = new Usb({ memory, port: () => ({ ...port, port, frames: 0 }), receive, link() {} } as unknown as Packets, 0, packetSize);
	for (const piece of pieces) {
		const bytes = Buffer.from("-" === piece ? "" : piece, "hex");
		memory.set(bytes, usb.input);
		usb.receive(0, bytes.length);
	}
	return [packetSize, pieces.join(","), packets.join(",") || "-", ...usb.counters].join(" ");
}

it.each(rows)("%#", (row) => {
	const [packetSize, pieces] = row.split(" ");
	expect(taken(Number(packetSize), pieces.split(","))).toBe(row);
});
