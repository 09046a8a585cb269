// SPDX-License-Identifier: Apache-2.0
import Base from "../../../modules/pldm/base/base.js";
import { writableFruCommands } from "../../../modules/pldm/fru/commands.js";
import { PldmType } from "../../../modules/pldm/header.js";
import { platformCommands } from "../../../modules/pldm/platform/commands.js";
import EventReceiver from "../../../modules/pldm/platform/event-receiver.js";

/** Names of PLDM types (DSP0245). */
const typeNames: Readonly<Record<number, string>> = Object.freeze({
	[PldmType.base]: "base",
	[PldmType.smbios]: "SMBIOS",
	[PldmType.platform]: "platform",
	[PldmType.bios]: "BIOS",
	[PldmType.fru]: "FRU",
	[PldmType.firmware]: "firmware update",
	[PldmType.redfish]: "Redfish",
	[PldmType.file]: "file",
	[PldmType.oem]: "OEM",
});

interface Named {
	readonly rows: readonly ({ readonly code: number; readonly name: string } | undefined)[];
}

/** The tables from which commands have their names. */
const tables: Readonly<Record<number, readonly Named[]>> = Object.freeze({
	[PldmType.base]: [Base.commands],
	[PldmType.platform]: [platformCommands, EventReceiver.commands],
	[PldmType.fru]: [writableFruCommands],
});

export function pldmTypeName(type: number): string | undefined {
	return typeNames[type];
}

/** As the specification writes it; undefined: no table has it. */
export function pldmCommandName(type: number, code: number): string | undefined {
	for (const { rows } of tables[type] ?? []) if (undefined !== rows[code]) return rows[code].name;
	return undefined;
}
