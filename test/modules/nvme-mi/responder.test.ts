// SPDX-License-Identifier: Apache-2.0
import { check } from "../../support/check.js";
import { nvmeMi } from "../../tables/all.js";

nvmeMi.forEach(check);
