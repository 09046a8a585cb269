// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../device/factory.js";
import type Fields from "../device/fields.js";
import RateLimiter from "./rate-limiter.js";
import Rates from "./rates.js";

/** Packets a second, and in a row. */
const highestRate = 1_000_000;
const usualRate = 10_000;
const longestBurst = 255;
const usualBurst = 8;

/**
 * The limits that peers may set to what the device sends, if its section has them.
 * @setup
 */
export function rateLimits(
	fields: Fields | undefined,
	{ front, ports, memory }: Context,
): { limiter: RateLimiter; rates: Rates } | undefined {
	const section = fields?.section("rateLimit");
	if (undefined === section) return undefined;
	const most = section.whole("most", 1, highestRate) ?? usualRate;
	const least = section.whole("least", 1, highestRate) ?? 1;
	const burst = section.whole("burst", 1, longestBurst) ?? usualBurst;
	section.end();
	if (least > most) throw section.error("is higher than most", "least");
	const limiter = new RateLimiter(front, ports.length, Object.freeze({ least, most, burst }));
	return { limiter, rates: new Rates(limiter, memory.slots * memory.messageSize) };
}
