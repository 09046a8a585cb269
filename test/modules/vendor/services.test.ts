// SPDX-License-Identifier: Apache-2.0
import { check } from "../../support/check.js";
import { vendor } from "../../tables/all.js";

vendor.forEach(check);
