// SPDX-License-Identifier: Apache-2.0
// What the firmware is, unless a manifest puts another module in this place.
export { default } from "../../modules/device/profiles/endpoint.js";
