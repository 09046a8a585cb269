// SPDX-License-Identifier: Apache-2.0
// The firmware: the device of a compiled profile, on the links of whatever board it is built for.
import readHealth from "hosts/platform/health";
import { run, wake } from "hosts/platform/loop";
import show from "hosts/platform/panel";
import open from "hosts/platform/ports";
import profile from "hosts/platform/profile";
import factories from "hosts/platform/registry";
import storage from "hosts/platform/storage";
import readUnique from "hosts/platform/unique";
import Device from "./modules/device/device.js";
import { Fault, faultText } from "./modules/device/health.js";

const health = readHealth();

/** Milliseconds between turns of a machine that waits for its reset. */
const lingering = 1000;

function start(): (now: number) => number {
	const ports = open(wake);
	const device = new Device({ profile, ports, factories, unique: readUnique(), health, storage });
	const { front, identity } = device;
	for (let index = 0; index < ports.length; index++) ports[index].serve(front, index, identity);
	show(device, ports);
	const ticking = ports.filter((port) => undefined !== port.tick);
	/* The length of an array is a call on XS 13.3. */
	const portCount = ports.length;
	const tickingCount = ticking.length;
	return (now) => {
		try {
			for (let index = 0; index < portCount; index++) ports[index].pump(now);
			let wait = front.tick(now);
			for (let index = 0; index < tickingCount; index++) {
				const own = ticking[index].tick!(now);
				if (own < wait) wait = own;
			}
			return wait;
		} catch (error) {
			return failed(error);
		}
	};
}

function failed(error: unknown): number {
	health.fail(Fault.exception, faultText(String(error)));
	return lingering;
}

/** Whatever nobody expected ends this run. What it was can be asked of the next one. */
try {
	run(start());
} catch (error) {
	failed(error);
}
