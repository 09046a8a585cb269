// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { indexed } from "../command.js";
import { Completion, Status } from "../status.js";
import { writeFields } from "../structure.js";
import { At } from "./fields.js";
import {
	checkActiveNamespace,
	checkCommandSet,
	checkController,
	checkControllerOrOwn,
	checkFormat,
	checkListOfNamespaces,
	checkListOfNamespacesOfSet,
	checkNamespace,
	checkNamespaceOfSet,
	checkNamespaceOrAll,
	checkNamespaceOrAllOfSet,
	checkOneNamespace,
} from "./identify-checks.js";
import { identifyController } from "./identify-controller.js";
import {
	writeActiveIds,
	writeAllocatedIds,
	writeAttachedControllers,
	writeCommandSets,
	writeControllers,
	writeDomains,
	writeEnduranceGroups,
	writeGranularities,
	writePrimary,
} from "./identify-lists.js";
import {
	writeActive,
	writeAllocated,
	writeCommon,
	writeDescriptors,
	writeIndependent,
	writeIndependentAllocated,
} from "./identify-namespace.js";

const size = 4096;

/** A row: what one CNS value answers with. */
interface Structure {
	readonly cns: number;
	readonly name: string;
	/** Bytes that are not 0; undefined: there are none, because there is nothing of that kind, or the NVM command set adds nothing. */
	readonly write: ((call: Call) => void) | undefined;
	/** 0, or the status of the completion that refuses it; undefined: it asks with nothing. */
	readonly check: ((call: Call) => number) | undefined;
}

/**
 * By CNS value (NVMe Base 2.1, figure 310). 1Dh and 1Eh are of subsystems behind fabrics, the first prohibited on PCIe; 20h is of controllers
 * that migrate.
 */
export const structures: readonly (Structure | undefined)[] = indexed(
	[
		row(0x00, "namespace", writeActive, checkNamespaceOrAll),
		row(0x01, "controller", (call) => writeFields(call.window, identifyController, call)),
		row(0x02, "active namespaces", writeActiveIds, checkListOfNamespaces),
		row(0x03, "namespace identification descriptors", writeDescriptors, checkActiveNamespace),
		row(0x04, "NVM sets"),
		row(0x05, "namespace, by command set", undefined, checkNamespaceOrAllOfSet),
		row(0x06, "controller, by command set", undefined, checkCommandSet),
		row(0x07, "active namespaces, by command set", writeActiveIds, checkListOfNamespacesOfSet),
		row(0x08, "namespace, of all command sets", writeIndependent, checkNamespace),
		row(0x09, "format", writeCommon, checkFormat),
		row(0x0a, "format, by command set", undefined, checkFormat),
		row(0x10, "allocated namespaces", writeAllocatedIds, checkListOfNamespaces),
		row(0x11, "allocated namespace", writeAllocated, checkNamespace),
		row(0x12, "controllers of a namespace", writeAttachedControllers, checkOneNamespace),
		row(0x13, "controllers", writeControllers),
		row(0x14, "primary controller capabilities", writePrimary, checkController),
		row(0x15, "secondary controllers"),
		row(0x16, "namespace granularities", writeGranularities),
		row(0x17, "UUIDs"),
		row(0x18, "domains", writeDomains),
		row(0x19, "endurance groups", writeEnduranceGroups),
		row(0x1a, "allocated namespaces, by command set", writeAllocatedIds, checkListOfNamespacesOfSet),
		row(0x1b, "allocated namespace, by command set", undefined, checkNamespaceOfSet),
		row(0x1c, "command sets", writeCommandSets, checkControllerOrOwn),
		row(0x1f, "allocated namespace, of all command sets", writeIndependentAllocated, checkNamespace),
	],
	({ cns }) => cns,
);

/** @setup */
function row(cns: number, name: string, write?: Structure["write"], check?: Structure["check"]): Structure {
	return Object.freeze({ cns, name, write, check });
}

/** Identify (NVMe Base 2.0, 5.17). */
export function identify(call: Call): number {
	const structure = structures[call.u8(At.dword10)];
	if (undefined === structure) return Completion.invalidField;
	const refused = undefined === structure.check ? Status.success : structure.check(call);
	if (Status.success !== refused) return refused;
	const status = call.transfer(size);
	if (Status.success === status && undefined !== structure.write) structure.write(call);
	return status;
}
