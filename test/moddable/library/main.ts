// SPDX-License-Identifier: Apache-2.0
// Another project's program, on the ports of this one.
import readHealth from "hosts/platform/health";
import { run, wake } from "hosts/platform/loop";
import open from "hosts/platform/ports";
import readUnique from "hosts/platform/unique";
import control from "modules/control/factory";
import Device from "modules/device/device";
import doubler from "doubler/doubler";
import profile from "doubler/profile";

const ports = open(wake);
const { front, identity } = new Device({ profile, ports, factories: [control, doubler], unique: readUnique(), health: readHealth() });
ports.forEach((port, index) => port.serve(front, index, identity));
run((now) => {
	ports.forEach((port) => port.pump(now));
	return front.tick(now);
});
