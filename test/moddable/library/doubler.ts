// SPDX-License-Identifier: Apache-2.0
// Another project's message type.
import type { Factory } from "modules/device/factory";
import { Reply, type Responder } from "modules/mctp/responder";

const doubler: Responder = Object.freeze({
	type: 0x70,
	versions: Object.freeze([0xf1f0ff00]),
	respond({ request, reply }) {
		const value = request.u16();
		if (request.short) return Reply.drop;
		reply.u32(2 * value);
		return Reply.send;
	},
} satisfies Responder);

const factory: Factory = Object.freeze({
	create: () => ({ responders: [doubler] }),
});

export default factory;
