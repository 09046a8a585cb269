// SPDX-License-Identifier: Apache-2.0
import { figureNames } from "../../modules/device/health.js";
import type { Guest } from "../linux/guest.js";

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

/** What EID 9 tells a guest. */
export async function askReport(guest: Guest): Promise<Report> {
	const [eid, ...bytes] = (await guest.output("mctptool req 1 9 0x7e ccdef200")).split(" ");
	const service = bytes.splice(0, 4).join(" ");
	if ("9:" !== eid || "cc de f2 00" !== service) throw new Error(`no diagnostics: ${eid} ${service}`);
	return readReport(bytes.map((byte) => parseInt(byte, 16)));
}
