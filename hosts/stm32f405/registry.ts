// SPDX-License-Identifier: Apache-2.0
import control from "../../modules/control/factory.js";
import type { Factory } from "../../modules/device/factory.js";
import vendor from "../../modules/vendor/factory.js";

/** What fits beside an engine whose library lies in RAM. */
const registry: readonly Factory[] = Object.freeze([control, vendor]);

export default registry;
