// SPDX-License-Identifier: Apache-2.0
import { baseSpecification, noMoreSelectors, SetEndpointIdOperation } from "../../modules/control/command.js";
import { Completion } from "../../modules/control/completion.js";
import { nullEid } from "../../modules/mctp/eid.js";
import { VendorType, type VendorId } from "../../modules/mctp/responder.js";
import type ControlClient from "./control-client.js";
import { CompletionError, type CommandName } from "./control-client.js";
import { formatUuid } from "./names.js";

/** A message type, and the versions of its protocol as version words. */
export interface DiscoveredType {
	readonly type: number;
	readonly versions: readonly number[];
}

/** A vendor whose messages are understood. */
export interface DiscoveredVendor extends VendorId {
	/** 0x7E: `id` is a PCI vendor id; 0x7F: an IANA enterprise number. */
	readonly type: number;
}

/** What a bus owner learns of an endpoint. */
export interface Discovery {
	/** EID before one was assigned; 0: none. */
	readonly formerEid: number;
	/** Present EID; 0: none, it was left without. */
	readonly eid: number;
	/** Type byte of Get Endpoint ID. */
	readonly endpointType: number;
	readonly mediumSpecific: number;
	/** 8-4-4-4-12 hexadecimal digits; undefined: it has none. */
	readonly uuid: string | undefined;
	/** Versions of the base specification. */
	readonly baseVersions: readonly number[];
	readonly types: readonly DiscoveredType[];
	readonly vendors: readonly DiscoveredVendor[];
}

/** Set Endpoint ID: assignment status in the first byte of the answer. */
const statusMask = 0x30;

/**
 * Gives the endpoint at the client's physical address the EID `eid`, or leaves it its own if that is undefined, and asks
 * what it is, in the order of a bus owner.
 */
export async function discover(client: ControlClient, eid?: number): Promise<Discovery> {
	const [formerEid] = await ask(client, nullEid, "getEndpointId", 3);
	const assigned = undefined === eid ? formerEid : await assignEid(client, eid);
	const [present, endpointType, mediumSpecific] = await ask(client, assigned, "getEndpointId", 3);
	if (present !== assigned) throw new Error(`the endpoint accepted EID ${assigned}, but calls itself ${present}`);
	const baseVersions = await versions(client, present, baseSpecification);
	const types: DiscoveredType[] = [];
	for (const type of await messageTypes(client, present)) types.push({ type, versions: await versions(client, present, type) });
	const hasVendors = types.some(({ type }) => type >= VendorType.pci);
	return {
		formerEid,
		eid: present,
		endpointType,
		mediumSpecific,
		uuid: await uuid(client, present),
		baseVersions,
		types,
		vendors: hasVendors ? await vendors(client, present) : [],
	};
}

/** Gives the endpoint at the client's physical address an EID; resolves to the one that it took. */
export async function assignEid(client: ControlClient, eid: number): Promise<number> {
	const [status, assigned] = await ask(client, nullEid, "setEndpointId", 3, SetEndpointIdOperation.set, eid);
	if (0 !== (status & statusMask)) throw new Error(`the endpoint rejected EID ${eid} and keeps ${assigned}`);
	return assigned;
}

async function messageTypes(client: ControlClient, eid: number): Promise<Uint8Array> {
	const [count, ...rest] = await ask(client, eid, "getMessageTypeSupport", 1);
	if (rest.length !== count) throw new Error(`getMessageTypeSupport: ${count} types announced, ${rest.length} listed`);
	return Uint8Array.from(rest);
}

async function versions(client: ControlClient, eid: number, type: number): Promise<number[]> {
	const answer = await unless(Completion.unsupportedType, ask(client, eid, "getVersionSupport", 1, type));
	if (undefined === answer) return [];
	const [count] = answer;
	if (answer.length !== 1 + 4 * count) throw new Error(`getVersionSupport: ${count} versions announced in ${answer.length} bytes`);
	return Array.from({ length: count }, (_, index) => view(answer).getUint32(1 + 4 * index));
}

async function vendors(client: ControlClient, eid: number): Promise<DiscoveredVendor[]> {
	const found: DiscoveredVendor[] = [];
	for (let selector = 0; selector !== noMoreSelectors;) {
		const answer = await ask(client, eid, "getVendorDefinedMessageSupport", 6, selector);
		const type = VendorType.pci + answer[1];
		const size = VendorType.pci === type ? 2 : 4;
		if (type > VendorType.iana || answer.length !== 2 + size + 2)
			throw new Error("getVendorDefinedMessageSupport: unknown vendor id format");
		const fields = view(answer);
		found.push({ type, id: 2 === size ? fields.getUint16(2) : fields.getUint32(2), commandSet: fields.getUint16(2 + size) });
		if (answer[0] <= selector) throw new Error(`getVendorDefinedMessageSupport: selector ${answer[0]} follows ${selector}`);
		selector = answer[0];
	}
	return found;
}

async function uuid(client: ControlClient, eid: number): Promise<string | undefined> {
	const answer = await unless(Completion.unsupportedCommand, ask(client, eid, "getEndpointUuid", 16));
	if (undefined === answer) return undefined;
	return formatUuid(answer.subarray(0, 16));
}

/** Answers of fewer bytes than the command has are refused, so that no field is missing. */
async function ask(client: ControlClient, eid: number, name: CommandName, least: number, ...data: number[]): Promise<Uint8Array> {
	const answer = await client.command(eid, name, ...data);
	if (answer.length < least) throw new Error(`${name}: the answer has ${answer.length} bytes after the completion code, expected ${least}`);
	return answer;
}

/** The answer; undefined if it came with this completion code. */
async function unless<Answer>(completion: number, answer: Promise<Answer>): Promise<Answer | undefined> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof CompletionError && completion === error.completion) return undefined;
		throw error;
	}
}

function view(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
