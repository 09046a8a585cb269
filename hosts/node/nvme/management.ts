// SPDX-License-Identifier: Apache-2.0
// Commands of the management interface (NVMe-MI 1.2, 5), with their fields.
import { mostFrequency } from "../../../modules/nvme-mi/model/port.js";
import { Status } from "../../../modules/nvme-mi/status.js";
import type NvmeMiClient from "./client.js";
import { decode, viewOf, type Values } from "./decode.js";
import { AnswerError, NvmeMiError } from "./errors.js";
import { decodeController, decodePort, subsystemInformation } from "./structures.js";

/** Opcodes (figure 55). */
export const Management = Object.freeze({
	readDataStructure: 0x00,
	subsystemHealth: 0x01,
	controllerHealth: 0x02,
	configurationSet: 0x03,
	configurationGet: 0x04,
	vpdRead: 0x05,
	vpdWrite: 0x06,
	reset: 0x07,
	shutdown: 0x0c,
} as const);

/** Types of data structures (figure 90). */
export const DataStructure = Object.freeze({ subsystem: 0, port: 1, controllers: 2, controller: 3, commands: 4 } as const);

/** Which port or controller a data structure is of. */
export interface StructureOf {
	readonly port?: number;
	readonly controller?: number;
}

/** Read NVMe-MI Data Structure: the bytes that it says that it has; all of them, where it leaves that field 0, which libnvme does not read. */
export async function readStructure(
	client: NvmeMiClient,
	type: number,
	{ port = 0, controller = 0 }: StructureOf = {},
): Promise<Uint8Array> {
	const { response, data } = await client.management(Management.readDataStructure, (controller | (port << 16) | (type << 24)) >>> 0);
	const length = response & 0xffff || data.length;
	if (length > data.length) throw new AnswerError("Read NVMe-MI Data Structure", `it announces ${length} bytes and has ${data.length}`);
	return data.subarray(0, length);
}

export async function readSubsystem(client: NvmeMiClient): Promise<Values> {
	return decode(await readStructure(client, DataStructure.subsystem), subsystemInformation);
}

/** All ports of the subsystem. */
export async function readPorts(client: NvmeMiClient): Promise<Values[]> {
	const { NUMP } = await readSubsystem(client);
	const ports: Values[] = [];
	for (let port = 0; port <= Number(NUMP); port++) ports.push(decodePort(await readStructure(client, DataStructure.port, { port })));
	return ports;
}

/** Identifiers of all controllers. */
export async function readControllerIds(client: NvmeMiClient): Promise<number[]> {
	const list = await readStructure(client, DataStructure.controllers);
	const view = viewOf(list);
	const count = list.length < 2 ? 0 : view.getUint16(0, true);
	if (list.length < 2 + 2 * count)
		throw new AnswerError("Read NVMe-MI Data Structure", `${count} controllers do not fit ${list.length} bytes`);
	return Array.from({ length: count }, (_, index) => view.getUint16(2 + 2 * index, true));
}

export async function readController(client: NvmeMiClient, controller: number): Promise<Values> {
	return decodeController(await readStructure(client, DataStructure.controller, { controller }));
}

/** Optional commands that there are: NVMe-MI message type and opcode of each. */
export async function readOptionalCommands(client: NvmeMiClient): Promise<{ readonly kind: number; readonly opcode: number }[]> {
	const list = await readStructure(client, DataStructure.commands);
	const count = list.length < 2 ? 0 : viewOf(list).getUint16(0, true);
	if (list.length < 2 + 2 * count)
		throw new AnswerError("Read NVMe-MI Data Structure", `${count} commands do not fit ${list.length} bytes`);
	return Array.from({ length: count }, (_, index) => ({ kind: (list[2 + 2 * index] >> 3) & 0x0f, opcode: list[3 + 2 * index] }));
}

/** Configuration identifiers (figure 60). */
export const Configuration = Object.freeze({ frequency: 1, healthChange: 2, transmissionUnit: 3, asynchronousEvent: 4 } as const);
const frequencies = Object.freeze([0, 100, 400, 1000]);

/** Kilohertz of a two-wire port; 0: it has none. */
export async function readFrequency(client: NvmeMiClient, port: number): Promise<number> {
	const { response } = await client.management(Management.configurationGet, Configuration.frequency | (port << 24));
	const code = response & 0x0f;
	if (code > mostFrequency) throw new AnswerError("Configuration Get", `frequency ${code} is reserved`);
	return frequencies[code];
}

export async function setFrequency(client: NvmeMiClient, port: number, kilohertz: number): Promise<void> {
	const code = frequencies.indexOf(kilohertz);
	await client.management(Management.configurationSet, (Configuration.frequency | (code << 8) | (port << 24)) >>> 0);
}

/** Bytes of payload of packets from a port. */
export async function readUnit(client: NvmeMiClient, port: number): Promise<number> {
	const { response } = await client.management(Management.configurationGet, (Configuration.transmissionUnit | (port << 24)) >>> 0);
	return response & 0xffff;
}

export async function setUnit(client: NvmeMiClient, port: number, unit: number): Promise<void> {
	await client.management(Management.configurationSet, (Configuration.transmissionUnit | (port << 24)) >>> 0, unit);
}

/** Clears changed flags of the management endpoint, a bit each (figure 68). */
export async function clearHealthChange(client: NvmeMiClient, flags: number): Promise<void> {
	await client.management(Management.configurationSet, Configuration.healthChange, flags);
}

/** A piece of the vital product data. */
export async function readVpdPiece(client: NvmeMiClient, offset: number, length: number): Promise<Uint8Array> {
	const { data } = await client.management(Management.vpdRead, offset, length);
	if (data.length !== length) throw new AnswerError("VPD Read", `it has ${data.length} bytes of data, asked for were ${length}`);
	return data;
}

const vpdPiece = 256;
const mostVpd = 0xffff;

/** All vital product data. The device does not tell how much there is: it refuses what is behind the end. */
export async function readVpd(client: NvmeMiClient): Promise<Uint8Array> {
	const bytes: number[] = [];
	for (let size = vpdPiece; size >= 1 && bytes.length + size <= mostVpd;) {
		try {
			bytes.push(...(await readVpdPiece(client, bytes.length, size)));
		} catch (error) {
			if (!(error instanceof NvmeMiError) || Status.invalidParameter !== error.status) throw error;
			size >>= 1;
		}
	}
	return Uint8Array.from(bytes);
}

/** Writes a piece of the vital product data. */
export async function writeVpd(client: NvmeMiClient, offset: number, data: Uint8Array): Promise<void> {
	await client.management(Management.vpdWrite, offset, data.length, data);
}

const typeShift = 24;

/** NVM subsystem reset. */
export async function reset(client: NvmeMiClient): Promise<void> {
	await client.management(Management.reset);
}

export async function shutdown(client: NvmeMiClient, abrupt: boolean): Promise<void> {
	await client.management(Management.shutdown, (abrupt ? 1 : 0) << typeShift);
}
