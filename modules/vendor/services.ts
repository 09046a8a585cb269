// SPDX-License-Identifier: Apache-2.0
import type { Health } from "../device/health.js";
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { Reply, VendorType, type Responder, type VendorId } from "../mctp/responder.js";
import Bench from "./bench.js";
import Diagnostics from "./diagnostics.js";

/** The PCI vendor id under which Code Construct's tools talk. */
export const vendorId = 0xccde;
/** The byte behind the vendor id. Those tools know the first two; the third is this project's own. */
export const Service = Object.freeze({ echo: 0xf0, bench: 0xf1, diagnostics: 0xf2 } as const);

export interface TestServicesOptions {
	/** true */
	echo?: boolean;
	/** true */
	bench?: boolean;
	/** Of whose health the diagnostics service tells; left out: there is no such service. */
	diagnostics?: Health;
}

/** Type byte, vendor id and service byte. */
const headLength = 4;

/**
 * The test services that stock Linux tools expect behind an endpoint: `mctp-req` gets its message back from the echo
 * service, `mctp-bench` measures with the bench service. Beside them the diagnostics of the machine.
 */
class TestServices implements Responder {
	readonly type = VendorType.pci;
	readonly vendor: VendorId = Object.freeze({ id: vendorId, commandSet: 0 });
	readonly versions: readonly number[] = Object.freeze([0xf1f0ff00]);
	readonly #endpoint: Endpoint;
	readonly #echoes: boolean;
	readonly #bench: Bench | undefined;
	readonly #diagnostics: Diagnostics | undefined;

	/** Takes one of the endpoint's request handles for the bench service. */
	constructor(endpoint: Endpoint, { echo = true, bench = true, diagnostics }: TestServicesOptions = {}) {
		this.#endpoint = endpoint;
		this.#echoes = echo;
		this.#bench = bench ? new Bench(endpoint, vendorId, Service.bench) : undefined;
		this.#diagnostics = undefined === diagnostics ? undefined : new Diagnostics(endpoint, diagnostics, vendorId, Service.diagnostics);
	}

	respond(exchange: Exchange, now: number): Reply {
		const { request } = exchange;
		request.skip(2);
		switch (request.u8()) {
			case Service.echo:
				return this.#echoes ? this.#echo(exchange) : Reply.drop;
			case Service.bench:
				return this.#bench?.respond(exchange, now) ?? Reply.drop;
			case Service.diagnostics:
				return this.#diagnostics?.respond(exchange) ?? Reply.drop;
		}
		return Reply.drop;
	}

	sent(exchange: Exchange, now: number): void {
		if (exchange.note > 0) this.#bench?.sent(exchange, now);
		else if (exchange.note < 0) this.#diagnostics?.sent(exchange);
	}

	/** The whole message goes back as it came. */
	#echo(exchange: Exchange): Reply {
		const { request, reply } = exchange;
		const from = request.position - headLength + 1;
		const length = request.end - from;
		if (!this.#endpoint.enlarge(exchange, length + 1)) return Reply.drop;
		reply.copy(from, length);
		return Reply.send;
	}
}

Object.freeze(TestServices.prototype);
export default TestServices;
