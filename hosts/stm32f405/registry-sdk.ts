// SPDX-License-Identifier: Apache-2.0
import pmbus from "../../modules/binding/i2c/factory.js";
import control from "../../modules/control/bridge-factory.js";
import type { Factory } from "../../modules/device/factory.js";
import { faultOfProfile } from "../../modules/fault/factory.js";
import nvmeMi from "../../modules/nvme-mi/factory.js";
import pldm from "../../modules/pldm/factory.js";
import vendor from "../../modules/vendor/factory.js";

/** Beside an engine whose library lies in flash: every section of a profile that there is. */
const registry: readonly Factory[] = Object.freeze([control, nvmeMi, pldm, pmbus, vendor, faultOfProfile]);

export default registry;
