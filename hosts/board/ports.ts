// SPDX-License-Identifier: Apache-2.0
import { eid, ports as configured, type ConfiguredPort } from "hosts/platform/configuration";
import BoardI2c from "../common/i2c/port.js";
import type { PlatformPort } from "../common/port.js";
import UsbPort from "../common/usb/port.js";

const lastPin = 255;
const longestName = 31;
const usualSpeed = 100_000;

type Open = (port: ConfiguredPort, network: number, wake: () => void) => PlatformPort;

/** What the board makes of it is checked when the bus is opened. */
const types: Readonly<Record<string, Open | undefined>> = Object.freeze({
	i2c: ({ name, busOwner, fields }: ConfiguredPort, network: number, wake: () => void) =>
		new BoardI2c({
			name,
			network,
			eid,
			busOwner,
			wake,
			address: fields.required("address", fields.whole("address", 0x08, 0x77)),
			device: fields.text("device", longestName),
			data: fields.whole("data", 0, lastPin),
			clock: fields.whole("clock", 0, lastPin),
			controllerData: fields.whole("controllerData", 0, lastPin),
			controllerClock: fields.whole("controllerClock", 0, lastPin),
			switched: fields.flag("switched"),
			hz: fields.whole("hz", 10_000, 1_000_000) ?? usualSpeed,
		}),
	usb: ({ name, busOwner }: ConfiguredPort, network: number, wake: () => void) => new UsbPort(network, wake, { name, eid, busOwner }),
});

/** Those of the configuration, in its order, each in a network of its own. */
export default function open(wake: () => void): readonly PlatformPort[] {
	return configured.map((port, index) => {
		const make = types[port.type];
		if (undefined === make) throw port.fields.error(`this board has ${Object.keys(types).join(" and ")}`, "type");
		const opened = make(port, index + 1, wake);
		port.fields.end();
		return opened;
	});
}
