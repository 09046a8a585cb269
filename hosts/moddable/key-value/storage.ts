// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../../modules/device/storage.js";
import Values from "./values.js";

const values = new Values();

/** What outlives the power under this name; undefined: nothing does. */
export default function storage(name: string): Storage | undefined {
	return values.region(name);
}
