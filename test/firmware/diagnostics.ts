// SPDX-License-Identifier: Apache-2.0
import { figureNames } from "../../modules/device/health.js";

/** What the diagnostic message tells. */
export interface Report {
	readonly reset: number;
	readonly fault: number;
	readonly text: string;
	/** By name. */
	readonly figures: Readonly<Record<string, number>>;
}

/** `bytes`: those behind vendor id, service and command. */
export function readReport(bytes: readonly number[]): Report {
	const [layout, reset, fault, count] = bytes;
	if (1 !== layout) throw new Error(`diagnostics of layout ${layout}`);
	const view = new DataView(Uint8Array.from(bytes).buffer);
	const figures = figureNames.slice(0, count).map((name, index) => [name, view.getUint32(4 + 4 * index, true)] as const);
	return { reset, fault, text: String.fromCharCode(...bytes.slice(4 + 4 * count)), figures: Object.fromEntries(figures) };
}
