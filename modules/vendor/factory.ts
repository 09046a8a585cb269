// SPDX-License-Identifier: Apache-2.0
import type { Context, Factory, Part } from "../device/factory.js";
import type Fields from "../device/fields.js";
import { VendorType, type Responder } from "../mctp/responder.js";
import Messages, { type FixedExchange } from "./messages.js";
import TestServices from "./services.js";

/** Most vendors, exchanges of one, bytes of a request or answer, and milliseconds before an answer, which is given up after 6 s. */
export const limits = Object.freeze({ vendors: 32, exchanges: 256, bytes: 4096, delay: 5000 } as const);
const longestPciId = 0xffff;
const longestIanaId = 0xffffffff;
const longestCommandSet = 0xffff;

/** The section `vendor`: test services, and messages with fixed answers. */
const vendor: Factory = Object.freeze({ create });

/** @setup */
function create(profile: Fields, context: Context): Part | undefined {
	const fields = profile.section("vendor");
	if (undefined === fields) return undefined;
	const responders: Responder[] = [];
	const services = fields.section("services");
	const echo = services?.flag("echo") ?? false;
	const bench = services?.flag("bench") ?? false;
	const diagnostics = services?.flag("diagnostics") ?? false;
	services?.end();
	if (echo || bench || diagnostics) {
		const health = diagnostics ? context.health : undefined;
		responders.push(new TestServices(context.endpoint, { echo, bench, diagnostics: health }));
	}
	for (const entry of fields.list("messages", limits.vendors) ?? []) {
		const messages = messagesOf(entry, context);
		if (responders.some(({ type, vendor: other }) => type === messages.type && other!.id === messages.vendor.id))
			throw entry.error("this vendor has messages already, or the test services use it: one place a vendor");
		responders.push(messages);
	}
	fields.end();
	return { responders };
}

/** @setup */
function messagesOf(fields: Fields, context: Context): Messages {
	const pci = fields.whole("pci", 0, longestPciId);
	const iana = fields.whole("iana", 0, longestIanaId);
	const id = pci ?? iana;
	if (undefined === id || (undefined !== pci && undefined !== iana)) throw fields.error('needs either "pci" or "iana"');
	const commandSet = fields.whole("commandSet", 0, longestCommandSet) ?? 0;
	const head = undefined === pci ? 5 : 3;
	const rows = fields.required("exchanges", fields.list("exchanges", limits.exchanges));
	const exchanges = rows.map((row) => exchangeOf(row, head, context));
	fields.end();
	return new Messages(context.endpoint, {
		type: undefined === pci ? VendorType.iana : VendorType.pci,
		vendor: Object.freeze({ id, commandSet }),
		exchanges,
		most: context.memory.exchanges,
	});
}

/**
 * `head` are the bytes of a message before those of the exchange.
 * @setup
 */
function exchangeOf(fields: Fields, head: number, { memory }: Context): FixedExchange {
	const { answerSize, largeAnswers, messageSize } = memory;
	fields.text("name");
	const request = fields.bytes("request", limits.bytes);
	const answer = fields.isNull("answer") ? null : fields.required("answer", fields.bytes("answer", limits.bytes));
	const delay = fields.whole("delay", 0, limits.delay);
	fields.end();
	const room = largeAnswers > 0 ? Math.max(answerSize, messageSize) : answerSize;
	if (null !== answer && head + answer.length > room)
		throw fields.error(`has ${answer.length} bytes, and there is memory for ${room - head}: raise memory.messageSize`, "answer");
	if (null !== answer && answer.some((byte, index) => byte < 0 && index >= (request?.length ?? 0)))
		throw fields.error("asks for a byte of the request that is not there", "answer");
	return Object.freeze({ request, answer, delay });
}

export default vendor;
