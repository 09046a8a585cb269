// SPDX-License-Identifier: Apache-2.0
import { checkSerial } from "../../../support/check.js";
import { serial } from "../../../tables/all.js";

serial.forEach(checkSerial);
