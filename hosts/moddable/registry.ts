// SPDX-License-Identifier: Apache-2.0
// The simulator has room for everything.
export { default } from "../common/registry.js";
