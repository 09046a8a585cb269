// SPDX-License-Identifier: Apache-2.0
import Fields from "../../modules/device/fields.js";
import nvme from "../../modules/device/profiles/nvme.js";
import type { Storage } from "../../modules/device/storage.js";
import type Endpoint from "../../modules/mctp/endpoint.js";
import type { Hardware } from "../../modules/nvme-mi/effect.js";
import { readSection } from "../../modules/nvme-mi/profile/section.js";
import NvmeMi from "../../modules/nvme-mi/responder.js";
import crc32c from "../../modules/wire/crc32c.js";

export const driveIdentity = Object.freeze({ uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "SN1", product: "Drive" });

/** What the host has for a drive. */
interface Host {
	hardware?: Hardware;
	storage?: (name: string) => Storage | undefined;
}

/** Adds a drive to an endpoint; what its section says, or that of the package's profile. */
export function addDrive(endpoint: Endpoint, section: object = nvme.nvmeMi, { hardware, storage }: Host = {}): NvmeMi {
	const { subsystem, endpoints, keep, answers } = readSection(new Fields(section, "nvmeMi"), driveIdentity, storage);
	const drive = new NvmeMi({ endpoint, subsystem, ports: endpoints, keep, hardware, answers });
	endpoint.responders.add(drive);
	return drive;
}

/** A message as numbers: type byte in front, integrity check behind. */
export function checked(body: readonly number[]): number[] {
	const bytes = Uint8Array.from([0x84, ...body]);
	const sum = ~crc32c(bytes, 0, bytes.length, -1);
	return [...bytes, sum & 0xff, (sum >>> 8) & 0xff, (sum >>> 16) & 0xff, sum >>> 24];
}

/** Bytes of an NVMe Admin command behind its type byte, without data: fields by their offsets in the figures. */
export function adminCommand(opcode: number, fields: Readonly<Record<number, number>> = {}): number[] {
	const body = Array.from({ length: 67 }, () => 0);
	body[0] = 0x10;
	body[3] = opcode;
	for (const at of Object.keys(fields)) {
		const value = fields[Number(at)];
		for (let index = 0; index < 4; index++) body[Number(at) - 1 + index] = Math.floor(value / 2 ** (8 * index)) & 0xff;
	}
	return body;
}

/** NVM Subsystem Health Status Poll. */
export const healthPoll: readonly number[] = Object.freeze([8, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
/** All of Identify Controller. */
export const identifyController: readonly number[] = Object.freeze(adminCommand(0x06, { 32: 4096, 44: 1 }));
