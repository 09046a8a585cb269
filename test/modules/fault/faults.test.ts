// SPDX-License-Identifier: Apache-2.0
import { check } from "../../support/check.js";
import { fault } from "../../tables/all.js";

fault.forEach(check);
