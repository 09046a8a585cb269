// SPDX-License-Identifier: Apache-2.0
import { logPages } from "../../../modules/nvme-mi/admin/logs.js";
import { Admin, identify, pageSize, Cns } from "./admin.js";
import type NvmeMiClient from "./client.js";
import { viewOf } from "./decode.js";
import { AnswerError, CompletionError } from "./errors.js";

/** Which log page, and how. */
export interface LogOf {
	readonly controller?: number;
	readonly namespace?: number;
	/** Log specific parameter and identifier. */
	readonly parameter?: number;
	readonly id?: number;
	/** What the page tells of is over once it was read (Retain Asynchronous Event is clear). */
	readonly clearing?: boolean;
	/** First byte; 0 */
	readonly offset?: number;
	/** So much of it has been read. */
	onProgress?(bytes: number, total: number): void;
}

const retain = 0x8000;

/** Get Log Page: `length` bytes, in pieces of 4096. The last one only is asked for with Retain Asynchronous Event clear, if at all. */
export async function readLog(client: NvmeMiClient, page: number, length: number, of: LogOf = {}): Promise<Uint8Array> {
	const { controller, namespace, parameter = 0, id = logPages[page]?.specific ?? 0, clearing = false, offset: first = 0, onProgress } = of;
	const whole = (length + 3) & ~3;
	const bytes = new Uint8Array(whole);
	for (let done = 0; done < whole;) {
		const piece = Math.min(pageSize, whole - done);
		const dwords = piece / 4 - 1;
		const last = done + piece === whole;
		const offset = first + done;
		const dword10 = (page | (parameter << 8) | (clearing && last ? 0 : retain) | (dwords << 16)) >>> 0;
		const dword13 = Math.floor(offset / 0x100000000);
		bytes.set(
			await client.read(Admin.getLogPage, piece, {
				controller,
				namespace,
				dword10,
				dword11: (id << 16) >>> 0,
				dword12: offset >>> 0,
				dword13,
			}),
			done,
		);
		done += piece;
		onProgress?.(done, whole);
	}
	return bytes.subarray(0, length);
}

const persistentEvents = 0x0d;
const establish = 1;
const release = 2;
/** Status of a completion: there is a reporting context already. */
const sequenceError = 0x00c;

/**
 * Reads from a page. The Persistent Event Log is read in a reporting context (NVMe Base 2.0, 5.16.1.13): it is established before, and released
 * afterwards, if nobody else has one.
 */
export async function inContext<Value>(client: NvmeMiClient, controller: number, page: number, read: () => Promise<Value>): Promise<Value> {
	if (persistentEvents !== page) return read();
	try {
		await readLog(client, page, 4, { controller, parameter: establish });
	} catch (error) {
		if (!(error instanceof CompletionError) || sequenceError !== error.status) throw error;
		return read();
	}
	try {
		return await read();
	} finally {
		await client.admin(Admin.getLogPage, { controller, dword10: page | (release << 8) | retain });
	}
}

/** Log pages that a controller has, by its own account. */
export async function supportedLogs(client: NvmeMiClient, controller: number): Promise<number[]> {
	const view = viewOf(await readLog(client, 0x00, 1024, { controller }));
	return Array.from({ length: 256 }, (_, id) => id).filter((id) => 0 !== (view.getUint32(4 * id, true) & 1));
}

/** Names of pages that the device's own table does not have. */
const otherNames: Readonly<Record<number, string>> = Object.freeze({
	0x0a: "Predictable Latency Per NVM Set",
	0x0b: "Predictable Latency Event Aggregate",
	0x0c: "Asymmetric Namespace Access",
	0x0e: "LBA Status Information",
	0x0f: "Endurance Group Event Aggregate",
	0x10: "Media Unit Status",
	0x11: "Supported Capacity Configuration List",
	0x15: "Boot Partition",
	0x16: "Rotational Media Information",
	0x17: "Dispersed Namespace Participating NVM Subsystems",
	0x18: "Management Address List",
	0x19: "Physical Interface Receiver Eye Opening Measurement",
	0x1a: "Reachability Groups",
	0x1b: "Reachability Associations",
	0x1c: "Changed Allocated Namespace List",
	0x80: "Reservation Notification",
});

export function logName(page: number): string {
	return logPages[page]?.name ?? otherNames[page] ?? (page >= 0xc0 ? "specific to the vendor" : "unknown");
}

const errorEntry = 64;
const unit = 512;
/** Bytes of a page whose size nobody tells. */
const usualSize = 512;
/** Sizes that a page or Identify Controller tells. */
const sizes: Readonly<Record<number, (client: NvmeMiClient, controller: number) => Promise<number>>> = Object.freeze({
	0x01: async (client, controller) => errorEntry * (1 + (await identify(client, Cns.controller, { controller }))[262]),
	0x07: telemetrySize(0x07),
	0x08: telemetrySize(0x08),
	0x0d: async (client, controller) => {
		const header = await readLog(client, 0x0d, unit, { controller });
		return Number(viewOf(header).getBigUint64(8, true));
	},
});

/** Header and data areas 1 to 3. */
function telemetrySize(page: number) {
	return async (client: NvmeMiClient, controller: number) => {
		const header = viewOf(await readLog(client, page, unit, { controller }));
		return unit * (1 + Math.max(header.getUint16(8, true), header.getUint16(10, true), header.getUint16(12, true)));
	};
}

/** Bytes of the largest page that is read as a whole. */
const largest = 0x4000000;

/** Bytes of a whole page. */
export async function logSize(client: NvmeMiClient, controller: number, page: number): Promise<number> {
	const size = (await sizes[page]?.(client, controller)) ?? logPages[page]?.size ?? usualSize;
	if (size > largest)
		throw new AnswerError("Get Log Page", `the page says that it has ${size} bytes, at most ${largest} are read at a time`);
	return size;
}
