// SPDX-License-Identifier: Apache-2.0
import { allNamespaces, Admin, Cns, listNamespaces, Select } from "../../nvme/admin.js";
import type NvmeMiClient from "../../nvme/client.js";
import { inContext, logSize, supportedLogs } from "../../nvme/logs.js";
import { DataStructure, readControllerIds, readSubsystem } from "../../nvme/management.js";
import { refusalOf } from "./refusal.js";

/** A command that only reads, and whose answer a profile can have. Named as in its `answers`. */
export interface Readable {
	readonly command: "structure" | "identify" | "log" | "feature" | "pcie";
	readonly controller: number;
	readonly namespace: number;
	readonly first: number;
	readonly second: number;
	/** Bytes that are asked for. */
	readonly length: number;
}

const page = 4096;
const noController = 0;
/** Identify: CNS values of the subsystem and of controllers, and of each namespace. 05, 07, 1A, 1B are of the NVM command set. */
const ofSubsystem = Object.freeze([
	0x01, 0x02, 0x04, 0x06, 0x07, 0x09, 0x0a, 0x10, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1c, 0x1d, 0x1e, 0x20,
]);
const ofNamespace = Object.freeze([0x00, 0x03, 0x05, 0x08, 0x11, 0x12, 0x1b, 0x1f]);
/** Log pages that a device may have. The second one of those for all namespaces is asked for with 0, too. */
const smart = 0x02;
const endurance = 0x09;
const logs = Object.freeze([...Array.from({ length: 0x20 }, (_, index) => index), 0x80, 0x81, 0x82]);
/** What is read first, because whatever is refused later is told there. */
const history = Object.freeze([smart, 0x01, endurance]);
const features = Object.freeze([
	...Array.from({ length: 0x1f }, (_, index) => index + 1),
	0x78,
	0x7d,
	0x7e,
	0x7f,
	0x80,
	0x81,
	0x82,
	0x83,
	0x84,
]);
const dataOfFeature: Readonly<Record<number, number>> = Object.freeze({ 0x0e: 8 });
const largestLog = 0x10000;

/** All commands that only read, for what a device has; in the order in which they disturb each other least. */
export async function listReadables(client: NvmeMiClient): Promise<Readable[]> {
	const { NUMP } = await readSubsystem(client);
	const ids = await readControllerIds(client);
	const found: Readable[] = [structure(DataStructure.subsystem)];
	for (let port = 0; port <= Number(NUMP); port++) found.push(structure(DataStructure.port, port));
	found.push(
		structure(DataStructure.controllers),
		...ids.map((id) => structure(DataStructure.controller, 0, id)),
		structure(DataStructure.commands),
	);
	for (const controller of ids) found.push(...(await logsOf(client, controller)));
	for (const controller of ids) found.push(...(await identifiesOf(client, controller)));
	for (const controller of ids) found.push(...featuresOf(controller));
	for (const controller of ids) found.push({ command: "pcie", controller, namespace: 0, first: 0, second: 0, length: page });
	return found;
}

function structure(type: number, port = 0, controller = noController): Readable {
	return {
		command: "structure",
		controller: 0,
		namespace: 0,
		first: (controller | (port << 16) | (type << 24)) >>> 0,
		second: 0,
		length: 0,
	};
}

/** Those of the device's own list; where there is none, those that it may have. */
async function logsOf(client: NvmeMiClient, controller: number): Promise<Readable[]> {
	const supported = await unlessRefused(supportedLogs(client, controller));
	const pages = undefined === supported ? logs : [...new Set([...supported, ...logs])];
	const ordered = [...history, ...pages.filter((id) => !history.includes(id))];
	const found: Readable[] = [];
	for (const id of ordered) {
		const has = supported?.includes(id) ?? true;
		const size = has ? await unlessRefused(inContext(client, controller, id, () => logSize(client, controller, id))) : undefined;
		const length = Math.min(largestLog, (size ?? 512) + 3) & ~3;
		const second = endurance === id ? 1 << 16 : 0;
		for (const namespace of smart === id ? [allNamespaces, 0] : [0])
			found.push({ command: "log", controller, namespace, first: id, second, length });
	}
	return found;
}

