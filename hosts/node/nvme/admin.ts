// SPDX-License-Identifier: Apache-2.0
// NVMe Admin commands (NVMe Base 2.0, 5), with their fields.
import type NvmeMiClient from "./client.js";
import { decode, viewOf, type Values } from "./decode.js";
import { identifyController, identifyNamespace } from "./structures.js";

/** Opcodes. */
export const Admin = Object.freeze({
	getLogPage: 0x02,
	identify: 0x06,
	setFeatures: 0x09,
	getFeatures: 0x0a,
	namespaceManagement: 0x0d,
	firmwareCommit: 0x10,
	firmwareDownload: 0x11,
	deviceSelfTest: 0x14,
	namespaceAttachment: 0x15,
	lockdown: 0x24,
	formatNvm: 0x80,
	securitySend: 0x81,
	securityReceive: 0x82,
	sanitize: 0x84,
} as const);

/** Every namespace, in a field for one. */
export const allNamespaces = 0xffffffff;
/** Bytes of most structures, and of the largest piece of data in a message. */
export const pageSize = 4096;

/** What Identify is of. */
export interface IdentifyOf {
	readonly controller?: number;
	readonly namespace?: number;
	/** First controller of a list. */
	readonly first?: number;
	/** CNS specific identifier: NVM set, domain or endurance group. */
	readonly id?: number;
	/** Command set; 0: NVM */
	readonly commandSet?: number;
}

/** Identify: `length` bytes from `offset` on. */
export function identify(client: NvmeMiClient, cns: number, of: IdentifyOf = {}, length = pageSize, offset = 0): Promise<Uint8Array> {
	const { controller, namespace, first = 0, id = 0, commandSet = 0 } = of;
	const dword10 = (cns | (first << 16)) >>> 0;
	return client.read(Admin.identify, length, { controller, namespace, dword10, dword11: (id | (commandSet << 24)) >>> 0, offset });
}

export async function readIdentifyController(client: NvmeMiClient, controller: number): Promise<Values> {
	return decode(await identify(client, 0x01, { controller }), identifyController);
}

/** Structures of Identify by name. */
export const Cns = Object.freeze({
	namespace: 0x00,
	controller: 0x01,
	activeNamespaces: 0x02,
	descriptors: 0x03,
	allocatedNamespaces: 0x10,
	allocatedNamespace: 0x11,
	attachedControllers: 0x12,
	controllers: 0x13,
} as const);

/** Identify Namespace of a namespace that is allocated, whether attached or not: as bytes and as fields. */
export async function readNamespace(
	client: NvmeMiClient,
	controller: number,
	namespace: number,
): Promise<{ bytes: Uint8Array; fields: Values }> {
	const bytes = await identify(client, Cns.allocatedNamespace, { controller, namespace });
	return { bytes, fields: decode(bytes, identifyNamespace) };
}

/** Identifiers of namespaces: those attached to the controller, or all that are allocated. */
export async function listNamespaces(client: NvmeMiClient, controller: number, cns: number = Cns.activeNamespaces): Promise<number[]> {
	const found: number[] = [];
	for (;;) {
		const view = viewOf(await identify(client, cns, { controller, namespace: found.at(-1) ?? 0 }));
		const before = found.length;
		for (let at = 0; at < pageSize; at += 4) {
			const id = view.getUint32(at, true);
			if (id <= (found.at(-1) ?? 0)) break; /* 0 ends the list; identifiers go up */
			found.push(id);
		}
		if (found.length - before < pageSize / 4) return found;
	}
}

/** A list of controllers, as Identify has it. */
export async function listControllers(
	client: NvmeMiClient,
	controller: number,
	cns: number = Cns.controllers,
	namespace = 0,
): Promise<number[]> {
	return controllersOf(await identify(client, cns, { controller, namespace }));
}

export function controllersOf(list: Uint8Array): number[] {
	const view = viewOf(list);
	const count = Math.min(view.getUint16(0, true), (list.length - 2) >> 1);
	return Array.from({ length: count }, (_, index) => view.getUint16(2 + 2 * index, true));
}

/** What Get Features tells: the present value, the one after a reset, the saved one, what can be done with it. */
export const Select = Object.freeze({ current: 0, default: 1, saved: 2, capabilities: 3 } as const);

/** Bytes of the data of those features that have some. */
const featureData: Readonly<Record<number, number>> = Object.freeze({ 0x0e: 8 });

/** A feature: dword 0 of the completion, and its data. */
export async function getFeature(
	client: NvmeMiClient,
	feature: number,
	select: number,
	of: { readonly controller?: number; readonly namespace?: number; readonly dword11?: number; readonly length?: number } = {},
): Promise<{ value: number; data: Uint8Array }> {
	const { length = Select.capabilities === select ? 0 : (featureData[feature] ?? 0), ...rest } = of;
	const { result, data } = await client.admin(Admin.getFeatures, { ...rest, dword10: feature | (select << 8), length });
	return { value: result, data };
}

const save = 0x80000000;

export async function setFeature(
	client: NvmeMiClient,
	feature: number,
	value: number,
	of: { readonly controller?: number; readonly namespace?: number; readonly saved?: boolean; readonly data?: Uint8Array } = {},
): Promise<number> {
	const { saved = false, ...rest } = of;
	const dword10 = (feature | (saved ? save : 0)) >>> 0;
	return (await client.admin(Admin.setFeatures, { ...rest, dword10, dword11: value })).result;
}

