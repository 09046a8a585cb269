// SPDX-License-Identifier: Apache-2.0
import { BaseCommand } from "../../../modules/pldm/base/command.js";
import { PldmType } from "../../../modules/pldm/header.js";
import { TransferOperation } from "../../../modules/pldm/parts.js";
import crc32 from "../../../modules/wire/crc32.js";
import { RequestError } from "../requester.js";
import type PldmClient from "./client.js";
import takePart from "./take-part.js";

/** Of the versions of a type. */
const mostBytes = 0x1000;

/** A PLDM type of a terminus. */
export interface DiscoveredPldmType {
	readonly type: number;
	/** Version words, as GetPLDMVersion gives them. */
	readonly versions: readonly number[];
	/** Codes, of the newest version. */
	readonly commands: readonly number[];
	/** Why there are no versions, or no commands, where the terminus does not tell them, or not as it should. */
	readonly fault?: string;
}

/** What a terminus is. */
export interface DiscoveredTerminus {
	readonly tid: number;
	readonly types: readonly DiscoveredPldmType[];
}

/** Asks a terminus for its id, types, versions and commands (DSP0240 9). */
export async function discoverTerminus(client: PldmClient): Promise<DiscoveredTerminus> {
	const { tid } = await client.command(PldmType.base, BaseCommand.getTid);
	const { pldmTypes } = await client.command(PldmType.base, BaseCommand.getPldmTypes);
	const types: DiscoveredPldmType[] = [];
	for (const type of bitsOf(pldmTypes as Uint8Array)) types.push(await discoverType(client, type));
	return { tid: tid as number, types };
}

/** One type that the terminus does not tell everything of does not hide the others. */
async function discoverType(client: PldmClient, type: number): Promise<DiscoveredPldmType> {
	let versions: readonly number[] = [];
	try {
		versions = await versionsOf(client, type);
		const version = versions.at(-1) ?? 0;
		const { pldmCommands } = await client.command(PldmType.base, BaseCommand.getPldmCommands, { pldmType: type, version });
		return { type, versions, commands: bitsOf(pldmCommands as Uint8Array) };
	} catch (error) {
		if (error instanceof RequestError) throw error;
		return { type, versions, commands: [], fault: (error as Error).message };
	}
}

/** The versions of a type. Rejects where their CRC-32 is wrong; a lone version may lack it, as that of Caliptra's firmware does. */
async function versionsOf(client: PldmClient, pldmType: number): Promise<number[]> {
	const collected: number[] = [];
	let handle = 0;
	let operation: number = TransferOperation.firstPart;
	do {
		const part = await client.command(PldmType.base, BaseCommand.getPldmVersion, {
			dataTransferHandle: handle,
			transferOperationFlag: operation,
			pldmType,
		});
		handle = part.nextDataTransferHandle as number;
		operation = TransferOperation.nextPart;
		takePart(collected, part.data as Uint8Array, handle, mostBytes, "GetPLDMVersion: the list");
	} while (0 !== handle);
	const bytes = Uint8Array.from(collected);
	const view = new DataView(bytes.buffer);
	if (4 === bytes.length) return [view.getUint32(0, true)];
	const length = bytes.length - 4;
	if (length < 0 || 0 !== length % 4) throw new Error(`GetPLDMVersion: ${bytes.length} bytes are no list of versions`);
	if (view.getUint32(length, true) !== ~crc32(bytes, 0, length, -1) >>> 0) throw new Error("GetPLDMVersion: wrong CRC-32");
	return Array.from({ length: length / 4 }, (_, index) => view.getUint32(4 * index, true));
}

/** Numbers of the bits that are set, bit 0 of the first byte being 0. */
export function bitsOf(bytes: Uint8Array): number[] {
	return Array.from(bytes).flatMap((byte, index) =>
		[0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte & (1 << bit)).map((bit) => 8 * index + bit),
	);
}