async function identifiesOf(client: NvmeMiClient, controller: number): Promise<Readable[]> {
	const row = (cns: number, namespace: number): Readable => ({
		command: "identify",
		controller,
		namespace,
		first: cns,
		second: 0,
		length: page,
	});
	const allocated = (await unlessRefused(listNamespaces(client, controller, Cns.allocatedNamespaces))) ?? [];
	const attached = (await unlessRefused(listNamespaces(client, controller))) ?? [];
	const namespaces = [...new Set([...allocated, ...attached])].sort((left, right) => left - right);
	return [
		...ofSubsystem.map((cns) => row(cns, 0)),
		row(Cns.namespace, allNamespaces),
		...namespaces.flatMap((namespace) => ofNamespace.map((cns) => row(cns, namespace))),
	];
}

function featuresOf(controller: number): Readable[] {
	return features.flatMap((id) =>
		Object.values(Select).map((select) => {
			const length = Select.capabilities === select ? 0 : (dataOfFeature[id] ?? 0);
			return { command: "feature" as const, controller, namespace: 0, first: id | (select << 8), second: 0, length };
		}),
	);
}

async function unlessRefused<Value>(value: Promise<Value>): Promise<Value | undefined> {
	try {
		return await value;
	} catch (error) {
		if (undefined !== refusalOf(error)) return undefined;
		throw error;
	}
}

/** What a device answers. */
export interface Answered {
	readonly data: Uint8Array;
	readonly result?: number;
	/** As in the profile. */
	readonly status?: number;
	readonly completion?: number;
}

const none = new Uint8Array();
const retain = 0x8000;

/** Asks. Rejects where there is no answer; a refusal is one. */
export async function readAnswer(client: NvmeMiClient, readable: Readable): Promise<Answered> {
	try {
		return await ways[readable.command](client, readable);
	} catch (error) {
		const refusal = refusalOf(error);
		if (undefined === refusal) throw error;
		return { data: none, ...refusal };
	}
}

const ways: Readonly<Record<Readable["command"], (client: NvmeMiClient, readable: Readable) => Promise<Answered>>> = Object.freeze({
	structure: async (client, { first, second }) => {
		const { response, data } = await client.management(0x00, first, second);
		return { data, result: response };
	},
	identify: (client, { controller, namespace, first, second, length }) =>
		client.admin(Admin.identify, { controller, namespace, dword10: first, dword11: second, length }),
	log: async (client, { controller, namespace, first, second, length }) => {
		const data = new Uint8Array(length);
		for (let at = 0; at < length; at += page) {
			const piece = Math.min(page, length - at);
			const dword10 = (first | retain | ((piece / 4 - 1) << 16)) >>> 0;
			const answer = await client.admin(Admin.getLogPage, {
				controller,
				namespace,
				dword10,
				dword11: second >>> 0,
				dword12: at,
				length: piece,
			});
			data.set(answer.data, at);
		}
		return { data };
	},
	feature: (client, { controller, namespace, first, second, length }) =>
		client.admin(Admin.getFeatures, { controller, namespace, dword10: first, dword11: second, length }),
	pcie: async (client, { controller, length }) => ({ data: await client.pcie(0x00, controller, 0, length) }),
});

/** How people call what is read. */
export function readableName({ command, controller, namespace, first }: Readable): string {
	const of = 0 === namespace ? "" : ` of namespace ${allNamespaces === namespace ? "all" : namespace}`;
	const number = "structure" === command ? first >>> 24 : first & 0xff;
	return `${command} 0x${number.toString(16).padStart(2, "0")}${"feature" === command ? `, select ${(first >> 8) & 7}` : ""}${of}, controller ${"structure" === command ? first & 0xffff : controller}`;
}
