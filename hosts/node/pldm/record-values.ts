// SPDX-License-Identifier: Apache-2.0
import { decode, type Values } from "../../../modules/pldm/layout/field.js";
import { pdrHeader } from "../../../modules/pldm/platform/pdr/layouts.js";
import { decodePdr } from "../../../modules/pldm/platform/pdr/record.js";
import { pdrHeaderLength } from "../../../modules/pldm/platform/pdr/type.js";

/** The fields of a record. Of one that is not as it should be, those of its header, its data, and `fault`, the reason. */
export function recordValues(record: Uint8Array): Values {
	try {
		return decodePdr(record);
	} catch (error) {
		const header = new Uint8Array(pdrHeaderLength);
		header.set(record.subarray(0, pdrHeaderLength));
		return { ...decode(pdrHeader, header), data: record.slice(pdrHeaderLength), fault: (error as Error).message };
	}
}
