// SPDX-License-Identifier: Apache-2.0
import type { Health } from "../../modules/device/health.js";

/** How the board and its machine are. */
export default function readHealth(): Health {
	return Object.freeze({ reset: reset(), fault: fault(), text: text(), figure, fail });
}

function reset(this: void): number {
	return native("xs_health_reset").call(this);
}

function fault(this: void): number {
	return native("xs_health_fault").call(this);
}

function text(this: void): string {
	return native("xs_health_text").call(this);
}

function figure(this: void, figure: number): number | undefined {
	return native("xs_health_figure").call(this, figure);
}

/** Keeps the reason and resets. */
function fail(this: void, fault: number, text: string): never {
	return native("xs_health_fail").call(this, fault, text) as never;
}
