// SPDX-License-Identifier: Apache-2.0
import type { Unique } from "../../modules/device/profile.js";

/** A simulator has no chip that knows who it is, and its link has no other endpoint that it could be taken for. */
const unique: Unique = Object.freeze({ uuid: "6d637470-7873-4d73-8d69-6d756c61746f", serialNumber: "simulator" });

export default function readUnique(): Unique {
	return unique;
}
