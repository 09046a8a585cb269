// SPDX-License-Identifier: Apache-2.0
import type { CloneSection, Source } from "./section.js";

/** Who the device is, as far as MCTP tells. */
const identity: CloneSection = Object.freeze({
	name: "identity",
	type: undefined,
	read: async ({ discovery: { uuid } }: Source) => (undefined === uuid ? {} : { identity: { uuid } }),
});

export default identity;
