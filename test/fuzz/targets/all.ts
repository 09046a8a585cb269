// SPDX-License-Identifier: Apache-2.0
import type { Target } from "../target.js";
import { endpoint } from "./endpoint.js";
import { i2c } from "./i2c.js";
import { jsonRpc } from "./json-rpc.js";
import { nvmeMi } from "./nvme-mi.js";
import { pcapng } from "./pcapng.js";
import { pldm } from "./pldm.js";
import { profile } from "./profile.js";
import { serial } from "./serial.js";
import { terminus } from "./terminus.js";
import { usb } from "./usb.js";
import { usbredir } from "./usbredir.js";

/** What can be fuzzed. Each module is loaded only when it is wanted, and some hold something open until they are closed. */
export const targets: readonly Target[] = [endpoint, serial, i2c, usb, usbredir, nvmeMi, pldm, terminus, jsonRpc, profile, pcapng];
