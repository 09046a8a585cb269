// SPDX-License-Identifier: Apache-2.0
import pmbus from "../../modules/binding/i2c/factory.js";
import control from "../../modules/control/bridge-factory.js";
import type { Factory } from "../../modules/device/factory.js";
import fault from "../../modules/fault/factory.js";
import nvmeMi from "../../modules/nvme-mi/factory.js";
import pldm from "../../modules/pldm/factory.js";
import vendor from "../../modules/vendor/factory.js";

/** Every section of a profile that there is. A board that needs less, or a device of your own, has a shorter or longer list. */
const registry: readonly Factory[] = Object.freeze([control, nvmeMi, pldm, pmbus, vendor, fault]);

export default registry;
