// SPDX-License-Identifier: Apache-2.0
import { VendorType } from "../../modules/mctp/responder.js";
import { Service, vendorId } from "../../modules/vendor/services.js";
import type Requester from "./requester.js";
import type { Call } from "./requester.js";

/** What a message to the echo service begins with, behind its type byte. */
const head = [vendorId >> 8, vendorId & 0xff, Service.echo] as const;
/** Round trips measured for each size; one more goes ahead of them, so that code and buffers are warm. */
const rounds = 15;

/** How long messages of a size take to go there and come back. */
export interface EchoTime {
	/** Bytes of payload behind the vendor id and the service byte. */
	readonly size: number;
	/** Median, in milliseconds. */
	readonly roundTrip: number;
}

/** Sends `size` bytes to an echo service several times; rejects if other bytes come back. */
export async function measureEcho(requester: Requester, port: number, eid: number, size: number): Promise<EchoTime> {
	const body = Uint8Array.from({ length: head.length + size }, (_, index) => head[index] ?? index - head.length);
	const call: Call = { port, eid, type: VendorType.pci, body };
	const times: number[] = [];
	for (let round = 0; round <= rounds; round++) {
		const since = performance.now();
		const answer = await requester.request(call);
		times.push(performance.now() - since);
		if (0 !== Buffer.compare(answer, body)) throw new Error(`echo of ${size} bytes: ${answer.length - head.length} other bytes came back`);
	}
	times.shift();
	times.sort((left, right) => left - right);
	return { size, roundTrip: times[rounds >> 1] };
}
