// SPDX-License-Identifier: Apache-2.0
// Structures as rows: those of the device's own tables, and what other devices have besides.
import { enduranceLog, healthLog } from "../../../modules/nvme-mi/admin/health-log.js";
import { identifyController as controllerFields } from "../../../modules/nvme-mi/admin/identify-controller.js";
import { identifyNamespace as namespaceFields } from "../../../modules/nvme-mi/admin/identify-namespace.js";
import { persistentEventLog } from "../../../modules/nvme-mi/admin/persistent-events.js";
import { sanitizeLog } from "../../../modules/nvme-mi/admin/state-logs.js";
import {
	controllerInformation as controllerInformationFields,
	pcieInformation,
	portInformation,
	subsystemInformation as subsystemFields,
	twoWireInformation,
} from "../../../modules/nvme-mi/mi/data-structures.js";
import { PortKind } from "../../../modules/nvme-mi/model/port.js";
import { decode, rows, rowsOf, type Values } from "./decode.js";

/** Identify Controller (NVMe Base 2.0, figure 275). */
export const identifyController = rowsOf(
	controllerFields,
	rows(
		[72, 1, "RAB"],
		[73, 3, "IEEE"],
		[77, 1, "MDTS"],
		[100, 2, "RRLS"],
		[112, 16, "FGUID"],
		[128, 2, "CRDT1"],
		[130, 2, "CRDT2"],
		[132, 2, "CRDT3"],
		[254, 1, "VWCI"],
		[263, 1, "NPSS"],
		[264, 1, "AVSCC"],
		[265, 1, "APSTA"],
		[270, 2, "MTFA"],
		[272, 4, "HMPRE"],
		[276, 4, "HMMIN"],
		[312, 4, "RPMBS"],
		[320, 2, "KAS"],
		[322, 2, "HCTMA"],
		[324, 2, "MNTMT"],
		[326, 2, "MXTMT"],
		[332, 4, "HMMINDS"],
		[336, 2, "HMMAXD"],
		[338, 2, "NSETIDMAX"],
		[342, 1, "ANATT"],
		[343, 1, "ANACAP"],
		[344, 4, "ANAGRPMAX"],
		[348, 4, "NANAGRPID"],
		[514, 2, "MAXCMD"],
		[522, 2, "FUSES"],
		[526, 2, "AWUN"],
		[528, 2, "AWUPF"],
		[530, 1, "ICSVSCC"],
		[531, 1, "NWPC"],
		[532, 2, "ACWU"],
		[534, 2, "CDFS"],
		[536, 4, "SGLS"],
		[544, 16, "MAXDNA"],
		[560, 4, "MAXCNA"],
	),
);

/** Identify Namespace (NVM Command Set 1.0, figure 97). */
export const identifyNamespace = rowsOf(
	namespaceFields,
	rows(
		[24, 1, "NSFEAT"],
		[25, 1, "NLBAF"],
		[27, 1, "MC"],
		[28, 1, "DPC"],
		[29, 1, "DPS"],
		[31, 1, "RESCAP"],
		[32, 1, "FPI"],
		[33, 1, "DLFEAT"],
		[34, 2, "NAWUN"],
		[36, 2, "NAWUPF"],
		[38, 2, "NACWU"],
		[40, 2, "NABSN"],
		[42, 2, "NABO"],
		[44, 2, "NABSPF"],
		[46, 2, "NOIOB"],
		[64, 2, "NPWG"],
		[66, 2, "NPWA"],
		[68, 2, "NPDG"],
		[70, 2, "NPDA"],
		[72, 2, "NOWS"],
		[92, 4, "ANAGRPID"],
		[99, 1, "NSATTR"],
		[100, 2, "NVMSETID"],
		[104, 8, "NGUID, first half"],
		[112, 8, "NGUID, second half"],
		[120, 8, "EUI64"],
	),
);
const formatsAt = 128;

/** Formats of logical blocks: bytes of data and of metadata of a block. */
export function blockFormats(namespace: Uint8Array): readonly { readonly data: number; readonly metadata: number }[] {
	return Array.from({ length: 1 + namespace[25] }, (_, index) => {
		const at = formatsAt + 4 * index;
		return { data: 2 ** namespace[at + 2], metadata: namespace[at] | (namespace[at + 1] << 8) };
	});
}

/** The format that is in use. */
export function formatOf({ FLBAS }: Values): number {
	const flags = Number(FLBAS);
	return (flags & 0x0f) | ((flags & 0x60) >> 1);
}

/** Decoders of log pages by identifier; of the others there are bytes. */
export const logRows: Readonly<Record<number, ReturnType<typeof rowsOf>>> = Object.freeze({
	0x02: rowsOf(healthLog, rows([192, 4, "Warning Composite Temperature Time"], [196, 4, "Critical Composite Temperature Time"])),
	0x09: rowsOf(enduranceLog, rows([32, 16, "Endurance Estimate"])),
	0x0d: rowsOf(persistentEventLog),
	0x81: rowsOf(sanitizeLog),
});

export const subsystemInformation = rowsOf(subsystemFields, rows([3, 1, "NNSC"]));
const controllerInformation = rowsOf(controllerInformationFields);
const commonPort = rowsOf(portInformation, rows([4, 4, "MEBS"]));
const pciePort = rowsOf(pcieInformation);
const twoWirePort = rowsOf(twoWireInformation, rows([12, 1, "NVMEBM"]));

/** Port Information, with what its kind of port has. */
export function decodePort(bytes: Uint8Array): Values {
	const own = PortKind.pcie === bytes[0] ? pciePort : PortKind.twoWire === bytes[0] ? twoWirePort : [];
	return { ...decode(bytes, commonPort), ...decode(bytes, own) };
}

export function decodeController(bytes: Uint8Array): Values {
	return decode(bytes, controllerInformation);
}
