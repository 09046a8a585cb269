// SPDX-License-Identifier: Apache-2.0
import identity from "./identity.js";
import nvmeMi from "./nvme-mi/section.js";
import type { CloneSection } from "./section.js";

/** What a clone is made of, in the order in which it is read: later ones see what earlier ones found. */
export const sections: readonly CloneSection[] = Object.freeze([identity, nvmeMi]);
