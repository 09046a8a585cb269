// SPDX-License-Identifier: Apache-2.0
import { clock } from "hosts/platform/loop";
import { Figure, type Health } from "../../modules/device/health.js";

/** How a board is that the SDK runs on. The reason that ends a run is kept where a reset leaves it. */
export default function readHealth(): Health {
	const began = clock();
	const ended = fault();
	return Object.freeze({
		reset: reset(),
		fault: ended,
		text: text(),
		figure: (figure: number) => (Figure.uptime === figure ? (clock() - began) >>> 0 : undefined),
		fail(fault: number, text: string): void {
			trace(`mctp-xs: fault ${fault}: ${text}\n`);
			fail(fault, text);
		},
	});
}

function reset(this: void): number {
	return native("xs_board_reset").call(this);
}

function fault(this: void): number {
	return native("xs_board_fault").call(this);
}

/** Forgets fault and text. */
function text(this: void): string {
	return native("xs_board_text").call(this);
}

function fail(this: void, fault: number, text: string): void {
	return native("xs_board_fail").call(this, fault, text);
}
