// SPDX-License-Identifier: Apache-2.0
import { checkRedirection } from "../../../support/check.js";
import { usbredir } from "../../../tables/all.js";

usbredir.forEach(checkRedirection);
