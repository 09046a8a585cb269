// SPDX-License-Identifier: Apache-2.0
// A device behind the USB driver of a board: what comes back is compared, and nothing is allocated.
import { chunks, collect, collections, print, slots } from "host";
import UsbPort from "../../../hosts/common/usb/port.js";
import Control from "../../../modules/control/responder.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import TestServices from "../../../modules/vendor/services.js";
import { bytes } from "../../support/text.js";
import { rising } from "../../tables/table.js";
import equal from "./fixtures/equal.js";
import UsbHost, { deliver, interrupt, misuses } from "./fixtures/usb-host.js";

const rounds = 1000;

/** Transfers of the USB host, with the answer of each, without sequence numbers. EID 8 asks; the device has EID 9. */
const exchanges: readonly (readonly [string, string])[] = [
	["1ab4000b 010908c8 008002", "1ab4000f 010809c0 000002 00 09 02 00"],
	["1ab4000b 010908c9 008105", "1ab4000f 010809c1 000105 00 02 00 7e"],
	[`1ab40034 010908ca 7eccdef0${rising(1, 40)}`, `1ab40034 010809c2 7eccdef0${rising(1, 40)}`],
	[
		`1ab4004c 0109088b 7eccdef0${rising(1, 64)} 1ab40018 0109085b ${rising(65, 16)}`,
		`1ab40048 01080983 7eccdef0${rising(1, 60)} 1ab4001c 01080943 ${rising(61, 20)}`,
	],
];

export default function usbPort(): void {
	let woken = false;
	const port = new UsbPort(1, () => (woken = true));
	const endpoint = new Endpoint({ ports: [{ ...ported(port), eid: 9 }] });
	endpoint.responders.add(new Control({ endpoint }));
	endpoint.responders.add(new TestServices(endpoint));
	port.serve(endpoint, 0, { manufacturer: "", product: "device", serialNumber: "7" } as Parameters<UsbPort["serve"]>[2]);
	const host = new UsbHost();
	const requests = exchanges.map(([request]) => Uint8Array.from(bytes(request)));
	const answers = exchanges.map(([, answer]) => bytes(answer));
	const memory = new Uint8Array(640);
	const turn = () => {
		while (deliver());
		if (!woken) return;
		woken = false;
		port.pump(0);
		endpoint.tick(0);
		interrupt();
	};
	const ask = (index: number): number => {
		const request = requests[index];
		host.send(request, request.length);
		turn();
		return host.receive(memory);
	};
	port.pump(0);
	host.enumerate();
	turn();
	for (let index = 0; index < exchanges.length; index++) {
		equal(ask(index), answers[index].length, `answer ${index}`);
		equal(unnumbered(memory.slice(0, answers[index].length)), answers[index].join(), `bytes of answer ${index}`);
	}
	collect();
	const garbage = collections();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	let good = 0;
	for (let round = 0; round < rounds; round++)
		for (let index = 0; index < exchanges.length; index++) if (ask(index) === answers[index].length) good++;
	const slotsAfter = slots();
	const chunksAfter = chunks();
	equal(good, rounds * exchanges.length, "answers");
	equal(slotsAfter - slotsBefore, 0, "slots allocated");
	equal(chunksAfter - chunksBefore, 0, "chunk bytes allocated");
	equal(collections() - garbage, 0, "garbage collections");
	equal(misuses(), 0, "what the manual forbids");
	print(`${good} exchanges over USB: 0 slots, 0 chunk bytes, 0 collections`);
}

/** The packets of a transfer without their sequence numbers, which go on from answer to answer. */
function unnumbered(transfer: Uint8Array): string {
	for (let at = 0; at < transfer.length; at += transfer[at + 3]) transfer[at + 7] &= 0xcf;
	return transfer.join();
}

/** What the endpoint needs of it; a class's accessors do not spread. */
function ported({ network, receiveUnit, transmissionUnit, largestUnit, frames, wake }: UsbPort) {
	return { network, receiveUnit, transmissionUnit, largestUnit, frames, wake };
}
