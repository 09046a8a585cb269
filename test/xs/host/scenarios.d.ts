// SPDX-License-Identifier: Apache-2.0
/** The files of hosts/node/simulate/scenarios, as the bundle for XS has them. */
declare module "scenarios" {
	import type { Scenario } from "../../../hosts/node/simulate/scenario.js";

	const scenarios: readonly Scenario[];
	export default scenarios;
}
