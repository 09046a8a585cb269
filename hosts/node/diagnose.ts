// SPDX-License-Identifier: Apache-2.0
import { Fault, faultNames, figureNames, resetReasonNames } from "../../modules/device/health.js";
import { VendorType } from "../../modules/mctp/responder.js";
import { DiagnosticsCommand, layout, notCounted } from "../../modules/vendor/diagnostics.js";
import { Service, vendorId } from "../../modules/vendor/services.js";
import type Requester from "./requester.js";
import printable from "./printable.js";
import formatTable from "./table.js";

/** How the machine is that an endpoint runs on. */
export interface Diagnosis {
	/** Name of a `ResetReason`, and of the `Fault` that ended the run before; a number, if a later version has added it. */
	readonly reset: string;
	readonly fault: string;
	readonly text: string;
	/** By name, as far as they are counted. */
	readonly figures: Readonly<Record<string, number>>;
}

const head = [vendorId >> 8, vendorId & 0xff, Service.diagnostics] as const;
/** Head, command, layout, reset reason, fault, number of figures. */
const fixedLength = head.length + 5;
const figureLength = 4;

/** Asks an endpoint's diagnostics service. */
export async function diagnose(requester: Requester, eid: number): Promise<Diagnosis> {
	const body = Uint8Array.of(...head, DiagnosticsCommand.read);
	const answer = await requester.request({ port: 0, eid, type: VendorType.pci, body });
	const [version, reset, fault, count] = answer.subarray(body.length);
	const end = fixedLength + figureLength * count;
	if (0 !== Buffer.compare(answer.subarray(0, body.length), body) || version !== layout || answer.length < end)
		throw new Error("the answer is no diagnosis that this version knows");
	const view = new DataView(answer.buffer, answer.byteOffset, answer.length);
	const values = figureNames
		.slice(0, count)
		.map((name, index) => [name, view.getUint32(fixedLength + figureLength * index, true)] as const);
	return {
		reset: resetReasonNames[reset] ?? String(reset),
		fault: faultNames[fault] ?? String(fault),
		text: Buffer.from(answer.subarray(end)).toString("latin1"),
		figures: Object.fromEntries(values.filter(([, value]) => notCounted !== value)),
	};
}

/** For a person. */
export function formatDiagnosis({ reset, fault, text, figures }: Diagnosis, strong: (text: string) => string): string {
	const { uptime, starts, slotSize, slotsUsed, slotsPeak, slots, collections, overruns } = figures;
	const rows: string[][] = [];
	const row = (name: string, text: string, known: number | undefined = 0) => undefined !== known && rows.push([name, text]);
	const used = (name: string, part: string, peak: string, all: string) =>
		row(
			name,
			`${figures[part] ?? figures[peak]} of ${figures[all]} bytes${part in figures ? `, ${figures[peak]} at most` : " at most"}`,
			figures[all],
		);
	row("Runs", `for ${(uptime / 1000).toFixed(3)} s`, uptime);
	row("Run", `${starts} since power-on`, starts);
	row("Began by", reset);
	row("Run before", faultNames[Fault.none] === fault ? "no fault" : `${fault}: ${printable(text)}`);
	row("Slots", `${slotsUsed} of ${slots}, ${slotsPeak} at most, of ${slotSize} bytes`, slots);
	used("Chunks", "chunksUsed", "chunksPeak", "chunks");
	row("Garbage", `collected ${collections} times`, collections);
	used("Stack of XS", "", "stackPeak", "stack");
	used("Native stack", "", "nativePeak", "nativeStack");
	row("Overruns", `${overruns} bytes lost`, overruns);
	return formatTable(rows, strong);
}
