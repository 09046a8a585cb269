// SPDX-License-Identifier: Apache-2.0
import { eid, ports as configured } from "hosts/platform/configuration";
import type { PlatformPort } from "../common/port.js";
import SerialPort from "../sim/serial-port.js";
import type { PortOptions } from "../sim/tcp-port.js";
import UsbredirPort from "../sim/usbredir-port.js";

const types: Readonly<Record<string, ((options: PortOptions) => PlatformPort) | undefined>> = Object.freeze({
	serial: (options) => new SerialPort(options),
	usbredir: (options) => new UsbredirPort(options),
});

/** Those of the configuration, in its order, each in a network of its own. */
export default function open(wake: () => void): readonly PlatformPort[] {
	return configured.map(({ type, fields, ...rest }, index) => {
		const make = types[type];
		if (undefined === make) throw fields.error(`the desktop has ${Object.keys(types).join(" and ")}`, "type");
		const port = make({ ...rest, network: index + 1, eid, wake, fields });
		fields.end();
		return port;
	});
}
