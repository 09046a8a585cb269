// SPDX-License-Identifier: Apache-2.0
import type { Target } from "../target.js";
import { endpoint } from "./endpoint.js";

/** What can be fuzzed. Each module is loaded only when it is wanted, and some hold something open until they are closed. */
export const targets: readonly Target[] = [endpoint];
