// SPDX-License-Identifier: Apache-2.0
import { adminTable } from "../../../modules/nvme-mi/admin/commands.js";
import { Kind } from "../../../modules/nvme-mi/message.js";
import { managementTable } from "../../../modules/nvme-mi/mi/commands.js";
import { pcieTable } from "../../../modules/nvme-mi/pcie/commands.js";
import Primitives from "../../../modules/nvme-mi/primitives.js";
import { hex } from "../names.js";

/** What each kind of commands is called, and the table from which they have their names. */
const kinds: Readonly<Record<number, { readonly name: string; readonly rows: readonly ({ readonly name: string } | undefined)[] }>> =
	Object.freeze({
		[Kind.controlPrimitive]: { name: "control primitive", rows: Primitives.rows },
		[Kind.managementInterface]: { name: "NVMe-MI command", rows: managementTable },
		[Kind.admin]: { name: "NVMe Admin command", rows: adminTable },
		[Kind.pcie]: { name: "PCIe command", rows: pcieTable },
	});

/** As the specification calls a command. */
export function commandName(kind: number, opcode: number): string {
	const { name, rows } = kinds[kind] ?? { name: `message type ${kind}`, rows: [] };
	return rows[opcode]?.name ?? `${name} ${hex(opcode)}`;
}
