// SPDX-License-Identifier: Apache-2.0
import { check } from "../../support/check.js";
import { pldm } from "../../tables/all.js";

pldm.forEach(check);
