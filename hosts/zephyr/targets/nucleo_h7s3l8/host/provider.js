// SPDX-License-Identifier: Apache-2.0
// What the SDK wants of each target of Zephyr: the devices of its device tree.
import device from "mc/devicetree";

export default device;
