// SPDX-License-Identifier: Apache-2.0
import { check } from "../../support/check.js";
import { control } from "../../tables/all.js";

control.forEach(check);