/** What a new namespace is like. */
export interface NewNamespace {
	/** Logical blocks. */
	readonly blocks: number;
	/** Which format; 0 */
	readonly format?: number;
	/** Several controllers may have it. */
	readonly shared?: boolean;
}

/** Creates a namespace; resolves to its identifier. No controller has it yet. */
export async function createNamespace(
	client: NvmeMiClient,
	controller: number,
	{ blocks, format = 0, shared = false }: NewNamespace,
): Promise<number> {
	const data = new Uint8Array(pageSize);
	const view = viewOf(data);
	view.setBigUint64(0, BigInt(blocks), true);
	view.setBigUint64(8, BigInt(blocks), true);
	data[26] = (format & 0x0f) | ((format & 0x30) << 1);
	data[30] = shared ? 1 : 0;
	return (await client.admin(Admin.namespaceManagement, { controller, data })).result;
}

export async function deleteNamespace(client: NvmeMiClient, controller: number, namespace: number): Promise<void> {
	await client.admin(Admin.namespaceManagement, { controller, namespace, dword10: 1 });
}

/** Gives a namespace to controllers, or takes it away from them: all or none. */
export async function attachNamespace(
	client: NvmeMiClient,
	controller: number,
	namespace: number,
	to: readonly number[],
	attached: boolean,
): Promise<void> {
	const data = new Uint8Array(pageSize);
	const view = viewOf(data);
	view.setUint16(0, to.length, true);
	[...to].sort((left, right) => left - right).forEach((id, index) => view.setUint16(2 + 2 * index, id, true));
	await client.admin(Admin.namespaceAttachment, { controller, namespace, dword10: attached ? 0 : 1, data });
}

/** Secure erase settings. */
export const SecureErase = Object.freeze({ none: 0, user: 1, crypto: 2 } as const);

export async function formatNamespace(
	client: NvmeMiClient,
	controller: number,
	namespace: number,
	{ format = 0, erase = SecureErase.none as number } = {},
): Promise<void> {
	const dword10 = (format & 0x0f) | (erase << 9) | ((format >> 4) << 12);
	await client.admin(Admin.formatNvm, { controller, namespace, dword10 });
}

/** Sanitize actions. */
export const SanitizeAction = Object.freeze({ exit: 1, block: 2, overwrite: 3, crypto: 4 } as const);

export interface SanitizeOptions {
	/** Passes of overwrite, 1 to 16; 1 */
	readonly passes?: number;
	/** What is written by overwrite; 0 */
	readonly pattern?: number;
	/** The pattern is inverted between passes. */
	readonly invert?: boolean;
	/** It may end in a failure that Exit Failure Mode gets it out of. */
	readonly unrestricted?: boolean;
}

export async function sanitize(client: NvmeMiClient, controller: number, action: number, options: SanitizeOptions = {}): Promise<void> {
	const { passes = 1, pattern = 0, invert = false, unrestricted = false } = options;
	const overwrite = SanitizeAction.overwrite === action ? ((passes & 0x0f) << 4) | (invert ? 0x100 : 0) : 0;
	const dword10 = action | (unrestricted ? 0x08 : 0) | overwrite;
	await client.admin(Admin.sanitize, { controller, dword10, dword11: SanitizeAction.overwrite === action ? pattern : 0 });
}

/** Self-tests, and the end of one. */
export const SelfTest = Object.freeze({ short: 1, extended: 2, abort: 0xf } as const);

export async function selfTest(client: NvmeMiClient, controller: number, code: number, namespace = allNamespaces): Promise<void> {
	await client.admin(Admin.deviceSelfTest, { controller, namespace, dword10: code });
}

/** A security protocol and what is specific to it. */
export interface Security {
	readonly controller?: number;
	readonly protocol: number;
	readonly specific?: number;
}

const security = ({ protocol, specific = 0 }: Security) => ((protocol << 24) | (specific << 8)) >>> 0;

export async function securitySend(client: NvmeMiClient, of: Security, data: Uint8Array): Promise<void> {
	await client.admin(Admin.securitySend, { controller: of.controller, dword10: security(of), dword11: data.length, data });
}

export async function securityReceive(client: NvmeMiClient, of: Security, length: number): Promise<Uint8Array> {
	const whole = (length + 3) & ~3;
	const { data } = await client.admin(Admin.securityReceive, {
		controller: of.controller,
		dword10: security(of),
		dword11: length,
		length: whole,
	});
	return data.subarray(0, length);
}

const prohibit = 0x10;
/** Management endpoints too. */
const outOfBand = 0x20;

/** Prohibits a command or feature for hosts and management endpoints, or allows it again. `scope`: 0 admin, 2 features, 3 NVMe-MI, 4 PCIe. */
export async function lockdown(client: NvmeMiClient, controller: number, scope: number, code: number, prohibited: boolean): Promise<void> {
	const dword10 = scope | (prohibited ? prohibit : 0) | outOfBand | (code << 8);
	await client.admin(Admin.lockdown, { controller, dword10 });
}
