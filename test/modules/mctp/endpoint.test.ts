// SPDX-License-Identifier: Apache-2.0
import { check } from "../../support/check.js";
import { transport } from "../../tables/all.js";

transport.forEach(check);
