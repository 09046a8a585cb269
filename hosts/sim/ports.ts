// SPDX-License-Identifier: Apache-2.0
import { eid, ports as configured } from "hosts/platform/configuration";
import type { PlatformPort } from "../common/port.js";
import SerialPort from "../sim/serial-port.js";
import type { PortOptions } from "../sim/tcp-port.js";
import UsbredirPort from "../sim/usbredir-port.js";

const kinds = Object.freeze({
	serial: (options: PortOptions) => new SerialPort(options),
	usbredir: (options: PortOptions) => new UsbredirPort(options),
} as const);
const types = Object.freeze(Object.keys(kinds) as (keyof typeof kinds)[]);

/** Those of the configuration, in its order, each in a network of its own. */
export default function open(wake: () => void): readonly PlatformPort[] {
	return configured.map((fields, index) => {
		const type = fields.required("type", fields.choice("type", types));
		const port = kinds[type]({ name: `${type}${index}`, network: index + 1, eid, wake, fields });
		fields.end();
		return port;
	});
}
