// SPDX-License-Identifier: Apache-2.0
import type Reader from "../wire/reader.js";
import type Writer from "../wire/writer.js";
import { Completion } from "./completion.js";
import Uuid from "./uuid.js";

/** An endpoint that a bus owner or bridge knows. */
export interface DirectoryEntry {
	readonly eid: number;
	/** EID of the bridge to go through; the endpoint's own where there is none. */
	readonly bridge?: number;
	readonly uuid?: string;
	/** Physical transport binding id (DSP0239). */
	readonly binding: number;
	/** Physical medium id (DSP0239). */
	readonly medium: number;
	/** Physical address, most significant byte first. */
	readonly address: readonly number[];
}

const lastHandle = 0xff;

/** What a bus owner or bridge tells about other endpoints: Resolve Endpoint ID and Resolve UUID (DSP0236 12.9, 12.18). */
class Directory {
	readonly #entries: readonly DirectoryEntry[];
	readonly #uuids: readonly (Uuid | undefined)[];

	/** Throws RangeError for a malformed UUID. */
	constructor(entries: readonly DirectoryEntry[]) {
		this.#entries = entries;
		this.#uuids = entries.map(({ uuid }) => (undefined === uuid ? undefined : new Uuid(uuid)));
	}

	/** Answers Resolve Endpoint ID: the bridge's EID and physical address. */
	resolveEndpointId(request: Reader, reply: Writer): number {
		const eid = request.u8();
		for (let index = 0; index < this.#entries.length; index++) {
			const entry = this.#entries[index];
			if (entry.eid !== eid) continue;
			reply.u8(entry.bridge ?? eid);
			for (let at = 0; at < entry.address.length; at++) reply.u8(entry.address[at]);
			return Completion.success;
		}
		return Completion.invalidData;
	}

	/** Answers Resolve UUID: one endpoint for each entry handle, in the order of the entries. */
	resolveUuid(request: Reader, reply: Writer): number {
		const start = request.position;
		request.skip(16);
		let skip = request.u8();
		const end = request.position;
		let found: DirectoryEntry | undefined = undefined;
		let handle = 0;
		let next = lastHandle;
		for (let index = 0; index < this.#entries.length; index++) {
			request.position = start;
			if (!this.#uuids[index]?.matches(request)) continue;
			if (undefined !== found) {
				next = handle;
				break;
			}
			handle++;
			if (0 === skip--) found = this.#entries[index];
		}
		request.position = end;
		if (undefined === found) return Completion.invalidData;
		reply.u8(next);
		reply.u8(1);
		reply.u8(found.eid);
		reply.u8(found.binding);
		reply.u8(found.medium);
		reply.u8(found.address.length);
		for (let at = 0; at < found.address.length; at++) reply.u8(found.address[at]);
		return Completion.success;
	}
}

Object.freeze(Directory.prototype);
export default Directory;
