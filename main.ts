// SPDX-License-Identifier: Apache-2.0
// The firmware: the device of a compiled profile, on the links of whatever board it is built for.
import open from "hosts/platform/ports";
import profile from "hosts/platform/profile";
import factories from "hosts/platform/registry";
import readUnique from "hosts/platform/unique";
import Device from "./modules/device/device.js";

const ports = open();
const { front } = new Device({ profile, ports, factories, unique: readUnique() });
for (let index = 0; index < ports.length; index++) ports[index].serve(front, index);
